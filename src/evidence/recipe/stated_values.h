// The values that a manifest states of hyperparameters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "configuration/hyperparameter.h"
#include "evidence/declarations.h"
#include "manifest/node.h"

namespace reallyopen {

struct StatedValue {
  std::string field;           // `hyperparameters.learning_rate`
  std::string name;            // canonical
  const Node* node = nullptr;  // where it stands
  Node value;                  // counted in ones: `{value: 3, unit: "%"}` is 0.03
};

// Of a `hyperparameters` mapping, or null: those that no pointer traces, and with `traced` those
// that stand beside a pointer. What counts in a unit that files do not count in (tokens for
// sequences) is left out.
std::vector<StatedValue> stated_values(const Node* section, std::string_view field,
                                       bool traced = false);

// What multiplies a batch, as the manifest states it.
RunFactors run_factors(const Declarations& declarations);

}  // namespace reallyopen
