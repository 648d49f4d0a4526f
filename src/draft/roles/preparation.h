// Scripts and modules that make the data of a training.
#pragma once

#include "draft/roles/script_tree.h"

namespace reallyopen {

// Of a Python file that optimises nothing.
bool prepares_data(const ScriptFile& script, const Cues& cues);

}  // namespace reallyopen
