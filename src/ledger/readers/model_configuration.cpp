// `config.json` of transformers, diffusers and the like, `model_index.json` of a pipeline,
// `params.json`: what the model is made of.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ledger/readers.h"
#include "ledger/stated_tensor_sizes.h"
#include "text/letters.h"
#include "weights/tensor_names.h"

namespace reallyopen {
namespace {

struct ShapeRow {
  std::string_view quantity;
  std::array<std::string_view, 8> keys;  // of several the first that is there
};

constexpr ShapeRow shape_rows[] = {
  { "layers",
    { "num_hidden_layers", "n_layer", "n_layers", "num_layers", "encoder_layers", "depth" } },
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
  { "architecture",      "base_model",      "number_type",     "layers",       "hidden_size",
    "intermediate_size", "attention_heads", "key_value_heads", "experts",      "attention_width",
    "vocabulary_size",   "context_length",  "tensor_family",   "towers",       "stacks",
    "output_head",       "purpose",         "tensor_size",     "quantisation", "bits_of_group" });

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

// Of the Llama family, whose attention has a matrix each for queries, keys and values or one for
// the three, those whose keys do not say their sizes so, or have not been looked at.
constexpr std::string_view other_attention =
  " deepseek_v2 deepseek_v3 minimax_m2 seed_oss hunyuan_v1_dense ernie4_5 apertus ";
constexpr std::string_view latent_attention = " deepseek_v2 deepseek_v3 ";

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

bool is_word_of(std::string_view words, std::string_view word) {
  return !word.empty() && words.find(fmt::format(" {} ", word)) != std::string_view::npos;
}

// Rows of queries, keys and values together.
std::optional<std::uint64_t> attention_width(const Node& node, std::string_view type) {
  const auto heads = size_at(node, "num_attention_heads");
  if (!heads) return std::nullopt;
  if (is_word_of(latent_attention, type)) {
    const auto plain = size_at(node, "qk_nope_head_dim");
    const auto turned = size_at(node, "qk_rope_head_dim");
    const auto value = size_at(node, "v_head_dim");
    if (!plain || !turned || !value) return std::nullopt;
    return *heads * (*plain + *turned) + *heads * (*plain + *value);
  }
  const Node* pairs = node.get("num_key_value_heads");
  const bool is_plain = naming_of_type(type) == "llama" && !is_word_of(other_attention, type);
  if (!is_plain || !pairs) return std::nullopt;
  const auto key_heads = pairs->kind == NodeKind::null ? heads
                                                       : size_at(node, "num_key_value_heads");
  const auto hidden = size_at(node, "hidden_size");
  auto width = size_at(node, "head_dim");
  if (!width && hidden && *hidden % *heads == 0) width = *hidden / *heads;
  if (!key_heads || !width) return std::nullopt;
  return (*heads + 2 * *key_heads) * *width;
}

void read_attention(const Document& config, const Node& node, const std::string& scope,
                    FactWriter& out) {
  const auto width = attention_width(node, node.string_at("model_type"));
  if (!width) return;
  const Node* place = node.get("num_key_value_heads");
  if (!place || !is_dimension(*place)) place = node.get("num_attention_heads");
  out.add("attention_width", config, computed(*place, fmt::format("{}", *width)), scope);
}

// By the class that is loaded.
void read_purpose(const Document& config, const Node* classes, const std::string& folder,
                  FactWriter& out) {
  if (!classes || !classes->is_sequence() || classes->items.size() != 1) return;
  const Node& name = classes->items.front();
  for (const std::string_view ending : { "ForCausalLM", "ForMaskedLM" })
    if (name.text.ends_with(ending)) out.add("purpose", config, computed(name, "language"), folder);
  if (name.text.ends_with("Classification"))
    out.add("purpose", config, computed(name, "classification"), folder);
}

// GPTQ, MLX and compressed-tensors say it in places of their own.
std::optional<std::uint64_t> bits_of_group(const Node& settings) {
  const Node* weights = &settings;
  if (const Node* groups = settings.get("config_groups")) {
    if (groups->members.size() != 1) return std::nullopt;
    weights = groups->members.front().value.get("weights");
  }
  if (!weights || !weights->is_mapping()) return std::nullopt;
  const auto size = size_at(*weights, "group_size");
  auto bits = size_at(*weights, "bits");
  if (!bits) bits = size_at(*weights, "num_bits");
  return size && bits ? std::optional(*size * *bits) : std::nullopt;
}

void read_quantisation(const Document& config, const Node& root, const std::string& folder,
                       FactWriter& out) {
  const Node* settings = root.get("quantization_config");
  if (root.get("quantization")) {  // of MLX, which writes it twice
    settings = root.get("quantization");
    out.add("quantisation", scalar("mlx"), config.place(*settings), folder);
  } else if (settings && settings->is_mapping()) {
    std::string_view method = settings->string_at("quant_method");
    const Node* four = settings->get("load_in_4bit");
    if (method == "bitsandbytes")
      method = four && four->text == "true" ? "bitsandbytes 4 bit" : "bitsandbytes 8 bit";
    constexpr std::string_view known =
      " gptq awq compressed-tensors torchao mxfp4 fp8 bitsandbytes 4 bit bitsandbytes 8 bit ";
    if (is_word_of(known, method))
      out.add("quantisation", scalar(method), config.place(*settings), folder);
  } else if (!settings && root.get("model_type") && root.get("architectures")) {
    out.add("quantisation", scalar("none"), config.place(*root.get("model_type")), folder);
  }
  if (!settings || !settings->is_mapping() || settings->string_at("quant_method") == "awq") return;
  if (const auto bits = bits_of_group(*settings))
    out.add("bits_of_group", scalar(fmt::format("{}", *bits)), config.place(*settings), folder);
}

// What the configuration says of the whole: its family, its stacks and towers, its head.
void read_names(const Document& config, const Node& root, const std::string& folder,
                FactWriter& out) {
  const Node* type = root.get("model_type");
  if (type && type->is_string())
    out.add("tensor_family", config, computed(*type, naming_of_type(type->text)), folder);
  for (const std::string_view tower : { "vision_config", "audio_config" })
    if (const Node* part = root.get(tower); part && part->is_mapping() && !part->members.empty())
      out.add("towers", scalar(tower), config.place(*part), folder);
  for (const std::string_view key : { "decoder_layers", "num_decoder_layers" })
    if (const Node* layers = root.get(key); layers && is_dimension(*layers))
      out.add("layers", config, *layers, scope_of_part(folder, "decoder"));
  if (const Node* depths = root.get("depths"); depths && depths->is_sequence())
    for (std::size_t i = 0; i < depths->items.size(); ++i)
      out.add("layers", config, depths->items[i],
              scope_of_part(folder, fmt::format("stage {}", i)));
  const Node* classes = root.get("architectures");
  const bool generates = classes && classes->is_sequence() &&
                         std::ranges::any_of(classes->items, [](const Node& name) {
                           return name.text.ends_with("ForConditionalGeneration") ||
                                  name.text.ends_with("EncoderDecoderModel");
                         });
  const Node* stacks = root.get("is_encoder_decoder");
  if (generates && stacks && stacks->text == "true")
    out.add("stacks", config, computed(*stacks, "encoder and decoder"), folder);
  const bool has_head = classes && classes->is_sequence() &&
                        std::ranges::any_of(classes->items, [](const Node& name) {
                          return name.text.ends_with("ForCausalLM");
                        });
  read_purpose(config, classes, folder, out);
  const Node* tied = root.get("tie_word_embeddings");
  if (has_head && tied && tied->text == "false")
    out.add("output_head", config, computed(*tied, "own"), folder);
}

// Without what `inner` states.
void read_shape(const Document& config, const Node& node, const Node* inner,
                const std::string& scope, FactWriter& out) {
  for (const ShapeRow& row : shape_rows) {
    const Node* value = inner && dimension(*inner, row) ? nullptr : dimension(node, row);
    if (value) out.add(row.quantity, config, *value, scope);
  }
  read_attention(config, node, scope, out);
  std::string_view type = node.string_at("model_type");
  if (type.empty()) type = node.string_at("_class_name");
  add_stated_sizes(config, node, type, scope, out);
}

// That of the quantised is what they are computed with.
void read_type(const Document& config, const Node& root, const std::string& folder,
               FactWriter& out) {
  const bool quantised = root.get("quantization_config") || root.get("quantization") ||
                         root.get("compression_config");
  for (const std::string_view key : { "dtype", "torch_dtype" })
    if (const Node* type = root.get(key); type && type->is_string())
      return out.add("number_type", config, *type, folder, quantised);
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
  read_names(config, root, folder, out);
  read_type(config, root, folder, out);
  read_quantisation(config, root, folder, out);
  read_shape(config, root, text_part(root), folder, out);
  for (const auto& [key, scope] : parts)
    if (const Node* part = root.get(key); part && part->is_mapping())
      read_shape(config, *part, nullptr, scope_of_part(folder, scope), out);
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
