// Where something stands: a file, and a stretch of one line in it.
#pragma once

#include <string>

namespace reallyopen {

// Lines and columns are 1-based; columns and width count Unicode code points.
// `line` 0 means the file (or folder) as a whole. `path` is relative to the repository root.
struct Place {
  std::string path;
  int line = 0;
  int column = 0;
  int width = 1;
  std::string line_text;

  friend bool operator==(const Place&, const Place&) = default;
};

}  // namespace reallyopen
