// The lists of a survey that scripts are sorted into.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "draft/survey.h"

namespace reallyopen {

using RoleList = std::vector<std::string> Survey::*;

bool holds(const std::vector<std::string>& list, const std::string& path);
void add_to(std::vector<std::string>& list, const std::string& path);
// One of `words`, parted by `|`, in the name of the file.
bool says(std::string_view path, std::string_view words);

}  // namespace reallyopen
