// What the README and the model cards call the model.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/cards/card.h"
#include "wording/openness.h"

namespace reallyopen {

struct OpennessStatement {
  Wording openness = Wording::open_source;
  Place place;        // of the words
  std::string words;  // as they stand there
};

// In the order of the cards and their lines, at most 200. `model` is what the manifest calls the
// model; empty: it does not say. `origin` is the address that the repository was cloned from.
std::vector<OpennessStatement> find_statements(const std::vector<Card>& cards,
                                               std::string_view model = {},
                                               std::string_view origin = {});

// How each mention of openness on a line of a card was read, and why it is a statement or none.
std::vector<std::string> explain_wording(const Card& card, int line, std::string_view origin = {});

}  // namespace reallyopen
