// Arithmetic on paths of the repository: '/' between names, "" is the root. Nothing here looks at a
// file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

constexpr std::size_t longest_path = 4096;

// The names between slashes; empty ones are left out.
std::vector<std::string_view> split_path(std::string_view path);

void append_to_path(std::string& path, std::string_view name);
// `name` in the folder, as it is: see join_path() for what somebody wrote.
std::string path_in(std::string_view folder, std::string_view name);

// `path` joined to the folder `base` (from the root when it starts with '/'), without `.`, `..` and
// `//`; none when
// `..` leads above the root.
std::optional<std::string> join_path(std::string_view base, std::string_view path);

std::string_view folder_of(std::string_view path);
std::string_view name_of(std::string_view path);

// True for `folder` itself and all below it.
bool is_within(std::string_view path, std::string_view folder);

// No name that git forbids in a tree: "", ".", "..", or one with a '/' inside.
bool is_safe_name(std::string_view name);

}  // namespace reallyopen
