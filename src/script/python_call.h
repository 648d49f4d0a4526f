// The calls in a statement of Python, with their arguments; nothing is evaluated.
#pragma once

#include <string_view>
#include <vector>

namespace reallyopen {

struct PythonArgument {
  std::string_view keyword;  // "" by position
  std::string_view value;
};

struct PythonCall {
  std::string_view name;  // as written: `timm.create_model`; `.load` behind a bracket
  std::vector<PythonArgument> arguments;
  std::string_view keyword;  // that it is the value of, in the call around it
  std::string_view within;   // the name of that call
  std::string_view behind;   // what follows its bracket

  // The value under one of the keywords, else that at the position; "" where there is none.
  std::string_view argument(std::size_t position,
                            std::initializer_list<std::string_view> keywords) const;
};

// Inner calls before the ones around them. Views of `statement`.
std::vector<PythonCall> list_python_calls(std::string_view statement);

// `a, b = x, y` is two, `x` alone is one without a target, `with x as a` is `a = x`.
struct PythonAssignment {
  std::string_view target;
  std::string_view value;
};
std::vector<PythonAssignment> list_python_assignments(std::string_view statement);

// What stands between commas outside of brackets and quotes.
std::vector<std::string_view> split_python_list(std::string_view text);

// The text in quotes that the expression is; "" where it is something else.
std::string_view python_text(std::string_view expression);

// The name behind the last point: `resnet18` of `torchvision.models.resnet18`.
std::string_view last_of_name(std::string_view name);

}  // namespace reallyopen
