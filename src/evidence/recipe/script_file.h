// A file that a manifest declares as a script, by its format: whether it does anything, and the
// commands it holds.
#pragma once

#include <string>
#include <string_view>

#include "script/stub.h"

namespace reallyopen {

// A shell script or a Makefile, which start other scripts.
bool is_launcher(std::string_view path);

// What makes the Python module, notebook or shell script do nothing; none in another format.
Stub find_stub(std::string_view path, std::string_view text);

// What a launcher has a shell run. Lines keep their numbers.
std::string commands_of(std::string_view path, std::string_view text);

}  // namespace reallyopen
