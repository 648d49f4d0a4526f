// Sizes of a model that one configuration states, and those that no model can have together.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "configuration/settings.h"

namespace reallyopen {

struct ShapeConflict {
  const Setting* place = nullptr;
  const Setting* with = nullptr;
  std::string message;
};

// A hidden size that the heads do not divide, and heads that the key-value heads do not divide.
// Nothing is said where the size of a head is stated or layers of another kind are mixed in: then
// both need not divide.
std::vector<ShapeConflict> find_shape_conflicts(std::span<const Setting> settings);

}  // namespace reallyopen
