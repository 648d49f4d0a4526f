// Workflows of Snakemake: each file of rules is for one part of the work.
#pragma once

#include <string_view>
#include <vector>

#include "draft/roles/roles.h"

namespace reallyopen {

bool is_workflow(std::string_view path);

// `named` gets the configuration of a workflow that trains.
void sort_workflows(const ScriptTree& tree, Survey& survey, std::vector<NamedSettings>& named);

}  // namespace reallyopen
