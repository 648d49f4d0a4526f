// Programs that leave all the work to modules: what they are called for and what they import tell
// their role.
#pragma once

#include "draft/roles/script_tree.h"
#include "draft/survey.h"

namespace reallyopen {

void sort_entries(const ScriptTree& tree, Survey& survey);

}  // namespace reallyopen
