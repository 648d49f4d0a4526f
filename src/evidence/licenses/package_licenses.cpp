#include "evidence/licenses/package_licenses.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "card/front_matter.h"
#include "configuration/read.h"
#include "evidence/licenses/license_in_text.h"
#include "license/license_ids.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/pattern.h"
#include "text/printable.h"
#include "text/utf8.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_metadata = 1u << 20;
constexpr std::string_view classifier = "License :: ";

using Path = std::array<std::string_view, 3>;  // keys from the root, the rest empty

// Where a file of that name keeps its licence, and what it is about.
struct PackageFile {
  std::string_view name;
  std::vector<LicensedContent> parts;
  std::vector<Path> fields;
};

const std::vector<PackageFile>& package_files() {
  using enum LicensedContent;
  static const std::vector<PackageFile> files{
    { "pyproject.toml",
      { code },
      { { "project", "license" },
        { "project", "license", "text" },
        { "project", "classifiers" },
        { "tool", "poetry", "license" } } },
    { "package.json", { code }, { { "license" }, { "license", "type" } } },
    { "Cargo.toml", { code }, { { "package", "license" } } },
    { "codemeta.json", { code }, { { "license" } } },
    { "CITATION.cff", {}, { { "license" } } },
    { ".zenodo.json", {}, { { "license" }, { "license", "id" } } },
  };
  return files;
}

const Node* follow(const Node& root, const Path& keys) {
  const Node* node = &root;
  for (const std::string_view key : keys)
    if (node && !key.empty()) node = node->get(key);
  return node;
}

// `License :: OSI Approved :: MIT License`; empty for a classifier about anything else.
std::string_view classified(std::string_view text) {
  if (!text.starts_with(classifier)) return "";
  return text.substr(text.rfind(": ") + 2);
}

// A list is a choice. Nothing is said where one of them is unknown.
void add_values(const Document& document, const Node& node, std::string_view by,
                const std::vector<LicensedContent>& parts, LicenseStatements& found) {
  std::vector<std::string> meant;
  std::vector<std::string> written;
  const Node* first = nullptr;
  const auto add = [&](const Node& value, std::string_view text) {
    if (!value.is_string() || text.empty()) return;
    if (!first) first = &value;
    meant.push_back(expression_meant(text));
    written.push_back(printable(text, 80));
  };
  const bool classifiers = by == "pyproject.toml" && node.is_sequence();
  add(node, node.text);
  for (const Node& item : node.items) add(item, classifiers ? classified(item.text) : item.text);
  if (!first || std::ranges::find(meant, "") != meant.end()) return;
  LicenseStatement statement;
  statement.expression = meant.size() == 1 ? meant.front()
                                           : fmt::format("({})", fmt::join(meant, ") OR ("));
  statement.says = fmt::format("`{}`", fmt::join(written, "`, `"));
  statement.by = fmt::format("`{}`", by);
  statement.place = document.place(*first);
  statement.parts = parts;
  found.statements.push_back(std::move(statement));
}

std::optional<Entry> file_at(const Snapshot& snapshot, std::string_view folder,
                             std::string_view path) {
  const Resolution resolved = snapshot.resolve(folder, path);
  if (resolved.status != ResolveStatus::found || resolved.entry.kind != EntryKind::file)
    return std::nullopt;
  return resolved.entry;
}

void add_unread(const Entry& entry, ReadStatus status, LicenseStatements& found) {
  found.unexamined.push_back({ entry.path, unread_because(status, longest_metadata) });
}

// A file that is not what its name says, and says nothing of licences, hides none.
void add_unparsable(const Entry& entry, std::string_view text, LicenseStatements& found) {
  const std::string words = lower(text);
  if (words.find("licen") != std::string::npos)
    found.unexamined.push_back({ entry.path, "the file cannot be parsed" });
}

void add_package(const Snapshot& snapshot, std::string_view folder, const PackageFile& file,
                 LicenseStatements& found) {
  const std::optional<Entry> entry = file_at(snapshot, folder, file.name);
  if (!entry) return;
  const ReadResult read = snapshot.read(*entry, longest_metadata);
  if (read.status != ReadStatus::complete) return add_unread(*entry, read.status, found);
  // CITATION.cff is YAML under another ending.
  const ParseResult parsed = file.name == "CITATION.cff"
                               ? parse_document(entry->path, read.bytes, configuration_limits,
                                                Dialect::configuration)
                               : read_configuration(entry->path, read.bytes);
  if (!parsed.document) return add_unparsable(*entry, read.bytes, found);
  const Document& document = *parsed.document;
  std::vector<LicensedContent> parts = file.parts;
  if (file.name == "CITATION.cff" && document.root.string_at("type") == "dataset")
    parts = { LicensedContent::data };
  for (const Path& keys : file.fields)
    if (const Node* node = follow(document.root, keys))
      add_values(document, *node, file.name, parts, found);
}

// The first match of `pattern`, whose group is the licence.
void add_setup(const Snapshot& snapshot, std::string_view folder, std::string_view name,
               const Pattern& pattern, LicenseStatements& found) {
  const std::optional<Entry> entry = file_at(snapshot, folder, name);
  if (!entry) return;
  ReadResult read = snapshot.read(*entry, longest_metadata);
  if (read.status != ReadStatus::complete) return add_unread(*entry, read.status, found);
  std::string text = as_utf8(std::move(read.bytes));
  std::string_view written;
  if (!pattern.found_in(text, written)) return;
  const auto at = static_cast<std::size_t>(written.data() - text.data());
  std::optional<LicenseStatement> statement = license_in_text(entry->path, std::move(text), at,
                                                              written.size());
  if (!statement) return;
  statement->by = fmt::format("`{}`", name);
  statement->parts = { LicensedContent::code };
  found.statements.push_back(std::move(*statement));
}

}  // namespace

void add_package_licenses(const Snapshot& snapshot, std::string_view manifest,
                          LicenseStatements& found) {
  const std::string_view folder = folder_of(manifest);
  for (const PackageFile& file : package_files()) add_package(snapshot, folder, file, found);
  static const Pattern in_cfg(R"((?m)^license\s*=[ \t]*([^\r\n]*[^\s#;]))", "license");
  static const Pattern in_python(R"((?m)^[^#\n]*\blicense\s*=\s*["']([^"'\n]+)["'])", "license");
  add_setup(snapshot, folder, "setup.cfg", in_cfg, found);
  add_setup(snapshot, folder, "setup.py", in_python, found);
}

void add_weight_headers(const Weights& weights, LicenseStatements& found) {
  for (const Weights::Text& text : weights.texts) {
    if (text.key != "general.license" && text.key != "general.license.name") continue;
    LicenseStatement statement;
    statement.expression = expression_meant(text.value);
    if (statement.expression.empty()) continue;  // `other`
    statement.says = fmt::format("`{}`", printable(text.value, 80));
    statement.by = fmt::format("`{}` of the GGUF header", text.key);
    statement.place = { .path = text.path };
    statement.parts = { LicensedContent::weights };
    found.statements.push_back(std::move(statement));
  }
}

void add_dataset_card(const Snapshot& snapshot, std::string_view folder, const Node& license,
                      LicenseStatements& found) {
  const std::optional<Entry> entry = file_at(snapshot, folder, "README.md");
  if (!entry) return;
  const ReadResult read = snapshot.read(*entry, longest_metadata);
  const auto front_matter = find_front_matter(read.bytes);
  if (!front_matter) return;
  const ParseResult parsed = parse_document(entry->path, with_lines_of_card(*front_matter));
  const Node* node = parsed.document ? parsed.document->root.get("license") : nullptr;
  if (!node) return;
  const std::size_t before = found.statements.size();
  add_values(*parsed.document, *node, "README.md", { LicensedContent::data }, found);
  for (std::size_t i = before; i < found.statements.size(); ++i)
    found.statements[i].expected = &license;
}

}  // namespace reallyopen
