// Named steps: stages of dvc.yaml, entry points of MLproject, targets of make. The name says what
// the script is for that the step starts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "draft/roles/roles.h"

namespace reallyopen {

struct Stage {
  std::string name;
  std::string commands;  // lines of shell
};

std::vector<Stage> stages_of(std::string_view path, std::string_view content);

// Gives scripts that have no role yet one; `named` gets the parameters of a pipeline that trains.
void sort_stages(const ScriptTree& tree, Survey& survey, std::vector<NamedSettings>& named);

}  // namespace reallyopen
