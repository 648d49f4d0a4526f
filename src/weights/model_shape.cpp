#include "weights/model_shape.h"

#include <algorithm>
#include <map>
#include <set>

#include "weights/parameters.h"
#include "weights/tensor_names.h"

namespace reallyopen {
namespace {

// Packed numbers hide the sizes of what they stand for.
bool shows_sizes(const Tensor& tensor) {
  return tensor.shape.rank == 2 && tensor.shape.sizes[1] > 1 &&
         (tensor.type.starts_with("F") || tensor.type == "BF16" || tensor.type.starts_with("Q") ||
          tensor.type.starts_with("IQ"));
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

using Stacks = std::map<std::string_view, Stack>;

bool is_named(std::string_view stack, std::string_view word) {
  return stack.find(word) != std::string_view::npos;
}

// `encoder` or `decoder`, whichever the name says first.
std::string_view side_of(std::string_view stack) {
  const std::size_t encoder = stack.find("encoder");
  const std::size_t decoder = stack.find("decoder");
  if (encoder == decoder) return "";
  return encoder < decoder ? "encoder" : "decoder";
}

// A model with two stacks is described by its encoder.
const std::string_view* main_stack(const Stacks& stacks) {
  const std::string_view* found = nullptr;
  for (const auto& [name, stack] : stacks) {
    if (stacks.size() == 1) return &name;
    if (!is_named(name, "encoder")) continue;
    if (found) return nullptr;
    found = &name;
  }
  const bool two = stacks.size() == 2 && std::ranges::any_of(stacks, [](const auto& row) {
                     return is_named(row.first, "decoder");
                   });
  return two ? found : nullptr;
}

Stacks stacks_of(std::span<const Tensor> tensors, Tower tower) {
  Stacks stacks;
  for (const Tensor& tensor : tensors) {
    const std::string_view name = tensor.name;
    const auto layer = tower_of(name) == tower ? layer_name(name) : std::nullopt;
    if (!layer) continue;
    Layer& seen = stacks[layer->stack][layer->number];
    seen.next_token = seen.next_token || (layer->stack != "blk." && is_of_next_token(name));
    if (const auto expert = expert_of(layer->rest)) seen.experts.insert(*expert);
  }
  return stacks;
}

// Rows of what an attention multiplies its input with.
struct Attention {
  std::map<Projection, Witnesses> rows;

  std::optional<std::uint64_t> width() const {
    const auto of = [&](Projection each) {
      const auto found = rows.find(each);
      return found == rows.end() ? std::nullopt : found->second.verdict();
    };
    if (const auto all = of(Projection::all)) return all;
    if (const auto values = of(Projection::latent_values)) {
      const auto query = of(rows.contains(Projection::query) ? Projection::query
                                                             : Projection::latent_query);
      return query ? std::optional(*query + *values) : std::nullopt;
    }
    const auto query = of(Projection::query);
    const auto key = of(Projection::key);
    const auto value = of(Projection::value);
    return query && key && value ? std::optional(*query + *key + *value) : std::nullopt;
  }
};

struct Sizes {
  Witnesses hidden;
  Witnesses intermediate;
  Witnesses vocabulary;
  Witnesses positions;
  Attention attention;
};

void hear_layer(const LayerName& layer, const Tensor& tensor, Sizes& sizes) {
  const auto& shape = tensor.shape.sizes;
  const Projection projection = projection_of(layer.rest);
  if (projection != Projection::none) sizes.attention.rows[projection].hear(shape[0]);
  if (projection == Projection::query || projection == Projection::all) sizes.hidden.hear(shape[1]);
  // GPT-2 multiplies from the other side.
  if (layer.rest == "attn.c_attn.weight" && shape[1] == 3 * shape[0]) sizes.hidden.hear(shape[0]);
  if (is_first_of_feed_forward(layer.rest)) sizes.intermediate.hear(shape[0]);
  if (layer.rest == "mlp.c_fc.weight") sizes.intermediate.hear(std::max(shape[0], shape[1]));
}

Sizes sizes_of(std::span<const Tensor> tensors, Tower tower, std::string_view stack) {
  Sizes sizes;
  for (const Tensor& tensor : tensors) {
    const std::string_view name = tensor.name;
    if (tower_of(name) != tower) continue;
    const bool is_norm = tensor.shape.rank == 1 && is_last_norm(name);
    if (is_norm) sizes.hidden.hear(tensor.shape.sizes[0]);
    if (!shows_sizes(tensor)) continue;
    if (is_learned_position(name)) sizes.positions.hear(tensor.shape.sizes[0]);
    if (is_embedding(name)) {
      sizes.vocabulary.hear(tensor.shape.sizes[0]);
      sizes.hidden.hear(tensor.shape.sizes[1]);
    } else if (const auto layer = layer_name(name); layer && layer->stack == stack) {
      hear_layer(*layer, tensor, sizes);
    }
  }
  return sizes;
}

ModelShape shape_of(std::span<const Tensor> tensors, Tower tower, std::string_view name,
                    const Stack& stack) {
  const Sizes sizes = sizes_of(tensors, tower, name);
  ModelShape shape;
  shape.layers = count_of(stack);
  shape.experts = experts_of(stack);
  // One witness alone may be of an embedding that is projected.
  shape.hidden_size = sizes.hidden.verdict(2);
  shape.intermediate_size = sizes.intermediate.verdict();
  shape.attention_width = sizes.attention.width();
  shape.context_length = sizes.positions.verdict();
  shape.vocabulary_size = sizes.vocabulary.verdict();
  return shape;
}

// MobileBERT's layers are narrower than the model.
bool is_narrowed(std::span<const Tensor> tensors) {
  return std::ranges::any_of(tensors, [](const Tensor& tensor) {
    return tensor.name.find("bottleneck") != std::string::npos;
  });
}

// Where it is of one mind.
std::string_view family_of(std::span<const Tensor> tensors) {
  std::string_view family;
  for (const Tensor& tensor : tensors) {
    const auto layer = layer_name(tensor.name);
    const std::string_view naming = layer ? naming_of(*layer) : "";
    if (naming.empty()) continue;
    if (!family.empty() && family != naming) return "";
    family = naming;
  }
  return family;
}

bool belongs_to_text(const Tensor& tensor, std::string_view stack) {
  const std::string_view name = tensor.name;
  if (tensor.shape.rank < 2 || is_embedding(name) || is_output_head(name)) return true;
  if (is_learned_position(name)) return true;
  if (is_named(name, "project") || is_named(name, "text_model.")) return true;  // to another tower
  const auto layer = layer_name(name);
  return layer && layer->stack == stack;
}

// What stands outside of the layers.
std::string_view purpose_of(std::span<const Tensor> tensors) {
  std::string_view purpose;
  for (const Tensor& tensor : tensors) {
    const std::string_view name = tensor.name;
    const bool classifies = name.starts_with("score.") || name.starts_with("classifier.");
    const bool speaks = name.starts_with("lm_head.") || name.starts_with("cls.predictions.") ||
                        name.starts_with("embed_out.");
    if (!classifies && !speaks) continue;
    const std::string_view here = classifies ? "classification" : "language";
    if (!purpose.empty() && purpose != here) return "";
    purpose = here;
  }
  return purpose;
}

struct Stages {
  std::string_view prefix;
  std::map<std::uint64_t, std::set<std::uint64_t>> layers;
};

// `encoder.stages.1.layers.0.`, `encoder.layers.1.blocks.0.`, `encoder.block.1.0.`
bool note_stage(std::string_view name, Stages& stages) {
  struct Form {
    std::string_view stage;
    std::string_view layer;
  };
  constexpr Form forms[] = { { ".stages.", "layers." },
                             { ".layers.", "blocks." },
                             { ".block.", "" } };
  for (const Form& form : forms) {
    const std::size_t at = name.find(form.stage);
    if (at == std::string_view::npos) continue;
    std::string_view rest;
    const auto stage = number_before_dot(name.substr(at + form.stage.size()), rest);
    if (!stage || !rest.starts_with(form.layer)) continue;
    const auto layer = number_before_dot(rest.substr(form.layer.size()), rest);
    if (!layer) continue;
    const std::string_view prefix = name.substr(0, at + form.stage.size());
    if (!stages.prefix.empty() && stages.prefix != prefix) return false;
    stages.prefix = prefix;
    stages.layers[*stage].insert(*layer);
    return true;
  }
  return true;
}

}  // namespace

std::vector<PartShape> shapes_of(std::span<const Tensor> tensors) {
  std::vector<PartShape> parts;
  const Stacks stacks = stacks_of(tensors, Tower::text);
  const std::string_view* const main = main_stack(stacks);
  if (main && !is_narrowed(tensors)) {
    for (const auto& [name, stack] : stacks)
      parts.push_back(
        { name == *main ? "" : "decoder", shape_of(tensors, Tower::text, name, stack) });
  }
  for (const auto& [tower, part] : { std::pair<Tower, std::string_view>{ Tower::vision, "vision" },
                                     { Tower::audio, "audio" } }) {
    const Stacks towers = stacks_of(tensors, tower);
    if (towers.size() != 1) continue;
    const auto& [name, stack] = *towers.begin();
    // What reads nothing else is the model itself.
    parts.push_back({ stacks.empty() ? "" : part, shape_of(tensors, tower, name, stack) });
  }
  return parts;
}

ModelNames names_of(std::span<const Tensor> tensors) {
  ModelNames names{ .family = family_of(tensors), .purpose = purpose_of(tensors) };
  const Stacks stacks = stacks_of(tensors, Tower::text);
  if (stacks.size() != 1) return names;
  const std::string_view stack = stacks.begin()->first;
  names.dense = !names.family.empty() && std::ranges::none_of(tensors, [](const Tensor& tensor) {
    return is_named(tensor.name, "expert") || is_named(tensor.name, "router") ||
           is_named(tensor.name, "moe");
  });
  names.stacks = side_of(stack);
  names.only_text = std::ranges::all_of(
    tensors, [&](const Tensor& tensor) { return belongs_to_text(tensor, stack); });
  const bool has_head = std::ranges::any_of(
    tensors, [](const Tensor& tensor) { return is_output_head(tensor.name); });
  // Without a prefix it is the model alone, that a head is put upon.
  const bool is_whole = stack == "model.layers." || stack == "transformer.h.";
  if (!has_head && is_whole && names.only_text) names.output_head = "shared";
  return names;
}

std::vector<std::uint64_t> layers_of_stages(std::span<const Tensor> tensors) {
  Stages stages;
  for (const Tensor& tensor : tensors)
    if (!note_stage(tensor.name, stages)) return {};
  std::vector<std::uint64_t> counts;
  for (const auto& [stage, layers] : stages.layers) {
    if (stage != counts.size() || *layers.rbegin() + 1 != layers.size()) return {};
    counts.push_back(layers.size());
  }
  return counts;
}

}  // namespace reallyopen
