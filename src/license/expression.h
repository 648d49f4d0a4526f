// SPDX licence expressions (SPDX 3.0.1, annex "SPDX license expressions"), without recursion.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

// One licence of an expression; `id` without `+`, `WITH` and its exception dropped.
struct LicenseTerm {
  std::string id;
};

enum class LicenseOperator { all, any };  // AND, OR

// The expression in postfix order: terms push, operators join the two before them.
struct LicenseStep {
  bool is_operator = false;
  LicenseTerm term;
  LicenseOperator joins = LicenseOperator::all;
};

struct LicenseExpression {
  std::vector<LicenseStep> steps;
  std::string error;  // a sentence; then `steps` is empty
};

LicenseExpression parse_expression(std::string_view text);

}  // namespace reallyopen
