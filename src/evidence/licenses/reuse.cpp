#include "evidence/licenses/reuse.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "configuration/read.h"
#include "evidence/licenses/license_in_text.h"
#include "license/license_ids.h"
#include "manifest/cursor.h"
#include "repository/path.h"
#include "text/printable.h"
#include "text/utf8.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_annotations = 1u << 20;
constexpr std::size_t longest_pattern = 1024;
constexpr std::size_t most_patterns = 1000;  // of a repository
constexpr std::size_t most_files = 100;

// In REUSE.toml `*` stays within a name and `**` does not; in dep5 `*` does not.
std::shared_ptr<const re2::RE2> compiled(std::string_view pattern, bool within_name) {
  std::string expression;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool twice = pattern.substr(i).starts_with("**");
    if (pattern[i] == '*')
      expression += within_name && !twice ? "[^/]*" : ".*";
    else if (pattern[i] == '?' && !within_name)
      expression += '.';
    else if (pattern[i] == '\\' && i + 1 < pattern.size())
      expression += RE2::QuoteMeta(std::string(1, pattern[++i]));
    else
      expression += RE2::QuoteMeta(std::string(1, pattern[i]));
    if (twice) ++i;
  }
  RE2::Options options(RE2::Latin1);
  options.set_log_errors(false);
  options.set_dot_nl(true);
  return std::make_shared<re2::RE2>(expression, options);
}

class Reader {
 public:
  // `patterns`: how many were read before.
  Reader(const Entry& entry, std::string text, std::size_t& patterns, LicenseStatements& found)
      : path_(entry.path), text_(as_utf8(std::move(text))), found_(found), patterns_(patterns) {}

  std::vector<ReuseAnnotation> toml();
  std::vector<ReuseAnnotation> dep5();

 private:
  void unread(std::string because) { found_.unexamined.push_back({ path_, std::move(because) }); }
  void add(ReuseAnnotation annotation, const std::vector<std::string>& patterns, bool within_name);
  void read_table(const Document& document, const Node& table);
  void read_paragraph(const Document& document, int first, int end);

  std::string path_;
  std::string text_;
  LicenseStatements& found_;
  std::size_t& patterns_;
  std::vector<ReuseAnnotation> annotations_;
};

void Reader::add(ReuseAnnotation annotation, const std::vector<std::string>& patterns,
                 bool within_name) {
  for (const std::string& pattern : patterns) {
    if (pattern.size() > longest_pattern || ++patterns_ > most_patterns)
      return unread("it names more paths than are looked at");
    annotation.paths.push_back(compiled(pattern, within_name));
  }
  annotations_.push_back(std::move(annotation));
}

std::vector<std::string> texts_of(const Node* node) {
  std::vector<std::string> texts;
  if (!node) return texts;
  if (node->is_string()) texts.push_back(node->text);
  for (const Node& item : node->items)
    if (item.is_string()) texts.push_back(item.text);
  return texts;
}

// Several expressions all apply.
void Reader::read_table(const Document& document, const Node& table) {
  const Node* license = table.get("SPDX-License-Identifier");
  ReuseAnnotation annotation;
  annotation.overrides = table.string_at("precedence") == "override";
  LicenseStatement& statement = annotation.statement;
  for (const std::string& text : texts_of(license)) {
    const std::string meant = expression_meant(text);
    if (meant.empty()) return;
    statement.expression += statement.expression.empty() ? "(" + meant + ")"
                                                         : " AND (" + meant + ")";
    statement.says += fmt::format("{}`{}`", statement.says.empty() ? "" : ", ",
                                  printable(text, 80));
  }
  if (statement.expression.empty()) return;
  statement.by = "`REUSE.toml`";
  statement.place = document.place(*license);
  add(std::move(annotation), texts_of(table.get("path")), true);
}

std::vector<ReuseAnnotation> Reader::toml() {
  const ParseResult parsed = read_configuration(path_, text_);
  if (!parsed.document) {
    unread("it is no TOML that can be read");
    return {};
  }
  if (const Node* tables = parsed.document->root.get("annotations"))
    for (const Node& table : tables->items) read_table(*parsed.document, table);
  return std::move(annotations_);
}

std::vector<std::string> words_of(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  std::vector<std::string> words;
  for (std::size_t at = text.find_first_not_of(blanks); at != std::string_view::npos;
       at = text.find_first_not_of(blanks, at)) {
    const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
    words.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

// Lines of one file paragraph: `Files: a/* b`, `License: MIT`, and lines that go on with a blank.
void Reader::read_paragraph(const Document& document, int first, int end) {
  constexpr std::string_view files = "Files:";
  constexpr std::string_view license = "License:";
  std::vector<std::string> patterns;
  ReuseAnnotation annotation;
  bool in_files = false;
  for (int number = first; number < end; ++number) {
    std::string_view line = document.line(number);
    const bool goes_on = line.starts_with(' ') || line.starts_with('\t');
    if (!goes_on) in_files = line.starts_with(files);
    if (in_files)
      std::ranges::move(words_of(goes_on ? line : line.substr(files.size())),
                        std::back_inserter(patterns));
    if (!line.starts_with(license)) continue;
    line.remove_prefix(license.size());
    while (line.starts_with(' ') || line.starts_with('\t')) line.remove_prefix(1);
    while (line.ends_with(' ') || line.ends_with('\r')) line.remove_suffix(1);
    annotation.statement.expression = expression_meant(line);
    annotation.statement.says = fmt::format("`{}`", printable(line, 80));
    annotation.statement.place = document.place(number, 1);
  }
  annotation.statement.by = "`.reuse/dep5`";
  if (!annotation.statement.expression.empty()) add(std::move(annotation), patterns, false);
}

std::vector<ReuseAnnotation> Reader::dep5() {
  Document document{ .path = path_, .text = text_, .root = {}, .line_starts = {} };
  document.line_starts = find_line_starts(document.text);
  const int lines = static_cast<int>(document.line_starts.size());
  for (int first = 1; first <= lines;) {
    int end = first;
    while (end <= lines && document.line(end).find_first_not_of(" \t\r") != std::string_view::npos)
      ++end;
    read_paragraph(document, first, end);
    first = end + 1;
  }
  return std::move(annotations_);
}

}  // namespace

const std::vector<ReuseAnnotation>& ReuseAnnotations::in(std::string_view folder) {
  const auto [known, is_new] = folders_.try_emplace(std::string(folder));
  if (!is_new || files_ > most_files) return known->second;
  for (const std::string_view name : { "REUSE.toml", ".reuse/dep5" }) {
    const Resolution resolved = snapshot_.resolve(folder, name);
    if (resolved.status != ResolveStatus::found || resolved.entry.kind != EntryKind::file) continue;
    if (++files_ > most_files) {
      found_.unexamined.push_back(
        { resolved.entry.path,
          fmt::format("only the first {} of its kind were read", most_files) });
      break;
    }
    ReadResult read = snapshot_.read(resolved.entry, longest_annotations);
    if (read.status != ReadStatus::complete) {
      found_.unexamined.push_back(
        { resolved.entry.path, unread_because(read.status, longest_annotations) });
      break;
    }
    Reader reader(resolved.entry, std::move(read.bytes), patterns_, found_);
    known->second = name == "REUSE.toml" ? reader.toml() : reader.dep5();
    break;
  }
  return known->second;
}

const ReuseAnnotation* ReuseAnnotations::of(std::string_view path) {
  const ReuseAnnotation* nearest = nullptr;
  for (std::size_t end = 0; end != std::string_view::npos;) {
    const std::string_view below = path.substr(end == 0 ? 0 : end + 1);
    const auto& annotations = in(path.substr(0, end));
    const auto last = std::find_if(annotations.rbegin(), annotations.rend(),
                                   [&](const ReuseAnnotation& annotation) {
      return std::ranges::any_of(annotation.paths, [&](const auto& pattern) {
        return RE2::FullMatch(re2::StringPiece(below.data(), below.size()), *pattern);
      });
    });
    if (last != annotations.rend()) nearest = &*last;
    if (last != annotations.rend() && last->overrides) return nearest;
    end = path.find('/', end == 0 ? 0 : end + 1);
  }
  return nearest;
}

}  // namespace reallyopen
