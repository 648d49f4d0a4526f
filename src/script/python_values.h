// What names stand for in a Python file: imported modules, texts and defaults of options.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "script/python_call.h"
#include "script/python_statements.h"

namespace reallyopen {

struct PythonText {
  std::string text;         // "" where it cannot be told
  bool is_default = false;  // of an option, which a run may set otherwise
};

class PythonValues {
 public:
  // Defaults of options, of fields and of parameters, wherever they stand.
  explicit PythonValues(const std::vector<PythonStatement>& statements);

  // In the order of the statements: later ones replace what earlier ones set.
  void note(const PythonAssignment& assignment);

  // `np.load` is `numpy.load` behind `import numpy as np`.
  std::string full_name(std::string_view name) const;
  PythonText text_of(std::string_view expression) const;

 private:
  void note_import(std::string_view statement);
  void note_default(std::string_view name, std::string_view value);
  void note_options(const PythonStatement& statement);
  void note_parameters(std::string_view function);
  void note_fields(const PythonStatement& statement);

  std::map<std::string, std::string, std::less<>> modules_;
  std::map<std::string, std::string, std::less<>> texts_;
  std::map<std::string, std::string, std::less<>> defaults_;
};

}  // namespace reallyopen
