#include "evidence/components/restriction.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/printable.h"

namespace reallyopen {

std::vector<const Node*> use_restrictions(const Node& restrictions) {
  std::vector<const Node*> result;
  for (const Node& restriction : restrictions.items) {
    const Node* applies = restriction.get("applies_to");
    const bool service_only = applies && !applies->items.empty() &&
                              std::ranges::all_of(applies->items, [](const Node& item) {
                                return item.text == "service";
                              });
    if (!service_only) result.push_back(&restriction);
  }
  return result;
}

std::string describe_restriction(const Node& restriction) {
  return fmt::format("`{}`: {}", printable(restriction.string_at("kind"), 40),
                     printable(restriction.string_at("summary"), 120));
}

}  // namespace reallyopen
