// What the README and the model cards call the model.
#pragma once

#include <vector>

#include "evidence/card.h"
#include "wording/openness.h"

namespace reallyopen {

struct OpennessStatement {
  Wording openness = Wording::open_source;
  Place place;        // of the words
  std::string words;  // as they stand there
};

// In the order of the cards and their lines, at most 200.
std::vector<OpennessStatement> find_statements(const std::vector<Card>& cards);

}  // namespace reallyopen
