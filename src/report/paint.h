// Terminal colours, or none. Colour repeats what the words say, it never says anything alone.
#pragma once

#include <string>
#include <string_view>

#include "verdict/finding.h"

namespace reallyopen {

enum class Ink { plain, bold, dim, red, yellow, blue, green };

class Paint {
 public:
  explicit Paint(bool colour) : colour_(colour) {}
  std::string operator()(Ink ink, std::string_view text) const;

 private:
  bool colour_;
};

Ink ink(Level level);

}  // namespace reallyopen
