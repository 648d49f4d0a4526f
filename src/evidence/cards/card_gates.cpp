// The conditions that the Hub puts before a download, against `restrictions`.
#include <algorithm>

#include "evidence/cards/card_comparison.h"

namespace reallyopen {
namespace {

bool states_restriction(const Node& restrictions, std::initializer_list<std::string_view> kinds) {
  return std::ranges::any_of(restrictions.items, [&](const Node& restriction) {
    return std::ranges::find(kinds, restriction.string_at("kind")) != kinds.end();
  });
}

const Node* first_gate(const Card& card) {
  for (const Member& member : card.front_matter->root.members) {
    const std::string_view key = member.key.text;
    if (!key.starts_with("extra_gated_") || key == "extra_gated_eu_disallowed") continue;
    // Headings and button texts gate nothing by themselves.
    if (key == "extra_gated_prompt" || key == "extra_gated_fields") return &member.key;
  }
  return nullptr;
}

}  // namespace

void compare_gates(const Card& card, const Declarations& declarations, CardComparison& comparison) {
  const Node* restrictions = declarations.find({ "restrictions" });
  if (!restrictions || !restrictions->is_sequence()) return;
  const Node* excluded = card.find("extra_gated_eu_disallowed");
  if (excluded && excluded->boolean && !states_restriction(*restrictions, { "geographic" }))
    comparison.gates.push_back({ .subject = "extra_gated_eu_disallowed",
                                 .place = card.front_matter->place(*excluded),
                                 .says = "geographic",
                                 .other = declarations.place(*restrictions),
                                 .other_says = {} });
  const Node* gate = first_gate(card);
  if (!gate || states_restriction(*restrictions, { "gated-access", "acceptable-use-policy" }))
    return;
  comparison.gates.push_back({ .subject = gate->text,
                               .place = card.front_matter->place(*gate),
                               .says = "gated-access",
                               .other = declarations.place(*restrictions),
                               .other_says = {} });
}

}  // namespace reallyopen
