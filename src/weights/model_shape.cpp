#include "weights/model_shape.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <string_view>

namespace reallyopen {
namespace {

bool has_part(std::string_view name, std::span<const std::string_view> parts) {
  return std::ranges::any_of(
    parts, [&](std::string_view part) { return name.find(part) != std::string_view::npos; });
}

// Another tower than the one that reads text, or what stands beside the model.
bool is_of_another_part(std::string_view name) {
  constexpr std::array<std::string_view, 14> parts = { "vision",  "visual", "image",   "audio",
                                                       "speech",  "video",  "mm_proj", "resampler",
                                                       "qformer", "draft",  "medusa",  "lora_",
                                                       "ema_",    "teacher" };
  return has_part(name, parts);
}

// Layers that predict further tokens stand behind the model's own, and are counted apart.
bool is_of_next_token(std::string_view name) {
  constexpr std::array<std::string_view, 6> parts = { ".eh_proj",     ".enorm", ".hnorm",
                                                      ".shared_head", "mtp.",   ".nextn" };
  return has_part(name, parts);
}

// Packed numbers hide the sizes of what they stand for.
bool shows_sizes(const Tensor& tensor) {
  return tensor.shape.rank == 2 && tensor.shape.sizes[1] > 1 &&
         (tensor.type.starts_with("F") || tensor.type == "BF16" || tensor.type.starts_with("Q") ||
          tensor.type.starts_with("IQ"));
}

struct LayerName {
  std::string_view stack;  // up to the number: `model.layers.`
  std::uint64_t number = 0;
  std::string_view rest;  // behind it
};

std::optional<LayerName> layer_name(std::string_view name) {
  constexpr std::array<std::string_view, 7> words = { "layers",        "layer",  "h",
                                                      "block",         "blocks", "blk",
                                                      "decoder_layers" };
  std::size_t start = 0;
  while (start < name.size()) {
    const std::size_t dot = name.find('.', start);
    if (dot == std::string_view::npos) break;
    const std::string_view word = name.substr(start, dot - start);
    start = dot + 1;
    if (std::ranges::find(words, word) == words.end()) continue;
    LayerName layer{ name.substr(0, start) };
    const char* const end = name.data() + name.size();
    const auto [behind, error] = std::from_chars(name.data() + start, end, layer.number);
    if (error != std::errc() || behind == end || *behind != '.') continue;
    layer.rest = name.substr(static_cast<std::size_t>(behind - name.data()) + 1);
    return layer;
  }
  return std::nullopt;
}

// One value that all agree on.
class Witnesses {
 public:
  void hear(std::uint64_t value) {
    ++count_;
    if (!value_) value_ = value;
    agree_ = agree_ && *value_ == value;
  }
  std::optional<std::uint64_t> verdict(int least = 1) const {
    return agree_ && count_ >= least ? value_ : std::nullopt;
  }

 private:
  std::optional<std::uint64_t> value_;
  int count_ = 0;
  bool agree_ = true;
};

struct Layer {
  std::set<std::uint64_t> experts;
  bool next_token = false;
};
using Stack = std::map<std::uint64_t, Layer>;

bool ends_with_one_of(std::string_view name, std::span<const std::string_view> endings) {
  return std::ranges::any_of(endings,
                             [&](std::string_view ending) { return name.ends_with(ending); });
}

bool is_embedding(std::string_view name) {
  constexpr std::array<std::string_view, 9> endings = {
    "embed_tokens.weight",    "wte.weight",
    "embed_in.weight",        "shared.weight",
    "word_embeddings.weight", "tok_embeddings.weight",
    "token_embd.weight",      "backbone.embeddings.weight",
    "embed_out.weight"
  };
  return ends_with_one_of(name, endings);
}

bool is_attention_input(std::string_view rest) {
  constexpr std::array<std::string_view, 6> endings = {
    "self_attn.q_proj.weight", "attention.self.query.weight",
    "query_key_value.weight",  "SelfAttention.q.weight",
    "attn_q.weight",           "attention.wq.weight"
  };
  return ends_with_one_of(rest, endings);
}

bool is_last_norm(std::string_view name) {
  constexpr std::array<std::string_view, 7> names = {
    "model.norm.weight",     "transformer.ln_f.weight",
    "ln_f.weight",           "gpt_neox.final_layer_norm.weight",
    "norm.weight",           "output_norm.weight",
    "backbone.norm_f.weight"
  };
  return std::ranges::find(names, name) != names.end();
}

bool is_first_of_feed_forward(std::string_view rest) {
  constexpr std::array<std::string_view, 9> names = { "mlp.gate_proj.weight",
                                                      "mlp.up_proj.weight",
                                                      "mlp.dense_h_to_4h.weight",
                                                      "fc1.weight",
                                                      "intermediate.dense.weight",
                                                      "layer.1.DenseReluDense.wi.weight",
                                                      "layer.1.DenseReluDense.wi_0.weight",
                                                      "ffn_gate.weight",
                                                      "feed_forward.w1.weight" };
  return std::ranges::find(names, rest) != names.end();
}

std::optional<std::uint64_t> expert_of(std::string_view rest) {
  constexpr std::string_view word = "experts.";
  const std::size_t at = rest.find(word);
  if (at == std::string_view::npos || (at > 0 && rest[at - 1] != '.')) return std::nullopt;
  std::uint64_t number = 0;
  const char* const end = rest.data() + rest.size();
  const auto [behind, error] = std::from_chars(rest.data() + at + word.size(), end, number);
  return error == std::errc() && behind != end && *behind == '.' ? std::optional(number)
                                                                 : std::nullopt;
}

// The numbers 0, 1, 2, … without a gap, of the layers that are the model's own.
std::optional<std::uint64_t> count_of(const Stack& stack) {
  std::uint64_t count = 0;
  for (const auto& [number, layer] : stack) {
    if (layer.next_token) continue;
    if (number != count) return std::nullopt;
    ++count;
  }
  return count;
}

std::optional<std::uint64_t> experts_of(const Stack& stack) {
  Witnesses experts;
  for (const auto& [number, layer] : stack)
    if (!layer.experts.empty() && *layer.experts.rbegin() + 1 == layer.experts.size())
      experts.hear(layer.experts.size());
    else if (!layer.experts.empty())
      return std::nullopt;
  return experts.verdict();
}

// A model with two stacks is described by its encoder.
const std::string_view* main_stack(const std::map<std::string_view, Stack>& stacks) {
  const std::string_view* found = nullptr;
  for (const auto& [name, stack] : stacks) {
    if (stacks.size() == 1) return &name;
    if (name.find("encoder") == std::string_view::npos) continue;
    if (found) return nullptr;
    found = &name;
  }
  const bool two = stacks.size() == 2 && std::ranges::any_of(stacks, [](const auto& row) {
                     return row.first.find("decoder") != std::string_view::npos;
                   });
  return two ? found : nullptr;
}

std::map<std::string_view, Stack> stacks_of(std::span<const Tensor> tensors) {
  std::map<std::string_view, Stack> stacks;
  for (const Tensor& tensor : tensors) {
    const std::string_view name = tensor.name;
    const auto layer = is_of_another_part(name) ? std::nullopt : layer_name(name);
    if (!layer) continue;
    Layer& seen = stacks[layer->stack][layer->number];
    seen.next_token = seen.next_token || (layer->stack != "blk." && is_of_next_token(name));
    if (const auto expert = expert_of(layer->rest)) seen.experts.insert(*expert);
  }
  return stacks;
}

struct Sizes {
  Witnesses hidden;
  Witnesses intermediate;
  Witnesses vocabulary;
  Witnesses positions;
};

void hear_layer(const LayerName& layer, const Tensor& tensor, Sizes& sizes) {
  const auto& shape = tensor.shape.sizes;
  if (is_attention_input(layer.rest)) sizes.hidden.hear(shape[1]);
  // GPT-2 multiplies from the other side.
  if (layer.rest == "attn.c_attn.weight" && shape[1] == 3 * shape[0]) sizes.hidden.hear(shape[0]);
  if (is_first_of_feed_forward(layer.rest)) sizes.intermediate.hear(shape[0]);
  if (layer.rest == "mlp.c_fc.weight") sizes.intermediate.hear(std::max(shape[0], shape[1]));
}

Sizes sizes_of(std::span<const Tensor> tensors, std::string_view stack) {
  Sizes sizes;
  for (const Tensor& tensor : tensors) {
    const std::string_view name = tensor.name;
    if (is_of_another_part(name)) continue;
    const bool is_norm = tensor.shape.rank == 1 && is_last_norm(name);
    if (is_norm) sizes.hidden.hear(tensor.shape.sizes[0]);
    if (!shows_sizes(tensor)) continue;
    if (name.ends_with("wpe.weight") || name.ends_with("embeddings.position_embeddings.weight"))
      sizes.positions.hear(tensor.shape.sizes[0]);
    if (is_embedding(name)) {
      sizes.vocabulary.hear(tensor.shape.sizes[0]);
      sizes.hidden.hear(tensor.shape.sizes[1]);
    } else if (const auto layer = layer_name(name); layer && layer->stack == stack) {
      hear_layer(*layer, tensor, sizes);
    }
  }
  return sizes;
}

// MobileBERT's layers are narrower than the model.
bool is_narrowed(std::span<const Tensor> tensors) {
  return std::ranges::any_of(tensors, [](const Tensor& tensor) {
    return tensor.name.find("bottleneck") != std::string::npos;
  });
}

}  // namespace

ModelShape shape_of(std::span<const Tensor> tensors) {
  const std::map<std::string_view, Stack> stacks = stacks_of(tensors);
  const std::string_view* const main = main_stack(stacks);
  if (!main || is_narrowed(tensors)) return {};
  const Stack& stack = stacks.at(*main);
  const Sizes sizes = sizes_of(tensors, *main);
  ModelShape shape;
  shape.layers = count_of(stack);
  shape.experts = experts_of(stack);
  // One witness alone may be of an embedding that is projected.
  shape.hidden_size = sizes.hidden.verdict(2);
  shape.intermediate_size = sizes.intermediate.verdict();
  shape.context_length = sizes.positions.verdict();
  shape.vocabulary_size = sizes.vocabulary.verdict();
  return shape;
}

}  // namespace reallyopen
