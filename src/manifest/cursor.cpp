#include "manifest/cursor.h"

#include <algorithm>

#include "text/printable.h"

namespace reallyopen {

std::vector<std::size_t> find_line_starts(std::string_view text) {
  std::vector<std::size_t> starts{ 0 };
  for (std::size_t at = text.find_first_of("\r\n"); at != std::string_view::npos;
       at = text.find_first_of("\r\n", at)) {
    at += text.substr(at, 2) == "\r\n" ? 2 : 1;
    starts.push_back(at);
  }
  return starts;
}

Cursor::Position Cursor::at(std::size_t offset) {
  const std::string_view text = document_.text;
  const auto& starts = document_.line_starts;
  offset = std::min(offset, text.size());
  std::size_t index = static_cast<std::size_t>(position_.line) - 1;
  const bool same_line =
    starts[index] <= offset && (index + 1 == starts.size() || offset < starts[index + 1]);
  if (!same_line) {
    const auto next = std::upper_bound(starts.begin(), starts.end(), offset);
    index = static_cast<std::size_t>(next - starts.begin()) - 1;
    position_ = { static_cast<int>(index) + 1, 1 };
    offset_ = starts[index];
  }
  if (offset >= offset_)
    position_.column += static_cast<int>(code_points(text.substr(offset_, offset - offset_)));
  else
    position_.column -= static_cast<int>(code_points(text.substr(offset, offset_ - offset)));
  offset_ = offset;
  return position_;
}

Place Cursor::place(std::size_t offset, int width) {
  const Position position = at(offset);
  return document_.place(position.line, position.column, width);
}

}  // namespace reallyopen
