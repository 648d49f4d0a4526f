// `config.json` of transformers, diffusers and the like, `model_index.json` of a pipeline,
// `params.json`: what the model is made of.
#include <array>

#include "ledger/readers.h"

namespace reallyopen {
namespace {

struct ShapeRow {
  std::string_view quantity;
  std::array<std::string_view, 8> keys;  // of several the first that is there
};

constexpr ShapeRow shape_rows[] = {
  { "layers", { "num_hidden_layers", "n_layer", "n_layers", "num_layers", "encoder_layers" } },
  { "hidden_size", { "hidden_size", "n_embd", "d_model", "dim", "hidden_dim" } },
  { "intermediate_size", { "intermediate_size", "n_inner", "d_ff", "ffn_dim", "encoder_ffn_dim" } },
  { "attention_heads",
    { "num_attention_heads", "n_head", "n_heads", "num_heads", "encoder_attention_heads" } },
  { "key_value_heads", { "num_key_value_heads", "n_kv_heads" } },
  { "experts", { "num_local_experts", "n_routed_experts", "num_experts" } },
  { "vocabulary_size", { "vocab_size" } },
  { "context_length", { "max_position_embeddings", "n_positions", "n_ctx", "max_seq_len" } },
};

constexpr std::array model_configuration_quantities = std::to_array<std::string_view>(
  { "architecture", "base_model", "number_type", "layers", "hidden_size", "intermediate_size",
    "attention_heads", "key_value_heads", "experts", "vocabulary_size", "context_length" });

// Parts of a model that have a configuration of their own, and what they are called here.
struct Part {
  std::string_view key;
  std::string_view scope;
};
constexpr Part parts[] = {
  { "text_config", "" },         { "llm_config", "" },        { "language_config", "" },
  { "vision_config", "vision" }, { "audio_config", "audio" }, { "encoder", "encoder" },
  { "decoder", "decoder" },
};

std::string joined(const std::string& folder, std::string_view part) {
  if (part.empty()) return folder;
  return folder.empty() ? std::string(part) : folder + "/" + std::string(part);
}

bool is_dimension(const Node& node) { return node.kind == NodeKind::integer && node.number > 0; }

const Node* dimension(const Node& node, const ShapeRow& row) {
  for (const std::string_view key : row.keys) {
    const Node* value = key.empty() ? nullptr : node.get(key);
    if (value && is_dimension(*value)) return value;
  }
  return nullptr;
}

// The configuration of the part that is the model itself; beside it stand defaults (PaliGemma,
// transformers 5).
const Node* text_part(const Node& root) {
  for (const Part& part : parts)
    if (const Node* node = root.get(part.key); node && part.scope.empty() && node->is_mapping())
      return node;
  return nullptr;
}

// Without what `inner` states.
void read_shape(const Document& config, const Node& node, const Node* inner,
                const std::string& scope, FactWriter& out) {
  for (const ShapeRow& row : shape_rows) {
    const Node* value = inner && dimension(*inner, row) ? nullptr : dimension(node, row);
    if (value) out.add(row.quantity, config, *value, scope);
  }
  for (const std::string_view key : { "dtype", "torch_dtype" })
    if (const Node* type = node.get(key); type && type->is_string())
      return out.add("number_type", config, *type, scope);
}

void read_one(const Document& config, const std::string& folder, FactWriter& out) {
  const Node& root = config.root;
  if (!root.is_mapping()) return;
  for (const std::string_view key : { "architectures", "_class_name", "model_type" }) {
    const Node* value = root.get(key);
    if (value && value->is_sequence() && !value->items.empty()) value = &value->items.front();
    if (value && value->is_string()) out.add("architecture", config, *value, folder);
  }
  if (const Node* from = root.get("_name_or_path"); from && from->is_string())
    out.add("base_model", config, *from, folder, true);
  read_shape(config, root, text_part(root), folder, out);
  for (const auto& [key, scope] : parts)
    if (const Node* part = root.get(key); part && part->is_mapping())
      read_shape(config, *part, nullptr, joined(folder, scope), out);
}

}  // namespace

constinit const Reader model_configuration_reader = {
  .id = "model-configuration",
  .source = SourceKind::configuration,
  .quantities = model_configuration_quantities,
  .takes =
    [](std::string_view name, std::string_view) {
  return name == "config.json" || name == "params.json" || name == "model_index.json";
  },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  for (const SourceFile& file : files)
    if (const auto config = out.values(file)) read_one(*config, file.folder, out);
  },
  };

}  // namespace reallyopen
