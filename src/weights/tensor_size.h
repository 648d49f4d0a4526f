// Which axis of which tensor a key of a model's configuration gives the size of.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "weights/header.h"

namespace reallyopen {

struct TensorSize {
  std::string_view tensor;  // its name ends so, from a dot on
  unsigned axis = 0;        // the outermost is 0
  // Of keys: `2 * intermediate_size`, `conv_dim[0]`, `#id2label` for how many it has.
  std::string_view expression;
  // `model_type`, `_class_name` or `peft_type`, between blanks, or `family:` and what
  // naming_of_type() says; "" any.
  std::string_view types;
};

// As transformers 5.24, diffusers 0.42, sentence-transformers 6.2 and peft 0.21 build them.
std::span<const TensorSize> all_tensor_sizes();

// `rows of gate_up_proj.weight (2 * intermediate_size)`
std::string label_of(const TensorSize& size);

// The sizes that the tensors have, where all of one name agree: by their labels, and for those of a
// tower as `vision/LABEL`.
std::map<std::string, std::uint64_t> sizes_of_tensors(std::span<const Tensor> tensors);

// What the expression comes to; `value` tells a key's, or nothing. Nothing as well where a division
// leaves a rest.
std::optional<std::uint64_t> evaluate(
  std::string_view expression,
  const std::function<std::optional<std::uint64_t>(std::string_view)>& value);

}  // namespace reallyopen
