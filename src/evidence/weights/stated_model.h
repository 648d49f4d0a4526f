// What the manifest says that the model is, against what its files say: the family, its
// arrangement, its sizes in words, its context.
#pragma once

#include <span>
#include <vector>

#include "evidence/weights/model_files.h"

namespace reallyopen {

// `facts` are those of the released files in one folder. Families and words that are not known
// contradict nothing.
void compare_stated_model(const Declarations& declarations, std::span<const Fact> facts,
                          std::vector<ModelFileDisagreement>& all);

}  // namespace reallyopen
