#include "weights/adapter_shape.h"

#include <algorithm>
#include <array>

#include "weights/tensor_names.h"

namespace reallyopen {
namespace {

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('.') + 1); }

bool has(std::string_view name, std::string_view part) {
  return name.find(part) != std::string_view::npos;
}

void note_lora(std::string_view name, const Tensor& tensor, AdapterShape& shape) {
  const std::size_t at = name.find(".lora_A.");
  if (at == std::string_view::npos || tensor.shape.rank < 2) return;
  const std::uint64_t rank = tensor.shape.sizes[0];
  const auto [known, is_new] = shape.ranks.try_emplace(last_part(name.substr(0, at)), rank);
  if (!is_new && known->second != rank) known->second.reset();
  if (const auto layer = layer_name(name)) shape.layers.insert(layer->number);
}

// Queries, keys and values are there together.
void note_absent(AdapterShape& shape) {
  constexpr std::array<std::string_view, 3> together = { "q_proj", "k_proj", "v_proj" };
  const bool any = std::ranges::any_of(
    together, [&](std::string_view module) { return shape.ranks.contains(module); });
  if (!any) return;
  for (const std::string_view module : together) shape.ranks.try_emplace(module, 0);
}

// Embeddings and heads are stored with an adapter as soon as tokens were added.
bool is_of_tokens(std::string_view name) {
  return is_embedding(name) || is_output_head(name) || has(name, "embed");
}

}  // namespace

AdapterShape adapter_shape_of(std::span<const Tensor> tensors) {
  AdapterShape shape;
  bool magnitude = false;
  for (const Tensor& tensor : tensors) {
    const std::string_view name = tensor.name;
    magnitude = magnitude || has(name, "lora_magnitude_vector");
    if (has(name, ".lora_A.")) shape.kind = "LoRA";
    if (has(name, ".ia3_l")) shape.kind = "IA3";
    if (name == "prompt_embeddings") shape.kind = "prompt";
    note_lora(name, tensor, shape);
    const bool is_adapted = has(name, "lora_") || has(name, "ia3_") || has(name, "prompt_");
    if (!is_adapted && name.ends_with(".weight") && !is_of_tokens(name))
      shape.saved.insert(last_part(name.substr(0, name.size() - 7)));
  }
  note_absent(shape);
  if (magnitude && shape.kind == "LoRA") shape.kind = "DoRA";
  return shape;
}

}  // namespace reallyopen
