#include "report/excerpt.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "report/cells.h"
#include "report/inert.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr int tab_stop = 4;

// One code point of the line as it is shown, and the cell where it starts.
struct Shown {
  std::string text;
  int start = 0;
  int end = 0;
};

// The code points around the caret: a line of megabytes costs no more than a short one.
struct Window {
  std::vector<Shown> shown;
  int end = 0;          // cells of all of it
  int caret_start = 0;  // in cells
  int caret_end = 0;
  bool more_before = false;
  bool more_after = false;
};

std::string as_shown(std::string_view line, std::size_t at, std::size_t length, int start) {
  if (line[at] == '\t')
    return std::string(static_cast<std::size_t>(tab_stop - start % tab_stop), ' ');
  if (opens_log_command(line, at)) return "\\x23";
  return printable(line.substr(at, length));
}

Window look_around(const Place& place, int width) {
  const std::string_view line = place.line_text;
  const int first = std::max(1, place.column - width);
  const int last = std::max(1, place.column) + 2 * width;
  const int caret_width = std::max(1, std::min(place.width, 2 * width));
  Window window;
  int column = 1;
  window.caret_start = window.caret_end = -1;
  std::size_t at = 0;
  for (; at < line.size() && column <= last; ++column) {
    const std::size_t length = code_point_length(line, at);
    if (column >= first) {
      Shown shown{ as_shown(line, at, length, window.end), window.end };
      window.end += cells(shown.text);
      shown.end = window.end;
      if (column == place.column) window.caret_start = shown.start;
      if (column >= place.column && column < place.column + caret_width)
        window.caret_end = shown.end;
      window.shown.push_back(std::move(shown));
    }
    at += length;
  }
  window.more_before = first > 1 && !window.shown.empty();
  window.more_after = at < line.size();
  // A place after the last character: the caret stands where something is missing.
  if (window.caret_start < 0) window.caret_start = window.end;
  window.caret_end = std::max(window.caret_end, window.caret_start + 1);
  return window;
}

// The cell at which the shown part begins, so that the caret and some of what leads to it are seen.
int first_cell(const Window& window, int width) {
  const bool to_the_end = !window.more_after && window.end <= width && window.caret_end <= width;
  if (!window.more_before && (to_the_end || window.caret_end < width)) return 0;
  const int room = std::max(0, width - 2 - (window.caret_end - window.caret_start));
  int start = window.caret_start - std::min(room, width / 3);
  if (!window.more_after) start = std::min(start, window.end + 1 - width);
  return std::max(start, window.more_before ? 1 : 0);
}

}  // namespace

Excerpt excerpt(const Place& place, int width) {
  const Window window = look_around(place, width);
  const int start = first_cell(window, width);
  Excerpt result;
  int used = start > 0 ? 1 : 0;
  int shift = 0;  // from cells of the window to cells of the result
  bool begun = false;
  bool cut = window.more_after;
  for (const Shown& shown : window.shown) {
    if (shown.start < start) continue;
    if (!begun) shift = used - shown.start;
    begun = true;
    const int size = shown.end - shown.start;
    const bool is_last = &shown == &window.shown.back() && !window.more_after;
    if (used + size > (is_last ? width : width - 1)) {
      cut = true;
      break;
    }
    result.line += shown.text;
    used += size;
  }
  if (start > 0) result.line.insert(0, "…");
  if (cut) result.line += "…";
  while (result.line.ends_with(' ')) result.line.pop_back();
  if (place.column < 1) return result;
  result.caret = std::clamp(window.caret_start + shift, 0, width - 1);
  result.caret_cells = std::clamp(window.caret_end + shift, result.caret + 1, width) - result.caret;
  return result;
}

}  // namespace reallyopen
