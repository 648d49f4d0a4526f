// Reads the header of a safetensors file, and holds the file to every bound of the format.
#pragma once

#include <string_view>

#include "weights/header.h"

namespace reallyopen {

// The format's own bound.
constexpr std::uint64_t longest_safetensors_header = 100'000'000;

// `front` is the beginning of a file of `size` bytes. The tensors come in the order of their bytes.
WeightsHeader read_safetensors(std::string_view front, std::uint64_t size);

}  // namespace reallyopen
