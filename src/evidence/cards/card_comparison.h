// What a model card's front matter says that the manifest does not, and the other way round.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evidence/cards/card.h"

namespace reallyopen {

// Two files about one subject.
struct CardDisagreement {
  std::string subject;         // free of line numbers: `license`, `datasets owner/name`
  Place place;                 // the line that starts it
  std::string says;            // what stands there
  std::optional<Place> other;  // the line against it; none where nothing is said
  std::string other_says;      // empty with `other`: the section where it should stand
};

using Disagreements = std::vector<CardDisagreement>;

struct CardComparison {
  Disagreements licenses;
  Disagreements license_links;  // a file that is not there, or another one than the manifest's
  Disagreements datasets;
  Disagreements base_models;
  Disagreements relations;
  Disagreements gates;
};

CardComparison compare_cards(const std::vector<Card>& cards, const Snapshot& snapshot,
                             const Declarations& declarations);

// The parts, one file each.
void compare_licenses(const Card& card, const Snapshot& snapshot, const Declarations& declarations,
                      CardComparison& comparison);
void compare_lineage(const Card& card, const Declarations& declarations,
                     CardComparison& comparison);
void compare_gates(const Card& card, const Declarations& declarations, CardComparison& comparison);

// The strings of a field that is a string or a list of them.
std::vector<const Node*> strings_of(const Node* field);

}  // namespace reallyopen
