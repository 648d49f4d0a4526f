// Seeds that are stated, and that nothing in the release could set.
#pragma once

#include <optional>
#include <vector>

#include "evidence/declarations.h"
#include "evidence/recipe/configurations.h"
#include "evidence/recipe/run_sources.h"

namespace reallyopen {

// `declared` and `sources` are all that the run is set by. A word that speaks of seeds anywhere in
// them but a text, a module that they import and that uses one, or a library that seeds itself may
// set one; an option that nothing uses does not.
std::optional<UnsetSeed> find_unset_seed(const Declarations& declarations,
                                         const std::vector<const ConfigurationFile*>& declared,
                                         const RunSources& sources, const RunSourceFinder& finder);

}  // namespace reallyopen
