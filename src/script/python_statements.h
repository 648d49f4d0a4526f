// A Python file as its statements: enough to tell what does something from what does not.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

struct PythonStatement {
  int line = 1;      // 1-based, of its first word
  int indent = 0;    // columns
  std::string text;  // on one line, without comments; a text in quotes keeps its beginning
};

// Lines that belong together are one statement, also behind `;` and `:`. At most 20,000 of them.
std::vector<PythonStatement> list_python_statements(std::string_view text);

}  // namespace reallyopen
