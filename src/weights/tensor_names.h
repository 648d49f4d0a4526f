// What the name of a tensor tells, in the families that are known: those of transformers 5.23,
// Meta's and Mistral's consolidated files and llama.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace reallyopen {

enum class Tower {
  text,  // or the only one
  vision,
  audio,
  aside,  // a connector, a draft, an adapter: what stands beside the model
};

Tower tower_of(std::string_view name);

// `model.layers.3.mlp.up_proj.weight`
struct LayerName {
  std::string_view stack;  // up to the number: `model.layers.`
  std::uint64_t number = 0;
  std::string_view rest;  // behind it: `mlp.up_proj.weight`
};

std::optional<LayerName> layer_name(std::string_view name);

// The number that the text begins with, where a dot follows; `rest` is behind that.
std::optional<std::uint64_t> number_before_dot(std::string_view text, std::string_view& rest);

// Of the mixture in a layer: 2 in `block_sparse_moe.experts.2.w1.weight`.
std::optional<std::uint64_t> expert_of(std::string_view rest);

// Layers that predict further tokens stand behind the model's own, and are counted apart.
bool is_of_next_token(std::string_view name);

bool is_embedding(std::string_view name);
bool is_learned_position(std::string_view name);
bool is_output_head(std::string_view name);
bool is_last_norm(std::string_view name);
bool is_first_of_feed_forward(std::string_view rest);

// What an attention multiplies its input with, as it is told by the rest of a layer's name.
enum class Projection {
  none,
  query,
  key,
  value,
  all,            // the three in one
  latent_query,   // out of a compressed state: as many rows as the heads have together
  latent_values,  // keys and values out of a compressed state
};

Projection projection_of(std::string_view rest);

// How a family names the tensors of its layers: `llama`, `bert`, `gpt2`, …; "" where several do,
// or none that is known.
std::string_view naming_of(const LayerName& layer);
// The family of a `model_type` of transformers, whose tensors are named so; "" unknown.
std::string_view naming_of_type(std::string_view model_type);

}  // namespace reallyopen
