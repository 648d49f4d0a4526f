#include "repository/lfs_attributes.h"

#include <algorithm>
#include <optional>
#include <ranges>

#include "repository/path.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_file = 1 << 20;
constexpr std::size_t most_rows = 2000;
constexpr std::string_view file_name = ".gitattributes";

std::vector<std::string_view> words(std::string_view line) {
  std::vector<std::string_view> result;
  constexpr std::string_view space = " \t\r";
  for (std::size_t at = line.find_first_not_of(space); at != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(space, at), line.size());
    result.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(space, end);
  }
  return result;
}

// What the attributes of a line say about the filter; nothing when they do not mention it.
std::optional<bool> lfs_filter(const std::vector<std::string_view>& attributes) {
  std::optional<bool> lfs;
  for (const std::string_view attribute : attributes | std::views::drop(1)) {
    if (attribute == "filter" || attribute == "-filter" || attribute == "!filter") lfs = false;
    if (attribute.starts_with("filter=")) lfs = attribute == "filter=lfs";
  }
  return lfs;
}

// As gitattributes(5) says: a pattern without a slash is for names at any depth.
std::optional<std::string> glob_of(const std::string& folder, std::string_view pattern) {
  if (pattern.starts_with('"') || pattern.starts_with("[attr]") || pattern.starts_with('!') ||
      pattern.ends_with('/'))
    return std::nullopt;
  const bool anywhere = pattern.find('/') == std::string_view::npos;
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  std::string glob = literal_glob(folder);
  if (anywhere) append_to_path(glob, "**");
  append_to_path(glob, pattern);
  return glob.size() <= longest_glob ? std::optional(glob) : std::nullopt;
}

}  // namespace

LfsAttributes::LfsAttributes(const Snapshot& snapshot) : snapshot_(snapshot) {}

const std::vector<LfsAttributes::Row>& LfsAttributes::rows(const std::string& folder) {
  const auto [found, inserted] = rows_.try_emplace(folder);
  if (!inserted) return found->second;
  std::string path = folder;
  append_to_path(path, file_name);
  const Resolution resolution = snapshot_.resolve("", "/" + path);
  // git does not follow a link to attributes either.
  if (resolution.status != ResolveStatus::found || resolution.entry.kind != EntryKind::file ||
      resolution.entry.path != path)
    return found->second;
  const ReadResult read = snapshot_.read(resolution.entry, longest_file);
  if (read.status != ReadStatus::complete) return found->second;
  std::string_view text = read.bytes;
  for (int number = 1; !text.empty() && found->second.size() < most_rows; ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::vector<std::string_view> parts = words(line);
    if (parts.empty() || parts[0].starts_with('#')) continue;
    const std::optional<bool> lfs = lfs_filter(parts);
    if (!lfs) continue;
    if (const std::optional<std::string> glob = glob_of(folder, parts[0]))
      found->second.push_back({ Glob(*glob), *lfs, number, std::string(line) });
  }
  return found->second;
}

// The nearest file decides, and in it the last line.
LfsAttributes::Origin LfsAttributes::origin(std::string_view path) {
  std::string folder(folder_of(path));
  for (;;) {
    const std::vector<Row>& all = rows(folder);
    for (const Row& row : all | std::views::reverse) {
      if (!row.pattern.matches(path)) continue;
      if (!row.lfs) return {};
      std::string file = folder;
      append_to_path(file, file_name);
      return { file, row.line, row.text };
    }
    if (folder.empty()) return {};
    folder = folder_of(folder);
  }
}

}  // namespace reallyopen
