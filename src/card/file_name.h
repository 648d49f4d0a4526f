// Which files are model cards, by their names.
#pragma once

#include <string_view>

namespace reallyopen {

// `README.md`, `MODEL_CARD.md`, `model-card-v2.md`; in lower case.
bool is_card_name(std::string_view lower_name);

}  // namespace reallyopen
