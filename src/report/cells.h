// Text on a grid of terminal cells: how wide it is, padded and wrapped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

// The bytes of the code point at `at`; 1 for a byte that begins none.
std::size_t code_point_length(std::string_view text, std::size_t at);

// East Asian wide characters and emoji take two cells, combining marks none.
int cells(std::string_view text);

// With spaces to the right until it fills `width`.
std::string padded(std::string_view text, int width);

// Broken at spaces; a word wider than `width` stays whole. At least one line.
std::vector<std::string> wrapped(std::string_view text, int width);

}  // namespace reallyopen
