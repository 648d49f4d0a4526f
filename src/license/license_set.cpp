#include "license/license_set.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "embedded/files.h"
#include "license/expression.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& letter : result)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return result;
}

struct LicenseSet {
  std::string title;
  std::set<std::string> ids;  // lower case: SPDX ids are matched without regard to case
};

std::map<std::string, LicenseSet, std::less<>> read_sets() {
  const auto json = nlohmann::json::parse(embedded_file("license-sets.json"));
  std::map<std::string, LicenseSet, std::less<>> sets;
  const auto add = [&](LicenseSet& set, const nlohmann::json& from) {
    for (const auto& id : from.at("ids")) set.ids.insert(lower(id.get<std::string>()));
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

const std::map<std::string, LicenseSet, std::less<>>& sets() {
  static const auto all = read_sets();
  return all;
}

SetMembership term_in_set(const LicenseTerm& term, const LicenseSet& set) {
  if (set.ids.contains(lower(term.id))) return { true, "" };
  if (term.id == "NONE") return { false, "`NONE` grants no licence" };
  if (term.id == "NOASSERTION") return { false, "`NOASSERTION` leaves the licence open" };
  return { false, fmt::format("`{}` is not among the {}", printable(term.id, 80), set.title) };
}

SetMembership join(LicenseOperator joins, SetMembership a, SetMembership b) {
  if (joins == LicenseOperator::any) return a.in ? a : b.in ? b : a;
  return !a.in ? a : b;
}

}  // namespace

SetMembership is_in_set(std::string_view expression, std::string_view set) {
  const auto found = sets().find(set);
  if (found == sets().end())
    throw std::logic_error(fmt::format("no licence set `{}`", printable(set)));
  const LicenseExpression parsed = parse_expression(expression);
  if (!parsed.error.empty())
    return { false, fmt::format("`{}` is not an SPDX expression: {}", printable(expression, 80),
                                parsed.error) };
  std::vector<SetMembership> stack;
  for (const LicenseStep& step : parsed.steps) {
    if (!step.is_operator) {
      stack.push_back(term_in_set(step.term, found->second));
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

}  // namespace reallyopen
