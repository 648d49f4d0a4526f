// Which modules a Python file imports.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

// `a.b` and `.c`; of `from a import b` both `a` and `a.b`.
std::vector<std::string> modules_imported(std::string_view content);

}  // namespace reallyopen
