// Launchers and rules of workflows by what they start, or are started for.
#pragma once

#include <vector>

#include "draft/roles/roles.h"

namespace reallyopen {

// The settings that launchers of a training hand over.
std::vector<NamedSettings> sort_launchers(const ScriptTree& tree, Survey& survey);

}  // namespace reallyopen
