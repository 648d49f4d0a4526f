// SPDX licence expressions (SPDX 3.0.1, annex "SPDX license expressions"), without recursion.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

// A stretch of the expression in bytes.
struct ExpressionSpan {
  std::size_t at = 0;
  std::size_t length = 0;
};

// One licence of an expression. `DocumentRef-x:LicenseRef-y` is one id.
struct LicenseTerm {
  std::string id;         // as written, without `+`
  bool or_later = false;  // written with `+`
  std::string exception;  // behind `WITH`; may be empty
  ExpressionSpan span;
  ExpressionSpan exception_span;
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
  ExpressionSpan error_span;
};

// Operators may be written in upper or lower case. `NONE` and `NOASSERTION` are whole expressions.
// Whether an id is known is not asked here.
LicenseExpression parse_expression(std::string_view text);

// `LicenseRef-…` and `DocumentRef-…:LicenseRef-…`: ids that the author defines.
bool is_license_ref(std::string_view id);

}  // namespace reallyopen
