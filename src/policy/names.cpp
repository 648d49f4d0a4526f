#include "policy/names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "evidence/components/component.h"
#include "license/license_set.h"
#include "license/license_table.h"
#include "text/date.h"
#include "text/nearest.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_listed = 12;

std::vector<std::string> facts_of(std::string_view component) {
  std::vector<std::string> facts;
  for (const Component* row : all_components())
    if (row->id == component)
      for (const FactRow& fact : row->facts) facts.emplace_back(fact.id);
  return facts;
}

std::vector<std::string> component_ids() {
  std::vector<std::string> ids;
  for (const Component* row : all_components()) ids.emplace_back(row->id);
  return ids;
}

}  // namespace

void demand_known(const Document& document, const Node& node, std::string_view kind,
                  const std::vector<std::string>& known, Problems& problems) {
  if (std::ranges::find(known, node.text) != known.end()) return;
  const auto near = nearest_word(node.text, known);
  std::string fix;
  if (near)
    fix = fmt::format("did you mean `{}`?", *near);
  else if (known.size() <= most_listed)
    fix = fmt::format("known are {}", fmt::join(known, ", "));
  problems.push_back(
    { .place = document.place(node),
      .message = fmt::format("no {} is called `{}`", kind, printable(node.text, 80)),
      .fix = fix });
}

std::vector<std::string> rule_ids(std::span<const RuleDescription> rules) {
  std::vector<std::string> ids;
  for (const RuleDescription& rule : rules) ids.push_back(rule.id);
  return ids;
}

void demand_known_license(const Document& document, const Node& id, Problems& problems) {
  if (id.text.starts_with("LicenseRef-") || find_license(id.text)) return;
  const std::vector<std::string> meant = meant_licenses(id.text);
  problems.push_back({ .place = document.place(id),
                       .message = fmt::format("no licence is called `{}`", printable(id.text, 80)),
                       .fix = meant.empty()
                                ? "write an SPDX id, or one that begins with `LicenseRef-`"
                                : fmt::format("did you mean `{}`?", fmt::join(meant, "` or `")) });
}

// Recursion follows the nesting of the file, which the parser bounds.
void demand_known_names(const Document& document, const Node& requirement, Problems& problems) {
  const Node* component = requirement.get("component");
  if (component) demand_known(document, *component, "component", component_ids(), problems);
  if (const Node* set = requirement.get("license"))
    demand_known(document, *set, "licence set", license_set_names(), problems);
  if (const Node* facts = requirement.get("facts"))
    for (const Node& fact : facts->items)
      demand_known(document, fact, "fact of the component",
                   facts_of(component ? component->text : ""), problems);
  if (const Node* when = requirement.get("when"))
    if (const Node* condition = when->get("component"))
      demand_known(document, *condition, "component", component_ids(), problems);
  for (const std::string_view parts : { "all_of", "any_of" })
    if (const Node* list = requirement.get(parts))
      for (const Node& part : list->items) demand_known_names(document, part, problems);
}

std::string day_objection(const std::string& text) {
  return day_number(text) ? "" : "not a day of the form YYYY-MM-DD";
}

}  // namespace reallyopen
