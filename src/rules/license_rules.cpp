// Rules about how licences are written: the form of an expression, and its ids.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "license/license_set.h"
#include "license/license_table.h"
#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_shown = 80;

// Where `column` (in code points, 1-based) begins in the bytes of `line`.
std::size_t offset_of(std::string_view line, int column) {
  std::size_t at = 0;
  for (int passed = 1; passed < column && at < line.size(); ++passed) do
      ++at;
    while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80);
  return at;
}

// The stretch `span` of the node's text; the node itself where it is not written on one line as it
// reads.
Place place_of(const Inspection& inspection, const Node& node, ExpressionSpan span) {
  Place place = inspection.declarations.place(node);
  const std::size_t at = offset_of(place.line_text, place.column) + (node.plain ? 0 : 1);
  if (at > place.line_text.size() || place.line_text.compare(at, node.text.size(), node.text) != 0)
    return place;
  const std::string_view text = node.text;
  place.column += (node.plain ? 0 : 1) + static_cast<int>(code_points(text.substr(0, span.at)));
  place.width = std::max(1, static_cast<int>(code_points(text.substr(span.at, span.length))));
  return place;
}

template <typename Use>
void each_expression(const Inspection& inspection, Use use) {
  for (const DefinitionUse& each : inspection.validation.uses) {
    if (each.definition != "licenseExpr" || !each.node->is_string()) continue;
    use(each, parse_expression(each.node->text));
  }
}

std::string quoted(const std::vector<std::string>& ids) {
  std::vector<std::string> shown;
  for (const std::string& id : ids)
    shown.push_back(fmt::format("`{}`", printable(id, longest_shown)));
  return fmt::format("{}", fmt::join(shown, " or "));
}

void check_expressions(const Inspection& inspection, Findings& findings) {
  each_expression(inspection, [&](const DefinitionUse& use, const LicenseExpression& expression) {
    if (expression.error.empty()) return;
    const std::vector<std::string> meant = meant_licenses(use.node->text);
    findings.add(
      { .place = place_of(inspection, *use.node, expression.error_span),
        .message = fmt::format("`{}` is no SPDX licence expression: {}",
                               printable(use.node->text, longest_shown), expression.error),
        .subject = use.field,
        .hint = meant.empty() ? "" : fmt::format("{}?", quoted(meant)),
        .fix = meant.empty() ? "" : fmt::format("write {}", quoted(meant)) });
  });
}

// The remarks of one standing about every expression of the manifest.
template <typename Say>
void each_remark(const Inspection& inspection, std::initializer_list<IdStanding> standings,
                 Findings& findings, Say say) {
  each_expression(inspection, [&](const DefinitionUse& use, const LicenseExpression& expression) {
    for (const IdRemark& remark : examine_ids(expression)) {
      if (std::ranges::find(standings, remark.standing) == standings.end()) continue;
      const bool nearest = remark.standing == IdStanding::unknown;  // it may be another licence
      findings.add({ .place = place_of(inspection, *use.node, remark.span),
                     .message = say(remark),
                     .subject = fmt::format("{} {}", use.field, remark.written),
                     .hint = remark.meant.empty() ? ""
                             : nearest ? fmt::format("nearest id: {}", quoted(remark.meant))
                                       : fmt::format("{}?", quoted(remark.meant)),
                     .fix = remark.meant.empty() || nearest
                              ? ""
                              : fmt::format("write {}", quoted(remark.meant)) });
    }
  });
}

void check_unknown(const Inspection& inspection, Findings& findings) {
  each_remark(inspection, { IdStanding::unknown, IdStanding::unlisted }, findings,
              [](const IdRemark& remark) {
    const std::string written = printable(remark.written, longest_shown);
    if (remark.exception) return fmt::format("`{}` is no id of the SPDX exception list", written);
    const License* license = license_called(remark.written);
    if (!license) return fmt::format("`{}` is no id of the SPDX licence list", written);
    return fmt::format("`{}` is no id of the SPDX licence list; it is in use for: {}", written,
                       license->title);
  });
}

void check_deprecated(const Inspection& inspection, Findings& findings) {
  each_remark(inspection, { IdStanding::deprecated }, findings, [](const IdRemark& remark) {
    return fmt::format("the SPDX list has deprecated `{}`", remark.written);
  });
}

void check_case(const Inspection& inspection, Findings& findings) {
  each_remark(inspection, { IdStanding::case_differs }, findings, [](const IdRemark& remark) {
    return fmt::format("the SPDX list writes `{}` in other letter case", remark.written);
  });
}

constexpr Rule license_rows[] = {
  {
    .id = "license-expression-invalid",
    .title = "a licence is not written as an SPDX expression",
    .why = "Only an exact id says which licence is meant.",
    .fix = "use SPDX ids joined by `AND` or `OR`; for a licence that SPDX does not list "
           "`LicenseRef-…`",
    .fails = "license: Apache 2.0\n",
    .passes = "license: Apache-2.0\n",
    .check = check_expressions,
  },
  {
    .id = "license-id-unknown",
    .title = "a licence id is not in the SPDX list",
    .why = "An id that no list knows says nothing: a reader cannot tell which terms are meant.",
    .fix = "use the id of the SPDX list; for a licence that it does not have, `LicenseRef-…` and "
           "its text in `license.files`",
    .fails = "license: Apache-3.0\n",
    .passes = "license: Apache-2.0\n",
    .check = check_unknown,
  },
  {
    .id = "license-id-deprecated",
    .level = Level::warning,
    .title = "a licence id is deprecated",
    .why = "The SPDX list replaced it, mostly because it leaves open what is meant: `GPL-3.0` does "
           "not say whether later "
           "versions may be chosen.",
    .fix = "use the id that replaced it",
    .fails = "license: GPL-3.0\n",
    .passes = "license: GPL-3.0-only\n",
    .check = check_deprecated,
  },
  {
    .id = "license-id-case-differs",
    .level = Level::note,
    .title = "a licence id is not written as in the SPDX list",
    .why = "Ids are compared without regard to letter case, but not by every tool.",
    .fix = "write the id as the list does",
    .fails = "license: mit\n",
    .passes = "license: MIT\n",
    .check = check_case,
  },
};

}  // namespace

constinit const RuleFamily license_rules = license_rows;

}  // namespace reallyopen
