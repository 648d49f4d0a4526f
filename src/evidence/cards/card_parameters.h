// How many parameters a card says that the model has.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evidence/cards/card.h"
#include "evidence/weights/weights.h"

namespace reallyopen {

struct CardParameters {
  Place place;         // of the number's line
  std::string stated;  // as it is written
  double value = 0;
  bool is_label = false;  // of a row or line of its own, which is about this model
};

// The first number of the cards, where none of them fits what the manifest and the weights say.
std::optional<CardParameters> other_parameters(const std::vector<Card>& cards,
                                               const Declarations& declarations,
                                               const Weights& weights);

}  // namespace reallyopen
