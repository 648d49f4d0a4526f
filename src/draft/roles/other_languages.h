// Scripts in R and Julia, by the calls in them and by what they are called.
#pragma once

#include "draft/roles/script_tree.h"
#include "draft/survey.h"

namespace reallyopen {

void sort_other_languages(const ScriptTree& tree, Survey& survey);

}  // namespace reallyopen
