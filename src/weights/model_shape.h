// What the shapes of a model's tensors say of it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "weights/header.h"

namespace reallyopen {

// Nothing where the names of the tensors are of no known family, or several readings are possible.
struct ModelShape {
  std::optional<std::uint64_t> layers;
  std::optional<std::uint64_t> hidden_size;
  std::optional<std::uint64_t> intermediate_size;
  std::optional<std::uint64_t> experts;
  std::optional<std::uint64_t> attention_width;  // rows of queries, keys and values together
  std::optional<std::uint64_t> context_length;   // where positions are learned
  std::optional<std::uint64_t> vocabulary_size;  // rows of the embedding, padding included
};

// A tower, or the second of two stacks.
struct PartShape {
  std::string_view part;  // `vision`, `audio`, `decoder`; "" is what reads text, or the only one
  ModelShape shape;
};

// What the names of the tensors say of the whole.
struct ModelNames {
  std::string_view family;       // see naming_of()
  std::string_view stacks;       // `encoder` or `decoder` where only one of the two is here
  bool dense = false;            // no mixture of experts, in a family that is known
  bool only_text = false;        // every matrix belongs to one stack and its embedding
  std::string_view output_head;  // `own`, or `shared` with the embedding
  std::string_view purpose;      // `language` or `classification`, by what is set upon the model
};

// Of all files of one model together.
std::vector<PartShape> shapes_of(std::span<const Tensor> tensors);
// Layers of each stage, as ConvNeXt, ResNet, Swin and SegFormer have them; else nothing.
std::vector<std::uint64_t> layers_of_stages(std::span<const Tensor> tensors);
ModelNames names_of(std::span<const Tensor> tensors);

}  // namespace reallyopen
