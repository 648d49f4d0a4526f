// The number types of tensors, by the names that safetensors and GGUF give them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace reallyopen {

// A block of `elements` takes `bytes`.
struct NumberType {
  std::string_view name;
  std::uint64_t elements = 1;
  std::uint64_t bytes = 1;
};

// `BF16`, `F8_E4M3`, …; null for a name that the format does not have.
const NumberType* safetensors_type(std::string_view name);
// By the number that GGUF writes; null for one that is not known.
const NumberType* gguf_type(std::uint32_t number);

// The bytes of that many elements; nothing where the last block or byte is not whole, or the number
// too large.
std::optional<std::uint64_t> bytes_of(const NumberType& type, std::uint64_t elements);

}  // namespace reallyopen
