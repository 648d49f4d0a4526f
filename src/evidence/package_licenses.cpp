#include "evidence/package_licenses.h"

#include <algorithm>
#include <array>

#include "configuration/read.h"
#include "license/license_set.h"
#include "manifest/cursor.h"
#include "repository/path.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_file = 1u << 20;
constexpr std::size_t longest_header = 4096;
constexpr std::size_t most_scripts = 50;
constexpr std::string_view header = "SPDX-License-Identifier:";

// Where a file of that name keeps its licence; `part` is what it is about.
struct PackageFile {
  std::string_view name;
  std::optional<LicensedContent> part;
  std::array<std::array<std::string_view, 3>, 4> fields;  // keys from the root, the rest empty
};

constexpr auto code = LicensedContent::code;

constexpr std::array files = std::to_array<PackageFile>({
  { "pyproject.toml",
    code,
    { { { "project", "license" }, { "project", "license", "text" }, { "tool", "poetry", "license" } } } },
  { "package.json", code, { { { "license" }, { "license", "type" } } } },
  { "Cargo.toml", code, { { { "package", "license" } } } },
  { "codemeta.json", code, { { { "license" } } } },
  { "CITATION.cff", std::nullopt, { { { "license" } } } },
  { ".zenodo.json", std::nullopt, { { { "license" }, { "license", "id" } } } },
});

const Node* follow(const Node& root, std::span<const std::string_view> keys) {
  const Node* node = &root;
  for (const std::string_view key : keys)
    if (node && !key.empty()) node = node->get(key);
  return node;
}

// An expression, or a name in use; empty where it is neither.
std::string expression_in(std::string_view text) {
  constexpr std::string_view address = "https://spdx.org/licenses/";
  if (text.starts_with(address)) {
    text.remove_prefix(address.size());
    if (text.ends_with(".html")) text.remove_suffix(5);
  }
  if (const License* license = license_called(text); license && !license->family)
    return std::string(license->id);
  return expression_error(text).empty() ? std::string(text) : "";
}

void add_statement(const Document& document, const Node& node, const PackageFile& file, LicenseStatements& found) {
  if (!node.is_string()) return;
  const std::string expression = expression_in(node.text);
  if (expression.empty()) return;
  found.statements.push_back(
    { expression, "`" + expression + "`", std::string(file.name), document.place(node), file.part });
}

void add_package(const Document& document, const PackageFile& file, LicenseStatements& found) {
  for (const auto& keys : file.fields) {
    if (keys.front().empty()) continue;
    const Node* node = follow(document.root, keys);
    if (!node) continue;
    add_statement(document, *node, file, found);
    for (const Node& item : node->items) add_statement(document, item, file, found);
  }
}

void add_header(const Snapshot& snapshot, const Entry& entry, LicenseStatements& found) {
  const ReadResult read = snapshot.read(entry, longest_header);
  const std::size_t at = read.bytes.find(header);
  if (at == std::string::npos) return;
  std::string_view text = std::string_view(read.bytes).substr(at + header.size());
  text = text.substr(0, text.find_first_of("\r\n"));
  for (const std::string_view end : { "*/", "-->", "\"\"\"", "#}" }) text = text.substr(0, text.find(end));
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return;
  text = text.substr(first, text.find_last_not_of(" \t") - first + 1);
  const std::string expression = expression_in(text);
  if (expression.empty()) return;
  Document document{ .path = entry.path, .text = read.bytes, .root = {}, .line_starts = find_line_starts(read.bytes) };
  const auto width = static_cast<int>(header.size());
  found.statements.push_back(
    { expression, "`" + expression + "`", "an SPDX header", Cursor(document).place(at, width), code });
}

bool is_code(std::string_view field) {
  return field.find("scripts") != std::string_view::npos || field.find("code") != std::string_view::npos;
}

}  // namespace

void add_package_licenses(const Snapshot& snapshot, std::string_view manifest, LicenseStatements& found) {
  for (const PackageFile& file : files) {
    const Resolution resolved = snapshot.resolve(folder_of(manifest), file.name);
    if (resolved.status != ResolveStatus::found || resolved.entry.kind != EntryKind::file) continue;
    const ReadResult read = snapshot.read(resolved.entry, longest_file);
    if (read.status != ReadStatus::complete) continue;
    // CITATION.cff is YAML under another ending.
    const std::string path = resolved.entry.path;
    const ParseResult parsed = file.name == "CITATION.cff"
                                 ? parse_document(path, read.bytes, configuration_limits, Dialect::configuration)
                                 : read_configuration(path, read.bytes);
    if (parsed.document) add_package(*parsed.document, file, found);
  }
}

void add_script_headers(const Snapshot& snapshot, const Declarations& declarations, LicenseStatements& found) {
  std::size_t count = 0;
  const std::string base(folder_of(declarations.document()->path));
  for (const Artifact& artifact : declarations.artifacts()) {
    if (artifact.evidence != Evidence::present || !is_code(artifact.field)) continue;
    const Resolution resolved = snapshot.resolve(base, artifact.written);
    if (resolved.status != ResolveStatus::found || resolved.entry.kind != EntryKind::file) continue;
    if (++count > most_scripts) return;
    add_header(snapshot, resolved.entry, found);
  }
}

}  // namespace reallyopen
