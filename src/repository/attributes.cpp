#include "repository/attributes.h"

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

using Macros = std::map<std::string, bool, std::less<>>;

// What a line says about the attribute; nothing when it does not mention it.
std::optional<bool> setting_of(const std::vector<std::string_view>& line,
                               Attributes::Attribute wanted, const Macros& macros) {
  std::optional<bool> set;
  for (const std::string_view attribute : line | std::views::drop(1)) {
    if (const auto macro = macros.find(attribute); macro != macros.end()) set = macro->second;
    if (wanted == Attributes::Attribute::export_ignore) {
      if (attribute == "export-ignore") set = true;
      if (attribute == "-export-ignore" || attribute == "!export-ignore") set = false;
      continue;
    }
    if (attribute == "filter" || attribute == "-filter" || attribute == "!filter") set = false;
    if (attribute.starts_with("filter=")) set = attribute == "filter=lfs";
  }
  return set;
}

// As gitattributes(5) says: a pattern without a slash is for names at any depth.
std::optional<std::string> glob_of(const std::string& folder, std::string_view pattern,
                                   bool folders) {
  if (pattern.starts_with('"') || pattern.starts_with("[attr]") || pattern.starts_with('!'))
    return std::nullopt;
  if (pattern.ends_with('/')) {
    if (!folders) return std::nullopt;
    pattern.remove_suffix(1);
  }
  const bool anywhere = pattern.find('/') == std::string_view::npos;
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  std::string glob = literal_glob(folder);
  if (anywhere) append_to_path(glob, "**");
  append_to_path(glob, pattern);
  return glob.size() <= longest_glob ? std::optional(glob) : std::nullopt;
}

}  // namespace

Attributes::Attributes(const Snapshot& snapshot, Attribute attribute)
    : snapshot_(snapshot), attribute_(attribute) {
  read_macros();
}

// The content of the folder's file, "" where there is none.
std::string Attributes::text_of(const std::string& folder) const {
  std::string path = folder;
  append_to_path(path, file_name);
  const Resolution resolution = snapshot_.resolve("", "/" + path);
  // git does not follow a link to attributes either.
  if (resolution.status != ResolveStatus::found || resolution.entry.kind != EntryKind::file ||
      resolution.entry.path != path)
    return "";
  ReadResult read = snapshot_.read(resolution.entry, longest_file);
  return read.status == ReadStatus::complete ? std::move(read.bytes) : "";
}

// `[attr]name export-ignore`, which git allows at the root only.
void Attributes::read_macros() {
  constexpr std::string_view mark = "[attr]";
  const std::string text = text_of("");
  for (std::string_view rest = text; !rest.empty() && macros_.size() < most_rows;) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::vector<std::string_view> parts = words(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (parts.empty() || !parts[0].starts_with(mark)) continue;
    if (const std::optional<bool> set = setting_of(parts, attribute_, macros_))
      macros_.insert_or_assign(std::string(parts[0].substr(mark.size())), *set);
  }
}

const std::vector<Attributes::Row>& Attributes::rows(const std::string& folder) {
  const auto [found, inserted] = rows_.try_emplace(folder);
  if (!inserted) return found->second;
  const std::string content = text_of(folder);
  std::string_view text = content;
  for (int number = 1; !text.empty() && found->second.size() < most_rows; ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::vector<std::string_view> parts = words(line);
    if (parts.empty() || parts[0].starts_with('#')) continue;
    const std::optional<bool> set = setting_of(parts, attribute_, macros_);
    if (!set) continue;
    const bool folders = attribute_ == Attribute::export_ignore;
    if (const std::optional<std::string> glob = glob_of(folder, parts[0], folders))
      found->second.push_back({ Glob(*glob), *set, number, std::string(line) });
  }
  return found->second;
}

// The nearest file decides, and in it the last line.
Attributes::Origin Attributes::origin(std::string_view path) {
  std::string folder(folder_of(path));
  for (;;) {
    const std::vector<Row>& all = rows(folder);
    for (const Row& row : all | std::views::reverse) {
      if (!row.pattern.matches(path)) continue;
      if (!row.set) return {};
      std::string file = folder;
      append_to_path(file, file_name);
      return { file, row.line, row.text };
    }
    if (folder.empty()) return {};
    folder = folder_of(folder);
  }
}

Attributes::Origin Attributes::origin_above(std::string_view path) {
  for (std::string_view each = path; !each.empty(); each = folder_of(each))
    if (Origin found = origin(each); found.line > 0) return found;
  return {};
}

}  // namespace reallyopen
