// Families of published models whose licence limits what is made from them.
#pragma once

#include <string_view>

namespace reallyopen {

struct ModelFamily {
  std::string_view name;
  std::string_view license;  // as its owner calls it
  std::string_view owners;   // how their names begin, between blanks
};

// By a Hub id, `meta-llama/Llama-3.1-8B` or `someone/llama-3-8b-tuned`; null where no family is
// known, or its members are under licences of several kinds.
const ModelFamily* restricted_family(std::string_view hub_id);

// Whether the family is published by that owner, as the Hub or a person writes its name.
bool is_owner(const ModelFamily& family, std::string_view name);

}  // namespace reallyopen
