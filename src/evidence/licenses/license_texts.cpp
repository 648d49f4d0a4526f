#include "evidence/licenses/license_texts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "evidence/licenses/applied_license.h"
#include "evidence/licenses/license_files.h"
#include "evidence/licenses/license_in_text.h"
#include "evidence/licenses/package_licenses.h"
#include "license/recognise.h"
#include "manifest/cursor.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_license_text = 512u << 10;
constexpr std::string_view by_text = "the licence text";
constexpr std::string_view by_file = "the licence file";

Document as_document(const std::string& path, std::string text) {
  Document document{
    .path = path, .text = as_utf8(std::move(text)), .root = {}, .line_starts = {}
  };
  document.line_starts = find_line_starts(document.text);
  return document;
}

// Terms that say what the work may not be used for, whatever the licence above them is called.
void add_attachment(const Document& document, LicenseStatements& found) {
  const std::string text = lower(document.text);
  std::size_t at = text.find("\nattachment a");
  // The body refers to the attachment; the attachment itself is the last that begins a line.
  for (std::size_t next = at; next != std::string::npos; next = text.find("\nattachment a", at + 1))
    at = next;
  if (at == std::string::npos) return;
  const std::string_view terms = std::string_view(text).substr(at);
  if (terms.find("use restrictions") == std::string_view::npos &&
      terms.find("use-based restrictions") == std::string_view::npos)
    return;
  found.policies.push_back({ Cursor(document).place(at + 1, 12), "Attachment A" });
}

LicenseStatement statement_of(const LicenseFile& file) {
  LicenseStatement statement;
  statement.is_text = true;
  statement.parts = file.parts;
  statement.group = file.group;
  return statement;
}

// One file that names several is an account of them: it agrees if one is the manifest's.
void add_mentions(const Document& document, const LicenseFile& file, const Recognition& recognition,
                  LicenseStatements& found) {
  std::vector<std::string> ids;
  LicenseStatement statement = statement_of(file);
  for (const LicenseMention& mention : recognition.mentions) {
    if (mention.id.empty()) continue;
    if (ids.empty()) statement.place = document.place(mention.line, 1);
    if (std::ranges::find(ids, mention.id) == ids.end()) ids.push_back(mention.id);
  }
  if (ids.empty()) return;
  statement.expression = fmt::format("{}", fmt::join(ids, " OR "));
  statement.says = fmt::format("`{}`", fmt::join(ids, "`, `"));
  statement.by = by_file;
  found.statements.push_back(std::move(statement));
}

// The first change that is more than a name in its place; without one, where the text begins.
int line_of_change(const LicenseMatch& match, const std::vector<TextChange>& changes) {
  const auto telling = std::ranges::find(changes, false, &TextChange::slight);
  return std::max(telling == changes.end() ? match.first_line : telling->first_line, 1);
}

void add_matches(const Document& document, const LicenseFile& file, const Recognition& recognition,
                 LicenseStatements& found) {
  const std::vector<std::string> lines = describe(recognition);
  for (std::size_t i = 0; i < recognition.matches.size(); ++i) {
    const LicenseMatch& match = recognition.matches[i];
    LicenseStatement statement = statement_of(file);
    std::vector<std::string> ids = match.ids;
    ids.insert(ids.end(), match.alternatives.begin(), match.alternatives.end());
    statement.expression = fmt::format("{}", fmt::join(ids, " OR "));
    statement.says = lines.at(i);
    statement.by = by_text;
    statement.is_whole = true;
    statement.modified = match.likeness == Likeness::modified;
    statement.made_from = match.made_from;
    const int line = statement.modified ? line_of_change(match, match.changes)
                                        : std::max(match.first_line, 1);
    statement.place = document.place(line, 1);
    statement.departs = document.place(line_of_change(match, match.made_by), 1);
    statement.departs_by = describe_origin(match);
    found.statements.push_back(std::move(statement));
  }
}

void add_unknown(const Document& document, const LicenseFile& file, LicenseStatements& found) {
  LicenseStatement statement = statement_of(file);
  statement.says = "none that is known";
  statement.by = by_text;
  statement.place = document.place(1, 1);
  found.statements.push_back(std::move(statement));
}

void add_text(const Snapshot& snapshot, const LicenseFile& file, LicenseStatements& found) {
  ReadResult read = snapshot.read(file.entry, longest_license_text);
  if (read.status != ReadStatus::complete) {
    found.unexamined.push_back(
      { file.entry.path, unread_because(read.status, longest_license_text) });
    return;
  }
  const Document document = as_document(file.entry.path, std::move(read.bytes));
  const Recognition recognition = recognise(document.text);
  switch (recognition.kind) {
    case Recognition::Kind::texts:
      add_matches(document, file, recognition, found);
      break;
    case Recognition::Kind::mentions:
      add_mentions(document, file, recognition, found);
      break;
    case Recognition::Kind::unrecognised:
      add_unknown(document, file, found);
      break;
    case Recognition::Kind::unreadable:
      found.unexamined.push_back({ file.entry.path, recognition.because });
      break;
    case Recognition::Kind::empty:
      break;
  }
  add_attachment(document, found);
}

void add_texts(const Snapshot& snapshot, const LicenseFiles& files, LicenseStatements& found) {
  for (const LicenseFile& file : files.files) add_text(snapshot, file, found);
  if (files.more)
    found.unexamined.push_back(
      { files.files.back().entry.path, "there are more licence files than are looked at" });
}

}  // namespace

void add_license_texts(const Snapshot& snapshot, std::string_view manifest,
                       const Declarations& declarations, LicenseStatements& found) {
  add_texts(snapshot, find_license_files(snapshot, manifest, declarations), found);
}

void add_dataset_licenses(const Snapshot& snapshot, const Declarations& declarations,
                          LicenseStatements& found) {
  const Node* sources = declarations.find({ "data", "sources" });
  if (!sources) return;
  const std::string_view base = folder_of(declarations.document()->path);
  for (const Node& source : sources->items) {
    const Node* license = license_expression(source.get("license"));
    const Node* node = source.get("artifact");
    const Artifact* artifact = node ? declarations.artifact(*node) : nullptr;
    if (!license || !artifact || artifact->evidence != Evidence::present) continue;
    const Resolution resolved = snapshot.resolve(base, artifact->written);
    // The root's licence is the release's.
    if (resolved.status != ResolveStatus::found || resolved.entry.kind != EntryKind::folder ||
        resolved.entry.path == base)
      continue;
    LicenseFiles files;
    add_license_files(snapshot, resolved.entry.path, files);
    LicenseStatements own;
    add_texts(snapshot, files, own);
    add_dataset_card(snapshot, resolved.entry.path, *license, found);
    for (LicenseStatement& statement : own.statements) {
      statement.parts = { LicensedContent::data };
      statement.expected = license;
      found.statements.push_back(std::move(statement));
    }
    std::ranges::move(own.unexamined, std::back_inserter(found.unexamined));
  }
}

void add_use_policies(const Snapshot& snapshot, const std::vector<std::string>& paths,
                      LicenseStatements& found) {
  for (const std::string& path : paths) {
    const std::optional<Entry> entry = snapshot.find(path);
    if (!entry || entry->kind != EntryKind::file) continue;
    const ReadResult read = snapshot.read(*entry, longest_license_text);
    const Document document = as_document(path, read.bytes);
    found.policies.push_back(
      { document.text.empty() ? Place{ .path = path } : document.place(1, 1), path });
  }
}

}  // namespace reallyopen
