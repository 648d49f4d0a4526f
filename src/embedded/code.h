// How the build writes data down as C++, so that the program has it without reading anything.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// `"say \"no\""sv`; the file that it stands in uses namespace std::string_view_literals.
std::string view_literal(std::string_view text);

// Throws std::runtime_error where it cannot be read.
std::string read_file(const char* path);

}  // namespace reallyopen
