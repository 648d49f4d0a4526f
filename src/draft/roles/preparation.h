// Scripts and modules that make the data of a training.
#pragma once

#include "draft/roles/script_tree.h"
#include "draft/survey.h"

namespace reallyopen {

// Of a Python file that optimises nothing.
bool prepares_data(const ScriptFile& script, const Cues& cues);

// What makes tables of tables, and has no other role beside a training.
void add_turners(const ScriptTree& tree, Survey& survey);

}  // namespace reallyopen
