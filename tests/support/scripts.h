// Small scripts, and what the survey makes of them.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "draft/roles/roles.h"

namespace reallyopen {

using ScriptPaths = std::vector<std::string>;
using Scripts = std::initializer_list<std::pair<const char*, const char*>>;

inline constexpr const char* small_trainer = "import net\nfor batch in data:\n  loss.backward()\n";

inline std::vector<ScriptFile> script_files(Scripts files) {
  std::vector<ScriptFile> scripts;
  for (const auto& [path, content] : files) scripts.push_back({ path, path, content });
  return scripts;
}

inline Survey roles_of(Scripts files) {
  Survey survey;
  assign_roles(script_files(files), survey);
  return survey;
}

}  // namespace reallyopen
