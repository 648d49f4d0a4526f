// Training that leaves nothing behind.
#pragma once

#include <optional>

#include "evidence/declarations.h"
#include "evidence/recipe/configurations.h"
#include "evidence/recipe/run_sources.h"

namespace reallyopen {

// Where weights are declared, the scripts of a run optimise, and no word in them, in what starts
// them or in a module of the tree speaks of writing, storing or handing over: the weights of the
// release come from elsewhere.
std::optional<UnsavedTraining> find_unsaved_training(const Declarations& declarations,
                                                     const RunSources& sources,
                                                     const RunSourceFinder& finder);

}  // namespace reallyopen
