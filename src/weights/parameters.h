// How many parameters the tensors of a file stand for.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "weights/header.h"

namespace reallyopen {

// Packed formats do not say in the header how many parameters one stored number holds: then a
// range.
struct ParameterCount {
  std::uint64_t least = 0;
  std::uint64_t most = 0;
};

// False for scales and zero points of quantisation, masks and other buffers, and for packed
// numbers.
bool holds_parameters(const Tensor& tensor);

ParameterCount count_parameters(std::span<const Tensor> tensors);

// The number type that takes most of the bytes of the layers, or "" without any; `U8` for what is
// packed under another type.
std::string main_type(std::span<const Tensor> tensors);

}  // namespace reallyopen
