// What the tensors of an adapter say of it, by the names that PEFT gives them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>

#include "weights/header.h"

namespace reallyopen {

struct AdapterShape {
  std::string_view kind;  // `LoRA`, `DoRA`, `IA3`, `prompt`; "" unknown
  // Of each module, by the last part of its name (`q_proj`), where all of that name have one; 0 of
  // one that the model must have beside those, and that is not adapted.
  std::map<std::string_view, std::optional<std::uint64_t>> ranks;
  std::set<std::uint64_t> layers;
  std::set<std::string_view> saved;  // modules that are stored whole: `classifier`
};

AdapterShape adapter_shape_of(std::span<const Tensor> tensors);

}  // namespace reallyopen
