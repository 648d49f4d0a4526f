// Families of published models whose licence limits what is made from them.
#pragma once

#include <string_view>

namespace reallyopen {

struct ModelFamily {
  std::string_view name;
  std::string_view license;  // as its owner calls it
};

// By a Hub id, `meta-llama/Llama-3.1-8B` or `someone/llama-3-8b-tuned`; null where no family is
// known, or its members are under licences of several kinds.
const ModelFamily* restricted_family(std::string_view hub_id);

}  // namespace reallyopen
