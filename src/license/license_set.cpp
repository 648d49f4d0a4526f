#include "license/license_set.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "embedded/files.h"
#include "license/license_table.h"
#include "text/letters.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

struct LicenseSet {
  std::string title;
  std::set<std::string> ids;  // lower case: SPDX ids are matched without regard to case
};

using LicenseSets = std::map<std::string, LicenseSet, std::less<>>;

LicensedContent content_named(std::string_view word) {
  for (std::size_t i = 0; i < licensed_contents; ++i)
    if (const auto content = static_cast<LicensedContent>(i); name(content) == word) return content;
  throw std::logic_error(fmt::format("a licence set names the content `{}`", word));
}

void add_from_table(const nlohmann::json& row, LicenseSet& set) {
  const bool osi = row.value("osi_approved", false);
  const std::string content = row.value("open_for", "");
  for (const License& license : all_licenses()) {
    if (license.exception || license.family || license.policy) continue;
    const bool in = (osi && license.osi_approved) ||
                    (!content.empty() &&
                     license.for_content(content_named(content)) == Openness::open);
    if (in) set.ids.insert(lower(license.id));
  }
}

// A row names what it takes from the table, ids of its own, and other rows that it includes.
LicenseSets read_sets() {
  const auto json = nlohmann::json::parse(embedded_file("license-sets.json"));
  LicenseSets sets;
  const auto add = [&](LicenseSet& set, const nlohmann::json& row) {
    add_from_table(row, set);
    for (const auto& id : row.value("ids", nlohmann::json::array()))
      set.ids.insert(lower(id.get<std::string>()));
  };
  for (const auto& [set_name, row] : json.items()) {
    LicenseSet& set = sets[set_name];
    set.title = row.at("title").get<std::string>();
    add(set, row);
    for (const auto& included : row.value("includes", nlohmann::json::array()))
      add(set, json.at(included.get<std::string>()));
  }
  return sets;
}

const LicenseSets& sets() {
  static const LicenseSets all = read_sets();
  return all;
}

// Changes in their order: the last one about an id counts.
LicenseSet changed(const LicenseSet& set, std::string_view set_name,
                   std::span<const LicenseSetChange> changes) {
  LicenseSet result = set;
  for (const LicenseSetChange& change : changes) {
    if (change.set != set_name) continue;
    if (change.adds)
      result.ids.insert(lower(change.id));
    else
      result.ids.erase(lower(change.id));
  }
  return result;
}

SetMembership term_in_set(const LicenseTerm& term, const LicenseSet& set) {
  if (set.ids.contains(lower(term.id))) return { true, "" };
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
  const auto found = sets().find(set);
  if (found == sets().end())
    throw std::logic_error(fmt::format("no licence set `{}`", printable(set)));
  const LicenseExpression parsed = parse_expression(expression);
  if (!parsed.error.empty())
    return { false, fmt::format("`{}` is not an SPDX expression: {}", printable(expression, 80),
                                parsed.error) };
  const LicenseSet own = changes.empty() ? LicenseSet{} : changed(found->second, set, changes);
  const LicenseSet& asked = changes.empty() ? found->second : own;
  std::vector<SetMembership> stack;
  for (const LicenseStep& step : parsed.steps) {
    if (!step.is_operator) {
      stack.push_back(term_in_set(step.term, asked));
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
  for (const auto& [set_name, set] : sets()) names.push_back(set_name);
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
