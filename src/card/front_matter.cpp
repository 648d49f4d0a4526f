#include "card/front_matter.h"

#include <algorithm>

namespace reallyopen {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

// The length of the line end at `at`: CR LF, CR or LF; 0 where there is none.
std::size_t line_end(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == '\n') return 1;
  if (text[at] != '\r') return 0;
  return at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
}

int count_line_ends(std::string_view text) {
  int count = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t length = line_end(text, at);
    if (length == 0) continue;
    at += length - 1;
    ++count;
  }
  return count;
}

// The offset behind a closing `---` at `at`, or npos: blanks may follow it, then the line or the
// file ends.
std::size_t behind_closing(std::string_view text, std::size_t at) {
  if (text.substr(at, 3) != "---") return std::string_view::npos;
  at += 3;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  if (at == text.size()) return at;
  const std::size_t length = line_end(text, at);
  return length > 0 ? at + length : std::string_view::npos;
}

}  // namespace

std::optional<FrontMatter> find_front_matter(std::string_view card) {
  std::size_t at = card.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  at = card.find_first_not_of(" \t\r\n\v\f", at);
  if (at == std::string_view::npos || card.substr(at, 3) != "---") return std::nullopt;
  const std::size_t opening = line_end(card, at + 3);
  if (opening == 0) return std::nullopt;
  const std::size_t begin = at + 3 + opening;
  for (std::size_t next = begin; next < card.size(); ++next) {
    const std::size_t length = line_end(card, next);
    if (length == 0) continue;
    const std::size_t end = behind_closing(card, next + length);
    if (end != std::string_view::npos)
      return FrontMatter{ .yaml = card.substr(begin, next - begin),
                          .first_line = 1 + count_line_ends(card.substr(0, begin)),
                          .end = end };
    next += length - 1;
  }
  return std::nullopt;
}

std::string with_lines_of_card(const FrontMatter& front_matter) {
  return std::string(static_cast<std::size_t>(front_matter.first_line - 1), '\n') +
         std::string(front_matter.yaml);
}

}  // namespace reallyopen
