#include "draft/roles/role_lists.h"

#include <algorithm>

#include "repository/path.h"
#include "text/pattern.h"

namespace reallyopen {

bool holds(const std::vector<std::string>& list, const std::string& path) {
  return std::ranges::find(list, path) != list.end();
}

void add_to(std::vector<std::string>& list, const std::string& path) {
  if (!holds(list, path)) list.push_back(path);
}

bool says(std::string_view path, std::string_view words) {
  return has_one_of(words, name_of(path));
}

}  // namespace reallyopen
