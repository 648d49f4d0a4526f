#include "report/markdown_text.h"

#include <algorithm>

#include "report/inert.h"

namespace reallyopen {
namespace {

constexpr std::string_view punctuation = "\\`*_[]|~$";

// `://` and `www.` become links on their own.
bool begins_link(std::string_view text, std::size_t at) {
  return text.substr(at).starts_with("://") ||
         (text[at] == '.' && at >= 3 &&
          (text.substr(at - 3, 3) == "www" || text.substr(at - 3, 3) == "WWW"));
}

// Stands within a line of ours, so that no block begins in it.
std::string literal(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    switch (c) {
      case '&':
        result += "&amp;";
        continue;
      case '<':
        result += "&lt;";
        continue;
      case '>':
        result += "&gt;";
        continue;
      // Alone in its element it mentions nobody.
      case '@':
        result += "<span>@</span>";
        continue;
      default:
        break;
    }
    if (punctuation.find(c) != std::string_view::npos || begins_link(text, at)) result += '\\';
    result += c;
  }
  return result;
}

std::size_t longest_run(std::string_view text, char of) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == of ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// `shown` is inert. A bar would end a table cell, also in a code span.
std::string code(std::string_view shown) {
  if (shown.find_first_not_of(' ') == std::string_view::npos) return "` `";
  const std::string fence(longest_run(shown, '`') + 1, '`');
  const bool pad = shown.front() == '`' || shown.back() == '`' || shown.front() == ' ';
  std::string result = fence + (pad ? " " : "");
  for (const char c : shown) {
    if (c == '|')
      result += "¦";
    else
      result += c;
  }
  return result + (pad ? " " : "") + fence;
}

}  // namespace

std::string markdown(std::string_view message) {
  const std::string shown = inert(message, longest_text);
  std::string_view rest = shown;
  std::string result;
  while (!rest.empty()) {
    const std::size_t open = rest.find('`');
    const std::size_t close = open == std::string_view::npos ? open : rest.find('`', open + 1);
    if (close == std::string_view::npos) return result + literal(rest);
    result += literal(rest.substr(0, open));
    if (close > open + 1) result += code(rest.substr(open + 1, close - open - 1));
    rest.remove_prefix(close + 1);
  }
  return result;
}

std::string markdown_code(std::string_view text) { return code(inert(text, longest_text)); }

std::string markdown_block(std::string_view lines, std::string_view indent) {
  const std::string fence(std::max<std::size_t>(3, longest_run(lines, '`') + 1), '`');
  std::string result = std::string(indent) + fence + "text\n";
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    result.append(indent).append(lines.substr(0, end)).append("\n");
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return result.append(indent).append(fence).append("\n");
}

}  // namespace reallyopen
