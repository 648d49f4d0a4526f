// Byte offsets of a document as lines and columns.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "manifest/node.h"

namespace reallyopen {

// Lines end at \n, \r\n and a lone \r.
std::vector<std::size_t> find_line_starts(std::string_view text);

// Counts code points from the offset asked for last, so that asking in order stays linear on very long lines.
class Cursor {
 public:
  explicit Cursor(const Document& document) : document_(document) {}

  struct Position {
    int line = 1;
    int column = 1;
  };
  Position at(std::size_t offset);
  Place place(std::size_t offset, int width = 1);

 private:
  const Document& document_;
  std::size_t offset_ = 0;
  Position position_;
};

}  // namespace reallyopen
