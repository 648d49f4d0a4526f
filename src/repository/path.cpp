#include "repository/path.h"

namespace reallyopen {

std::vector<std::string_view> split_path(std::string_view path) {
  std::vector<std::string_view> names;
  while (!path.empty()) {
    std::size_t length = path.find('/');
    std::string_view name = path.substr(0, length);
    if (!name.empty()) names.push_back(name);
    path.remove_prefix(length == std::string_view::npos ? path.size() : length + 1);
  }
  return names;
}

void append_to_path(std::string& path, std::string_view name) {
  if (!path.empty()) path += '/';
  path += name;
}

std::string path_in(std::string_view folder, std::string_view name) {
  std::string path(folder);
  append_to_path(path, name);
  return path;
}

std::optional<std::string> join_path(std::string_view base, std::string_view path) {
  std::string joined;
  if (!path.starts_with('/')) joined = base;
  for (std::string_view name : split_path(path)) {
    if (name == ".") continue;
    if (name != "..") {
      append_to_path(joined, name);
    } else if (joined.empty()) {
      return std::nullopt;
    } else {
      joined.resize(folder_of(joined).size());
    }
  }
  return joined;
}

std::string_view folder_of(std::string_view path) {
  std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool is_within(std::string_view path, std::string_view folder) {
  return folder.empty() ||
         (path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/'));
}

bool is_safe_name(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string_view::npos;
}

}  // namespace reallyopen
