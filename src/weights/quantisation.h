// How weights were quantised, by the tensors that each method stores beside them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "weights/header.h"

namespace reallyopen {

struct Quantisation {
  // `gptq`, `awq`, `bitsandbytes 4 bit`, `bitsandbytes 8 bit`, `compressed-tensors`, `torchao`,
  // `mlx`, `mxfp4`, `fp8`, `scaled` of several methods, `none`; "" where it cannot be told.
  std::string_view method;
  // Stored bits of a group of packed numbers that share a scale: `bits * group_size`.
  std::optional<std::uint64_t> bits_of_group;
};

// Of safetensors, as transformers 5.24, compressed-tensors 0.20, auto-round 0.16, torchao 0.18,
// bitsandbytes 0.50 and mlx-lm 0.32 write them.
Quantisation quantisation_of(std::span<const Tensor> tensors);

}  // namespace reallyopen
