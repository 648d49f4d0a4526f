// Training that leaves nothing behind, and training that is none.
#pragma once

#include <optional>

#include "evidence/declarations.h"
#include "evidence/recipe/configurations.h"
#include "evidence/recipe/run_sources.h"

namespace reallyopen {

// Where weights are declared, the scripts of a run optimise, and no word in them, in what starts
// them or in a module that they import speaks of writing, storing or handing over: the weights of
// the release come from elsewhere.
std::optional<TrainingWork> find_unsaved_training(const Declarations& declarations,
                                                  const RunSources& sources,
                                                  const RunSourceFinder& finder);

// Where the scripts of a run read finished weights and evaluate or predict by them, and no word in
// them, in a module that they import or in what starts them speaks of changing weights.
std::optional<TrainingWork> find_use_as_training(const RunSources& sources,
                                                 const RunSourceFinder& finder);

}  // namespace reallyopen
