// Whether a script does what its name promises, or only stands in its place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "script/python_statements.h"

namespace reallyopen {

struct Stub {
  int line = 0;      // where the missing work would stand; 0: no stub
  std::string what;  // "does nothing but raise NotImplementedError"
  explicit operator bool() const { return line > 0; }
};

// Python, without what is only declared: imports, headers, texts, `pass`, `...`, promises that are
// printed, the reading of arguments. What is left does something. Abstract classes and files of
// exceptions are no stubs; nor is a file that imports what it runs.
Stub find_python_stub(const std::vector<PythonStatement>& statements);

// Whether anything in a Python file does something; also true of what is abstract on purpose.
bool has_python_work(const std::vector<PythonStatement>& statements);

// A shell script that ends without starting anything.
Stub find_shell_stub(std::string_view text);

}  // namespace reallyopen
