// Training that the repository only asks for: it is done where nobody can see it.
#pragma once

#include <vector>

#include "evidence/declarations.h"
#include "evidence/recipe/scripts.h"

namespace reallyopen {

// A shell script that only fetches files, where it is what `training.command` starts or the only
// training script; a stage of `dvc.yaml` that makes the declared weights so; a job whose image only
// one network can pull, and that starts nothing of the repository. Such scripts become `broken`.
std::vector<ScriptStub> find_outside_training(const Snapshot& snapshot, Declarations& declarations);

}  // namespace reallyopen
