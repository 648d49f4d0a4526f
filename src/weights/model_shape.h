// What the shapes of a model's tensors say of it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "weights/header.h"

namespace reallyopen {

// Nothing where the names of the tensors are of no known family, or several readings are possible.
struct ModelShape {
  std::optional<std::uint64_t> layers;  // of several towers the text's; of two stacks the encoder's
  std::optional<std::uint64_t> hidden_size;
  std::optional<std::uint64_t> intermediate_size;
  std::optional<std::uint64_t> experts;
  std::optional<std::uint64_t> context_length;   // where positions are learned
  std::optional<std::uint64_t> vocabulary_size;  // rows of the embedding, padding included
};

// Of all files of one model together. The names are those of transformers 5.23, Meta's and
// Mistral's consolidated files and llama.cpp.
ModelShape shape_of(std::span<const Tensor> tensors);

}  // namespace reallyopen
