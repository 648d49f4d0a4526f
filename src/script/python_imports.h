// What a Python file imports.
#pragma once

#include <string>
#include <vector>

#include "script/python_statements.h"

namespace reallyopen {

struct PythonImport {
  std::string module;              // `.a.b` for relative ones
  std::vector<std::string> names;  // of `from module import a, b`: modules as well, perhaps
  int line = 1;
};

// At the top level, where a script cannot do without: `import a, b.c as d` is two.
std::vector<PythonImport> list_python_imports(const std::vector<PythonStatement>& statements);

}  // namespace reallyopen
