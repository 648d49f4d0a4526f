// Files that nobody starts: told by who imports them.
#pragma once

#include <vector>

#include "draft/roles/roles.h"

namespace reallyopen {

// What a script that prepares data imports for it.
void add_prepared(const ScriptTree& tree, Survey& survey);
void find_architecture(const ScriptTree& tree, Survey& survey);
// `named` gets the files of settings that training scripts open.
void name_settings(const ScriptTree& tree, const Survey& survey, std::vector<NamedSettings>& named);
// Scripts and modules that set hyperparameters themselves.
void find_settings(const ScriptTree& tree, Survey& survey);

}  // namespace reallyopen
