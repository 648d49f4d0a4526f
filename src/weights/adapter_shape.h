// What the tensors of a LoRA adapter say of it, by the names that PEFT gives them.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string_view>

#include "weights/header.h"

namespace reallyopen {

struct AdapterShape {
  std::optional<std::uint64_t> rank;   // where all modules have one
  std::set<std::string_view> modules;  // last parts of what is adapted: `q_proj`
};

AdapterShape adapter_shape_of(std::span<const Tensor> tensors);

}  // namespace reallyopen
