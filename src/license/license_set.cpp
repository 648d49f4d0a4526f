#include "license/license_set.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "license/license_table.h"
#include "license/prepared_licenses.h"
#include "text/letters.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

const PreparedSet& set_named(std::string_view set) {
  const auto found = std::ranges::find(prepared_sets(), set, &PreparedSet::name);
  if (found == prepared_sets().end())
    throw std::logic_error(fmt::format("no licence set `{}`", printable(set)));
  return *found;
}

// What a policy says of an id comes first: the last change about it counts.
bool is_member(std::string_view id, const PreparedSet& set,
               std::span<const LicenseSetChange> changes) {
  const std::string key = lower(id);
  for (auto change = changes.rbegin(); change != changes.rend(); ++change)
    if (change->set == set.name && lower(change->id) == key) return change->adds;
  return std::ranges::binary_search(set.ids, key);
}

SetMembership term_in_set(const LicenseTerm& term, const PreparedSet& set,
                          std::span<const LicenseSetChange> changes) {
  if (is_member(term.id, set, changes)) return { true, "" };
  if (term.id == "NONE") return { false, "`NONE` grants no licence" };
  if (term.id == "NOASSERTION") return { false, "`NOASSERTION` leaves the licence open" };
  std::string because = fmt::format("`{}` is not among the {}", printable(term.id, 80), set.title);
  if (const License* license = license_called(term.id)) {
    if (!license->restrictions.empty())
      because += fmt::format(" ({}: {})", fmt::join(license->restrictions, ", "), license->why);
    else if (!license->why.empty())
      because += fmt::format(" ({})", license->why);
  }
  return { false, because };
}

SetMembership join(LicenseOperator joins, SetMembership a, SetMembership b) {
  if (joins == LicenseOperator::any) return a.in ? a : b.in ? b : a;
  return !a.in ? a : b;
}

// The row of an SPDX id, with its `+` where the list has an id that is written so.
const License* listed(const LicenseTerm& term) {
  const License* license = term.or_later ? find_license(term.id + "+") : nullptr;
  if (!license) license = find_license(term.id);
  return license && !license->reference && !license->family ? license : nullptr;
}

// A remark about one id, or null. `license` is its row in the SPDX list, where it has one.
void examine(const License* license, std::string_view written, IdRemark remark,
             std::vector<IdRemark>& remarks) {
  if (!license) {
    if (!remark.exception) remark.meant = meant_licenses(written);
    if (!remark.exception && license_called(written)) remark.standing = IdStanding::unlisted;
  } else if (license->deprecated) {
    remark.standing = IdStanding::deprecated;
    remark.meant.assign(license->successors.begin(), license->successors.end());
  } else if (license->id != written) {
    remark.standing = IdStanding::case_differs;
    remark.meant = { std::string(license->id) };
  } else {
    return;
  }
  remark.written = std::string(written);
  remarks.push_back(std::move(remark));
}

void examine_term(const LicenseTerm& term, std::vector<IdRemark>& remarks) {
  if (!is_license_ref(term.id) && term.id != "NONE" && term.id != "NOASSERTION") {
    const License* license = listed(term);
    if (license && license->exception) license = nullptr;
    const bool plus_is_part = license && license->id.ends_with('+');
    examine(license, plus_is_part ? term.id + "+" : term.id,
            { .written = "", .span = term.span, .meant = {} }, remarks);
  }
  if (term.exception.empty() || term.exception.find("AdditionRef-") != std::string::npos) return;
  const License* exception = find_license(term.exception);
  if (exception && !exception->exception) exception = nullptr;
  examine(exception, term.exception,
          { .written = "", .span = term.exception_span, .exception = true, .meant = {} }, remarks);
}

}  // namespace

SetMembership is_in_set(std::string_view expression, std::string_view set,
                        std::span<const LicenseSetChange> changes) {
  const PreparedSet& asked = set_named(set);
  const LicenseExpression parsed = parse_expression(expression);
  if (!parsed.error.empty())
    return { false, fmt::format("`{}` is not an SPDX expression: {}", printable(expression, 80),
                                parsed.error) };
  std::vector<SetMembership> stack;
  for (const LicenseStep& step : parsed.steps) {
    if (!step.is_operator) {
      stack.push_back(term_in_set(step.term, asked, changes));
      continue;
    }
    SetMembership last = std::move(stack.back());
    stack.pop_back();
    stack.back() = join(step.joins, std::move(stack.back()), std::move(last));
  }
  return stack.back();
}

std::vector<std::string> license_set_names() {
  std::vector<std::string> names;
  for (const PreparedSet& set : prepared_sets()) names.emplace_back(set.name);
  return names;
}

std::string expression_error(std::string_view expression) {
  return parse_expression(expression).error;
}

std::vector<IdRemark> examine_ids(const LicenseExpression& expression) {
  std::vector<IdRemark> remarks;
  for (const LicenseStep& step : expression.steps)
    if (!step.is_operator) examine_term(step.term, remarks);
  return remarks;
}

}  // namespace reallyopen
