#include "evidence/cards/card_comparison.h"

namespace reallyopen {

std::vector<const Node*> strings_of(const Node* field) {
  std::vector<const Node*> strings;
  if (!field) return strings;
  if (field->is_string() && !field->text.empty()) strings.push_back(field);
  for (const Node& item : field->items)
    if (item.is_string() && !item.text.empty()) strings.push_back(&item);
  return strings;
}

CardComparison compare_cards(const std::vector<Card>& cards, const Snapshot& snapshot,
                             const Declarations& declarations) {
  CardComparison comparison;
  for (const Card& card : cards) {
    if (!card.front_matter || !declarations.document()) continue;
    compare_licenses(card, snapshot, declarations, comparison);
    compare_lineage(card, declarations, comparison);
    compare_gates(card, declarations, comparison);
  }
  return comparison;
}

}  // namespace reallyopen
