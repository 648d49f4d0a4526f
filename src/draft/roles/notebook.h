// Jupyter notebooks.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// Without what its cells printed and drew: words in a warning, or in a picture, do nothing. As it
// is where it was not written with one text a line.
std::string without_outputs(std::string_view notebook);

}  // namespace reallyopen
