// The YAML 1.2 core schema: what type a plain scalar has.
#pragma once

#include <optional>
#include <string_view>

#include "manifest/node.h"

namespace reallyopen {

// Sets kind, number and boolean from `node.text`.
void type_plain_scalar(Node& node);

// The value of an integer or float as the core schema writes it.
struct CoreNumber {
  NodeKind kind = NodeKind::integer;
  double value = 0;
};
std::optional<CoreNumber> core_number(std::string_view text);

}  // namespace reallyopen
