// What starts other scripts: shell, batch systems, make, pipelines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "draft/roles/script_tree.h"

namespace reallyopen {

bool may_start_scripts(std::string_view path);
// A file of rules or stages, that names scripts in many ways.
bool is_pipeline(std::string_view path);

// What one command, rule or stage starts, each script once.
std::vector<const ScriptFile*> started_by(const ScriptFile& launcher, const ScriptTree& tree);

// The settings that a launcher hands over, as it writes them: `configs/large.yaml`.
std::vector<std::string> settings_named(std::string_view content);

}  // namespace reallyopen
