#include "report/html_text.h"

#include <fmt/format.h>

#include "report/cells.h"
#include "report/excerpt.h"
#include "report/inert.h"
#include "report/xml_text.h"

namespace reallyopen {
namespace {

constexpr std::size_t
  longest_line = 600;  // bytes; of a longer line only what is around the place is shown
constexpr int html_excerpt_width = 120;

std::string escape_source(std::string_view text) {
  std::string spaced;
  for (const char c : text) spaced += c == '\t' ? std::string(4, ' ') : std::string(1, c);
  return escape_xml(inert(spaced, longest_text));
}

// The byte at which the code point with that 1-based number begins.
std::size_t byte_of(std::string_view line, int column) {
  std::size_t at = 0;
  for (int i = 1; i < column && at < line.size(); ++i) at += code_point_length(line, at);
  return std::min(at, line.size());
}

std::string marked_line(const Place& place) {
  const std::string_view line = place.line_text;
  if (place.column < 1) return escape_source(line);
  const std::size_t begin = byte_of(line, place.column);
  const std::size_t end = byte_of(line, place.column + std::max(1, place.width));
  const std::string marked = begin == end ? " " : escape_source(line.substr(begin, end - begin));
  return fmt::format("{}<mark>{}</mark>{}", escape_source(line.substr(0, begin)), marked,
                     escape_source(line.substr(end)));
}

std::string cut_line(const Place& place) {
  const Excerpt lines = excerpt(place, html_excerpt_width);
  return escape_xml(lines.line);
}

}  // namespace

std::string html(std::string_view text) { return escape_xml(inert(text, longest_text)); }

std::string html_message(std::string_view message) {
  const std::string shown = inert(message, longest_text);
  std::string_view rest = shown;
  std::string result;
  while (!rest.empty()) {
    const std::size_t open = rest.find('`');
    const std::size_t close = open == std::string_view::npos ? open : rest.find('`', open + 1);
    if (close == std::string_view::npos) return result + escape_xml(rest);
    result += escape_xml(rest.substr(0, open));
    result += fmt::format("<code>{}</code>", escape_xml(rest.substr(open + 1, close - open - 1)));
    rest.remove_prefix(close + 1);
  }
  return result;
}

std::string html_source(const Place& place) {
  if (place.line < 1 || place.line_text.empty()) return "";
  const std::string line = place.line_text.size() <= longest_line ? marked_line(place)
                                                                  : cut_line(place);
  return fmt::format("<pre><span class=\"number\">{}</span><code>{}</code></pre>\n", place.line,
                     line);
}

}  // namespace reallyopen
