#include "evidence/licenses/license_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "license/expression.h"
#include "license/file_name.h"
#include "repository/path.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_license_files = 24;
constexpr std::size_t longest_name = 100;
constexpr std::array licensed_contents = std::to_array<LicensedContent>(
  { LicensedContent::code, LicensedContent::weights, LicensedContent::data,
    LicensedContent::documentation, LicensedContent::outputs });

std::vector<LicensedContent> parts_of_name(std::string_view lower_name) {
  const auto content = content_of_license_name(lower_name);
  return content ? std::vector{ *content } : std::vector<LicensedContent>{};
}

void add_file(const Snapshot& snapshot, std::string_view folder, std::string_view path,
              LicenseFile file, LicenseFiles& found) {
  const Resolution resolved = snapshot.resolve(folder, path);
  if (resolved.status != ResolveStatus::found || resolved.entry.kind != EntryKind::file) return;
  file.entry = resolved.entry;
  if (file.group.empty()) file.group = file.entry.path;
  const auto same = std::ranges::find_if(
    found.files, [&](const LicenseFile& each) { return each.entry.path == file.entry.path; });
  if (same == found.files.end() && found.files.size() == most_license_files)
    found.more = true;
  else if (same == found.files.end())
    found.files.push_back(std::move(file));
  else if (!file.parts.empty())
    *same = std::move(file);
}

// `data.csv.license` is about `data.csv` alone (reuse.software).
bool is_beside(const Snapshot& snapshot, std::string_view path) {
  constexpr std::string_view ending = ".license";
  return path.ends_with(ending) &&
         snapshot.find(path.substr(0, path.size() - ending.size())).has_value();
}

void add_folder(const Snapshot& snapshot, std::string_view folder,
                const std::vector<LicensedContent>& parts, std::string_view group,
                LicenseFiles& found) {
  for (const Entry& entry : snapshot.list(folder)) {
    const std::string name = lower(name_of(entry.path));
    const bool is_file = entry.kind != EntryKind::folder && entry.kind != EntryKind::submodule;
    if (!is_file || !is_license_name(name) || is_beside(snapshot, entry.path)) continue;
    const std::vector<LicensedContent> of_name = parts_of_name(name);
    add_file(
      snapshot, "", entry.path,
      { .entry = {}, .parts = of_name.empty() ? parts : of_name, .group = std::string(group) },
      found);
  }
}

// `LICENSES/` holds the text of each licence under its id (reuse.software).
void add_reuse_folder(const Snapshot& snapshot, std::string_view folder, LicenseFiles& found) {
  const std::string texts = folder.empty() ? "LICENSES" : std::string(folder) + "/LICENSES";
  for (const Entry& entry : snapshot.list(texts)) {
    std::string_view id = name_of(entry.path);
    if (id.ends_with(".txt")) id.remove_suffix(4);
    if (entry.kind == EntryKind::file && (find_license(id) || is_license_ref(id)))
      add_file(snapshot, "", entry.path, { .entry = {}, .parts = {}, .group = texts }, found);
  }
}

// `model_licenses/` holds one for each model of the repository.
void add_model_folders(const Snapshot& snapshot, std::string_view folder, LicenseFiles& found) {
  for (const Entry& entry : snapshot.list(folder)) {
    const std::string name = lower(name_of(entry.path));
    if (entry.kind == EntryKind::folder && contains_one_of(name, { "license", "licence" }) &&
        contains_one_of(name, { "model", "weight" }))
      add_folder(snapshot, entry.path, { LicensedContent::weights }, entry.path, found);
  }
}

std::vector<LicensedContent> parts_of_field(std::string_view field) {
  for (const LicensedContent content : licensed_contents)
    if (field.starts_with(fmt::format("license.{}.", name(content)))) return { content };
  return {};
}

bool is_vendored(std::string_view path) {
  constexpr std::array folders = std::to_array<std::string_view>(
    { "third_party", "thirdparty", "3rdparty", "vendor", "external", "node_modules",
      "site-packages" });
  return std::ranges::any_of(split_path(path), [&](std::string_view name) {
    return std::ranges::find(folders, name) != folders.end();
  });
}

// One text may be that of several parts.
void add_declared(const Snapshot& snapshot, std::string_view folder,
                  const Declarations& declarations, LicenseFiles& found) {
  std::vector<LicenseFile> declared;
  for (const Artifact& artifact : declarations.artifacts()) {
    if (!artifact.field.starts_with("license.") || artifact.evidence != Evidence::present) continue;
    const Resolution resolved = snapshot.resolve(folder, artifact.written);
    if (resolved.status != ResolveStatus::found) continue;
    const auto same = std::ranges::find_if(
      declared, [&](const LicenseFile& each) { return each.entry.path == resolved.entry.path; });
    std::vector<LicensedContent> parts = parts_of_field(artifact.field);
    if (same == declared.end())
      declared.push_back({ .entry = resolved.entry, .parts = std::move(parts), .group = {} });
    else
      same->parts.insert(same->parts.end(), parts.begin(), parts.end());
  }
  for (LicenseFile& file : declared) {
    const std::string path = "/" + file.entry.path;
    if (file.parts.empty()) file.parts = parts_of_name(lower(name_of(file.entry.path)));
    add_file(snapshot, "", path, std::move(file), found);
  }
}

}  // namespace

void add_license_files(const Snapshot& snapshot, std::string_view folder, LicenseFiles& found) {
  add_folder(snapshot, folder, {}, "", found);
}

LicenseFiles find_license_files(const Snapshot& snapshot, std::string_view manifest,
                                const Declarations& declarations) {
  LicenseFiles found;
  const std::string_view own = folder_of(manifest);
  for (std::string_view folder = own;; folder = folder_of(folder)) {
    add_license_files(snapshot, folder, found);
    add_reuse_folder(snapshot, folder, found);
    if (!found.files.empty() || folder.empty()) break;
  }
  add_model_folders(snapshot, own, found);
  add_declared(snapshot, own, declarations, found);
  return found;
}

bool is_use_policy(std::string_view path) {
  const std::string_view file = name_of(path);
  const std::size_t dot = file.rfind('.');
  const std::string_view ending = dot == std::string_view::npos ? "" : file.substr(dot + 1);
  // Asked of every path of a repository: most fall here.
  if (ending.size() > 4 || file.size() > longest_name) return false;
  const std::string type = lower(ending);
  constexpr std::array documents = std::to_array<std::string_view>(
    { "", "md", "txt", "rst", "htm", "html", "pdf", "docx" });
  if (std::ranges::find(documents, type) == documents.end()) return false;
  const std::string stem = squeezed(file.substr(0, dot));
  return !contains_one_of(stem, { "reuse", "causes" }) &&
         contains_one_of(stem, { "usepolicy", "usagepolicy", "acceptableuse", "prohibiteduse",
                                 "userestrictions" }) &&
         !is_vendored(path);
}

}  // namespace reallyopen
