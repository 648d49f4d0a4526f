// The bases that a card names in a sentence: "a fine-tuned version of [X](https://…/owner/name)".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/cards/card.h"

namespace reallyopen {

struct CardBase {
  std::string id;  // `owner/name`, or a family whose licence limits: `Llama 3.1 8B`
  Place place;     // of the words that say so
};

// Sentences about this model, which is called `model`: what others were made from is no base.
std::vector<CardBase> bases_in_prose(const Card& card, std::string_view model);

}  // namespace reallyopen
