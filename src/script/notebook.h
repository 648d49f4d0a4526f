// Notebooks as Python.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// The Python of a notebook's cells, each line where it stands in the file; without what the
// notebook has a shell do. "" where it does not parse.
std::string python_of_notebook(std::string_view path, std::string_view text);

// What its cells printed, each line where it stands in the file.
std::string outputs_of_notebook(std::string_view path, std::string_view text);

}  // namespace reallyopen
