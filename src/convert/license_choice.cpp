#include "convert/license_choice.h"

#include <algorithm>

#include "license/exact_set.h"
#include "license/expression.h"
#include "license/license_set.h"

namespace reallyopen {
namespace {

std::string spelled(const std::string& id, std::string_view set) {
  const std::string_view listed = listed_spelling(set, id);
  return listed.empty() ? id : std::string(listed);
}

}  // namespace

std::string deciding_license(std::string_view expression, std::string_view set) {
  const LicenseExpression parsed = parse_expression(expression);
  if (!parsed.error.empty()) return std::string(expression);
  const bool in = is_in_set(expression, set).in;
  for (const LicenseStep& step : parsed.steps)
    if (!step.is_operator && is_in_set(step.term.id, set).in == in)
      return spelled(step.term.id, set);
  return std::string(expression);
}

bool states_no_license(std::string_view expression) {
  return expression.empty() || expression == "NONE" || expression == "NOASSERTION";
}

std::string component_license(const ComponentEvidence& component, std::string_view set) {
  std::string chosen;
  bool chosen_is_in = false;
  for (const StatedLicense& license : component.licenses) {
    if (states_no_license(license.expression)) return "";
    const bool in = is_in_set(license.expression, set).in;
    if (!chosen.empty() && (in || !chosen_is_in)) continue;
    chosen = deciding_license(license.expression, set);
    chosen_is_in = in;
  }
  return chosen;
}

bool has_several_licenses(std::string_view expression) {
  return parse_expression(expression).steps.size() > 1;
}

std::vector<std::string> license_choices(std::string_view expression) {
  const LicenseExpression parsed = parse_expression(expression);
  std::vector<std::string> ids;
  for (const LicenseStep& step : parsed.steps) {
    if (step.is_operator && step.joins == LicenseOperator::all) return {};
    if (!step.is_operator) ids.push_back(step.term.id);
  }
  return ids;
}

}  // namespace reallyopen
