// The source line of a place, cut to a width, and where the caret goes below it.
#pragma once

#include <string>

#include "verdict/place.h"

namespace reallyopen {

struct Excerpt {
  std::string line;     // inert, tabs as spaces, `…` where it was cut
  int caret = 0;        // cells before the caret
  int caret_cells = 0;  // 0: no caret, the place is the whole line
};

// At most `width` cells wide.
Excerpt excerpt(const Place& place, int width);

}  // namespace reallyopen
