// Which distributions a module of Python comes from.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

// Of any Python from 3.8 to 3.14.
bool is_standard_module(std::string_view module);

struct Distributions {
  std::vector<std::string> names;  // any of them brings the module; as `package_name` writes them
  bool known = false;  // a distribution that many use; else the name is no more than a guess
};

// `PIL` is of `pillow`. Of a dotted name the first part counts, of `google.*` the second as well.
Distributions distributions_of(std::string_view module);

// The distribution whose program a command starts: `axolotl`, `llamafactory-cli`; "" of others.
std::string_view distribution_of_program(std::string_view program);

// What a distribution brings with it that scripts import without naming it: `lightning` brings
// `torch`.
bool brings(std::string_view distribution, std::string_view other);

}  // namespace reallyopen
