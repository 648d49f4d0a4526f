#include "policy/write_waiver.h"

#include <fmt/format.h>

#include <algorithm>

#include "manifest/parse.h"
#include "policy/policy_error.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : printable(text, 2000)) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

bool is_blank_or_comment(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\r");
  return first == std::string_view::npos || line[first] == '#';
}

// The line after which the last item of `waivers` ends: before the next key, and before the
// comments and blank lines that belong to it.
int last_line(const Document& document, const Node& waivers) {
  int end = static_cast<int>(document.line_starts.size()) + 1;
  for (const Member& member : document.root.members)
    if (member.key.line > waivers.line) end = std::min(end, member.key.line);
  int last = end - 1;
  while (last > waivers.line && is_blank_or_comment(document.line(last))) --last;
  return last;
}

std::string with_newline(std::string text) {
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  return text;
}

}  // namespace

std::string waiver_text(const Waiver& waiver, std::string_view indent) {
  std::string text = fmt::format("{0}- rule: {1}\n", indent, waiver.rule);
  const auto add = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) text += fmt::format("{}  {}: {}\n", indent, key, quoted(value));
  };
  add("path", waiver.path);
  add("component", waiver.component);
  add("fingerprint", waiver.fingerprint);
  add("reason", waiver.acceptance.reason);
  add("owner", waiver.acceptance.owner);
  add("until", waiver.acceptance.until);
  return text;
}

std::string with_waiver(const std::string& path, const std::string& text, const Waiver& waiver) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    return "policy_version: 1\n\nwaivers:\n" + waiver_text(waiver, "  ");
  const ParseResult parsed = parse_document(path, text);
  if (!parsed.document) throw PolicyError(parsed.problems);
  const Document& document = *parsed.document;
  const Node* waivers = document.root.get("waivers");
  if (!waivers) return with_newline(text) + "\nwaivers:\n" + waiver_text(waiver, "  ");
  const std::string_view line = document.line(waivers->line);
  const auto column = static_cast<std::size_t>(std::max(0, waivers->column - 1));
  if (waivers->items.empty() || column >= line.size() || line[column] != '-')
    throw PolicyError({ { .place = document.place(*waivers),
                          .message = "`waivers` is not a list of lines that begin with `-`",
                          .fix = "write it so, or add by hand:\n" + waiver_text(waiver, "  "),
                          .subject = "waivers" } });
  const auto after = static_cast<std::size_t>(last_line(document, *waivers));
  const std::size_t at = after < document.line_starts.size() ? document.line_starts[after]
                                                             : document.text.size();
  return with_newline(document.text.substr(0, at)) + waiver_text(waiver, std::string(column, ' ')) +
         document.text.substr(at);
}

}  // namespace reallyopen
