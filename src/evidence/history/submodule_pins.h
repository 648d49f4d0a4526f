// Commits that the manifest names against the commits that the tree's submodules pin.
#pragma once

#include <vector>

#include "evidence/history/history.h"

namespace reallyopen {

std::vector<OtherPin> other_pins(const Snapshot& snapshot, const Declarations& declarations);

}  // namespace reallyopen
