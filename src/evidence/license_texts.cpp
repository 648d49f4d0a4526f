#include "evidence/license_texts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "license/recognise.h"
#include "manifest/cursor.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_texts = 12;
constexpr std::size_t longest_text = 512u << 10;

bool has_any(std::string_view name, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(
    parts, [&](std::string_view part) { return name.find(part) != std::string_view::npos; });
}

// `license.svg`, `license_check.py`: named after one, but no text.
bool is_text_name(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return true;
  constexpr std::array endings = std::to_array<std::string_view>(
    { ".md", ".txt", ".rst", ".html" });
  const std::string_view ending = name.substr(dot);
  return std::ranges::find(endings, ending) != endings.end() ||
         ending.find_first_not_of(".0123456789") == std::string_view::npos ||
         ending.substr(1).find_first_of("-_ ") != std::string_view::npos;
}

bool is_license_name(std::string_view lower_name) {
  return is_text_name(lower_name) && has_any(lower_name, { "license", "licence", "copying" }) &&
         !has_any(lower_name, { "header", "third", "3rd", "notice", "template", "policy" });
}

bool is_policy_name(std::string_view lower_name) {
  const std::string name = squeezed(lower_name);
  return is_text_name(lower_name) && has_any(name, { "usepolicy", "usagepolicy", "acceptableuse",
                                                     "prohibiteduse", "userestrictions" });
}

std::optional<LicensedContent> part_of_name(std::string_view lower_name) {
  if (has_any(lower_name, { "model", "weight" })) return LicensedContent::weights;
  if (has_any(lower_name, { "code", "software" })) return LicensedContent::code;
  if (has_any(lower_name, { "data" })) return LicensedContent::data;
  if (has_any(lower_name, { "docs", "documentation" })) return LicensedContent::documentation;
  return std::nullopt;
}

Document as_document(const std::string& path, std::string text) {
  Document document{ .path = path, .text = std::move(text), .root = {}, .line_starts = {} };
  document.line_starts = find_line_starts(document.text);
  return document;
}

// Terms that say what the work may not be used for, whatever the licence above them is called.
void add_attachment(const Document& document, LicenseStatements& found) {
  const std::string text = lower(document.text);
  const std::size_t attachment = text.find("\nattachment a");
  if (attachment == std::string::npos) return;
  if (text.find("use restrictions") == std::string::npos &&
      text.find("use-based restrictions") == std::string::npos)
    return;
  found.policies.push_back({ Cursor(document).place(attachment + 1, 12), "Attachment A" });
}

void add_text(const Document& document, std::optional<LicensedContent> part,
              LicenseStatements& found) {
  const Recognition recognition = recognise(document.text);
  if (recognition.kind == Recognition::Kind::mentions && !recognition.mentions.empty()) {
    const LicenseMention& mention = recognition.mentions.front();
    if (mention.id.empty()) return;
    found.statements.push_back({ mention.id, fmt::format("`{}`", mention.id), "the licence file",
                                 document.place(mention.line, 1), part });
    return;
  }
  if (recognition.kind != Recognition::Kind::texts) return;
  const std::vector<std::string> lines = describe(recognition);
  for (std::size_t i = 0; i < recognition.matches.size(); ++i) {
    const LicenseMatch& match = recognition.matches[i];
    const bool modified = match.likeness == Likeness::modified;
    int line = match.first_line;
    if (modified && !match.changes.empty()) line = match.changes.front().first_line;
    found.statements.push_back({ fmt::format("{}", fmt::join(match.ids, " OR ")),
                                 i < lines.size() ? lines[i] : match.ids.front(),
                                 "the licence text", document.place(std::max(line, 1), 1), part,
                                 modified });
  }
}

struct LicenseFile {
  Entry entry;
  std::optional<LicensedContent> part;
  bool policy = false;
};

void add_file(std::vector<LicenseFile>& files, const Snapshot& snapshot, std::string_view folder,
              std::string_view path, std::optional<LicensedContent> part) {
  const Resolution resolved = snapshot.resolve(folder, path);
  if (resolved.status != ResolveStatus::found || resolved.entry.kind != EntryKind::file) return;
  const auto same = std::ranges::find_if(
    files, [&](const LicenseFile& file) { return file.entry.path == resolved.entry.path; });
  const std::string name = lower(name_of(resolved.entry.path));
  if (same != files.end()) {
    if (part) same->part = part;
  } else if (files.size() < most_texts) {
    files.push_back({ resolved.entry, part ? part : part_of_name(name), is_policy_name(name) });
  }
}

}  // namespace

void add_license_texts(const Snapshot& snapshot, std::string_view manifest,
                       const Declarations& declarations, LicenseStatements& found) {
  const std::string_view folder = folder_of(manifest);
  std::vector<LicenseFile> files;
  for (const Entry& entry : snapshot.list(folder)) {
    const std::string name = lower(name_of(entry.path));
    if (entry.kind != EntryKind::folder && (is_license_name(name) || is_policy_name(name)))
      add_file(files, snapshot, "", entry.path, std::nullopt);
  }
  for (const Artifact& artifact : declarations.artifacts()) {
    if (!artifact.field.starts_with("license.") || artifact.evidence != Evidence::present) continue;
    std::optional<LicensedContent> part;
    for (const LicensedContent content :
         { LicensedContent::code, LicensedContent::weights, LicensedContent::data,
           LicensedContent::documentation, LicensedContent::outputs })
      if (artifact.field.starts_with(fmt::format("license.{}.", name(content)))) part = content;
    add_file(files, snapshot, folder, artifact.written, part);
  }
  for (const LicenseFile& file : files) {
    ReadResult read = snapshot.read(file.entry, longest_text);
    if (read.status != ReadStatus::complete && read.status != ReadStatus::over_limit) continue;
    const Document document = as_document(file.entry.path, std::move(read.bytes));
    if (file.policy)
      found.policies.push_back(
        { { .path = file.entry.path }, std::string(name_of(file.entry.path)) });
    else
      add_text(document, file.part, found);
    add_attachment(document, found);
  }
}

}  // namespace reallyopen
