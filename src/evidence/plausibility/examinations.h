// The examinations that make up plausibility.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/plausibility/plausibility.h"

namespace reallyopen {

void examine_compute(const Declarations& declarations, Plausibility& found);
void examine_dates(const Declarations& declarations, Plausibility& found);
void examine_amounts(const Declarations& declarations, Plausibility& found);
void examine_sources(const Declarations& declarations, Plausibility& found);
void examine_rows(const Snapshot& snapshot, const Declarations& declarations, Plausibility& found);
void examine_data_cards(const Snapshot& snapshot, const Declarations& declarations,
                        Plausibility& found);
void examine_words(const Declarations& declarations, Plausibility& found);

// Those that the steps of a run in one stage can have seen; nothing where they are not stated.
std::optional<double> most_tokens_seen(const Declarations& declarations);

// The number that a node states, `3.2B` or 12; none of null and of what is no number.
std::optional<double> stated_number(const Node* node);

// As a manifest would write it, in few digits: `1.50e+21`, `104B`, `42`.
std::string shown_number(double number);

}  // namespace reallyopen
