#include "manifest/scalar_source.h"

#include <algorithm>
#include <initializer_list>
#include <string>

namespace reallyopen {
namespace {

constexpr std::string_view blanks = " \t\r\n";
char at_or_zero(std::string_view text, std::size_t at) {
  return at < text.size() ? text[at] : '\0';
}

std::size_t or_end(std::string_view text, std::size_t at) { return std::min(at, text.size()); }

std::size_t line_end(std::string_view text, std::size_t at) {
  return or_end(text, text.find_first_of("\r\n", at));
}

std::size_t skip_blanks_and_comments(std::string_view text, std::size_t at) {
  for (;;) {
    at = or_end(text, text.find_first_not_of(blanks, at));
    if (at_or_zero(text, at) != '#') return at;
    at = line_end(text, at);
  }
}

std::size_t property_end(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) == "!<") {
    const std::size_t close = text.find_first_of("> \t\r\n", at);
    return or_end(text, close == std::string::npos ? close : close + 1);
  }
  return or_end(text, text.find_first_of(" \t\r\n,[]{}", at + 1));
}

// Of the scalar alone: a line may be as long as the file, and hold many.
std::string_view first_line(std::string_view scalar) {
  return scalar.substr(0, line_end(scalar, 0));
}

ScalarSpan quoted_span(std::string_view text, std::size_t content) {
  const char quote = text[content];
  std::size_t at = content + 1;
  while (at < text.size()) {
    at = or_end(text, text.find_first_of(quote == '"' ? "\"\\" : "'", at));
    if (at == text.size()) break;
    const bool escape = text[at] == '\\' || (quote == '\'' && at_or_zero(text, at + 1) == '\'');
    if (!escape) return { first_line(text.substr(content, at + 1 - content)).size(), true };
    at += 2;
  }
  return { first_line(text.substr(content)).size(), false };
}

}  // namespace

NodeSource find_content(std::string_view text, std::size_t mark) {
  NodeSource source{ .content = or_end(text, mark) };
  for (;;) {
    const char letter = at_or_zero(text, source.content);
    if (letter != '&' && letter != '!') return source;
    const std::size_t end = property_end(text, source.content);
    if (letter == '!' && !source.tag) {
      source.tag = source.content;
      source.tag_length = end - source.content;
    }
    source.content = skip_blanks_and_comments(text, end);
  }
}

ScalarStyle scalar_style(std::string_view text, std::size_t content) {
  switch (at_or_zero(text, content)) {
    case '"':
    case '\'':
      return ScalarStyle::quoted;
    case '|':
    case '>':
      return ScalarStyle::block;
    default:
      return ScalarStyle::plain;
  }
}

ScalarSpan scalar_span(std::string_view text, std::size_t content, std::string_view value) {
  switch (scalar_style(text, content)) {
    case ScalarStyle::quoted:
      return quoted_span(text, content);
    case ScalarStyle::block:
      return { or_end(text, text.find_first_not_of("|>+-0123456789", content)) - content };
    case ScalarStyle::plain:
      break;
  }
  if (text.substr(content, value.size()) == value)
    return { std::max<std::size_t>(1, value.size()) };
  const std::size_t end = line_end(text, content);
  const std::size_t last = text.substr(content, end - content).find_last_not_of(blanks);
  return { last == std::string::npos ? 1 : last + 1 };
}

bool is_written_null(std::string_view text, std::size_t content, bool expect_key) {
  for (const std::string_view word : { "~", "null", "Null", "NULL" }) {
    if (text.substr(content, word.size()) != word) continue;
    const std::size_t after = or_end(text, text.find_first_not_of(" \t", content + word.size()));
    if (after == text.size()) return true;
    // Anything else goes on as another word; a value followed by `:` is the next key.
    return std::string_view("\r\n#,]}").find(text[after]) != std::string::npos ||
           (expect_key && text[after] == ':');
  }
  return false;
}

bool has_key_mark(std::string_view text, std::size_t key_end) {
  const std::size_t next = or_end(text, text.find_first_not_of(" \t", key_end));
  if (at_or_zero(text, next) == ':') return true;
  const std::size_t before = key_end == 0 ? std::string::npos
                                          : text.find_last_of("\r\n", key_end - 1);
  std::string_view line = text.substr(before == std::string::npos ? 0 : before + 1);
  // Below another key or in a list: `- ? key`.
  while (line.starts_with("- ") || line.starts_with(' ')) line.remove_prefix(1);
  return line.starts_with("? ");
}

std::optional<std::size_t> empty_item_dash(std::string_view text, std::size_t next) {
  std::size_t end = or_end(text, next);
  for (;;) {
    const std::size_t before = end == 0 ? std::string::npos : text.find_last_of("\r\n", end - 1);
    const std::size_t start = before == std::string::npos ? 0 : before + 1;
    std::string_view line = text.substr(start, end - start);
    const std::size_t first = line.find_first_not_of(" \t");
    if (first != std::string::npos && line[first] != '#') {
      if (const std::size_t comment = line.find(" #"); comment != std::string::npos)
        line = line.substr(0, comment);
      const std::size_t dash = line.find_last_not_of(" \t");
      if (dash == std::string::npos || line[dash] != '-') return std::nullopt;
      return start + dash;
    }
    if (start == 0) return std::nullopt;
    end = start - 1;
  }
}

}  // namespace reallyopen
