// The version that the manifest states against the tag that is checked.
#pragma once

#include <optional>
#include <string_view>

#include "evidence/history/history.h"

namespace reallyopen {

std::optional<OtherVersion> other_version(const Snapshot& snapshot,
                                          const Declarations& declarations);

// Whether a tag may stand for a release of this version: true also where the tag tells no version,
// or is one of another model of the repository.
bool version_agrees(std::string_view tag, std::string_view version, std::string_view model);

}  // namespace reallyopen
