#include "weights/tensor_names.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <string>

#include "text/letters.h"

namespace reallyopen {
namespace {

bool ends_with_one_of(std::string_view name, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings,
                             [&](std::string_view ending) { return name.ends_with(ending); });
}

struct Named {
  std::string_view ending;  // of a layer's rest
  Projection projection;
};

constexpr std::array projections = std::to_array<Named>({
  { "self_attn.q_proj.weight", Projection::query },
  { "self_attn.k_proj.weight", Projection::key },
  { "self_attn.v_proj.weight", Projection::value },
  { "attention.self.query.weight", Projection::query },
  { "attention.self.key.weight", Projection::key },
  { "attention.self.value.weight", Projection::value },
  { "attention.attention.query.weight", Projection::query },
  { "attention.attention.key.weight", Projection::key },
  { "attention.attention.value.weight", Projection::value },
  { "attention.wq.weight", Projection::query },
  { "attention.wk.weight", Projection::key },
  { "attention.wv.weight", Projection::value },
  { "SelfAttention.q.weight", Projection::query },
  { "SelfAttention.k.weight", Projection::key },
  { "SelfAttention.v.weight", Projection::value },
  { "attn_q.weight", Projection::query },
  { "attn_k.weight", Projection::key },
  { "attn_v.weight", Projection::value },
  { "self_attn.qkv_proj.weight", Projection::all },
  { "query_key_value.weight", Projection::all },
  { "self_attn.q_b_proj.weight", Projection::latent_query },
  { "self_attn.kv_b_proj.weight", Projection::latent_values },
});

struct Naming {
  std::string_view family;
  std::string_view stack;  // ends so
  std::string_view rest;   // begins so
};

constexpr std::array namings = std::to_array<Naming>({
  { "llama", "model.layers.", "self_attn." },
  { "bert", "bert.encoder.layer.", "attention.self." },
  { "roberta", "roberta.encoder.layer.", "attention.self." },
  { "electra", "electra.encoder.layer.", "attention.self." },
  { "esm", "esm.encoder.layer.", "attention.self." },
  { "deberta", "deberta.encoder.layer.", "attention.self." },
  { "swin", "swin.encoder.layers.", "blocks." },
  { "clip", "text_model.encoder.layers.", "self_attn." },
  { "distilbert", "transformer.layer.", "attention.q_lin." },
  { "gpt2", "h.", "attn.c_attn." },
  { "gpt-neo", "h.", "attn.attention." },
  { "gptj", "h.", "attn.q_proj." },
  { "codegen", "h.", "attn.qkv_proj." },
  { "bloom", "h.", "self_attention.query_key_value." },
  { "gpt-neox", "layers.", "attention.query_key_value." },
  { "opt", "decoder.layers.", "self_attn." },
  { "t5", "block.", "layer.0.SelfAttention." },
  { "mamba", "backbone.layers.", "mixer.in_proj." },
  { "rwkv", "blocks.", "attention.time_" },
  { "vit", "vit.encoder.layer.", "attention.attention." },
});

// The tensors of these types are named as the family's, in transformers 5.24.
struct FamilyRow {
  std::string_view family;  // see naming_of()
  std::string_view types;   // `model_type`, between blanks
};
constexpr FamilyRow families[] = {
  { "llama",
    " llama mistral ministral mixtral qwen2 qwen2_moe qwen3 qwen3_moe gemma gemma2 gemma3_text phi"
    " phi3 phimoe olmo olmo2 olmo3 olmoe stablelm cohere cohere2 granite granitemoe starcoder2"
    " smollm3 glm glm4 exaone4 helium nemotron arcee deepseek_v2 deepseek_v3 minimax_m2 seed_oss "
    "hunyuan_v1_dense ernie4_5 apertus " },
  { "bert", " bert " },
  { "roberta", " roberta xlm-roberta camembert " },
  { "electra", " electra " },
  { "esm", " esm " },
  { "deberta", " deberta deberta-v2 " },
  { "swin", " swin " },
  { "vit", " vit " },
  { "clip", " clip clip_text_model siglip siglip2 siglip_text_model " },
  { "distilbert", " distilbert " },
  { "gpt2", " gpt2 gpt_bigcode " },
  { "gpt-neo", " gpt_neo " },
  { "gptj", " gptj " },
  { "codegen", " codegen " },
  { "bloom", " bloom falcon " },
  { "gpt-neox", " gpt_neox " },
  { "opt", " opt biogpt xglm " },
  { "t5", " t5 mt5 umt5 switch_transformers " },
  { "mamba", " mamba mamba2 falcon_mamba " },
  { "rwkv", " rwkv " },
};

}  // namespace

Tower tower_of(std::string_view name) {
  if (contains_one_of(name, { "video", "mm_proj", "resampler", "qformer", "draft", "medusa",
                              "lora_", "ema_", "teacher" }))
    return Tower::aside;
  if (contains_one_of(name, { "vision", "visual", "image", "vpm." })) return Tower::vision;
  return contains_one_of(name, { "audio", "speech" }) ? Tower::audio : Tower::text;
}

std::optional<std::uint64_t> number_before_dot(std::string_view text, std::string_view& rest) {
  const std::size_t dot = text.find('.');
  if (dot == 0 || dot == std::string_view::npos) return std::nullopt;
  const std::string_view written = text.substr(0, dot);
  if (!std::ranges::all_of(written, is_digit)) return std::nullopt;
  std::uint64_t number = 0;
  if (std::from_chars(written.data(), written.data() + written.size(), number).ec != std::errc())
    return std::nullopt;
  rest = text.substr(dot + 1);
  return number;
}

std::optional<LayerName> layer_name(std::string_view name) {
  std::size_t start = 0;
  while (start < name.size()) {
    const std::size_t dot = name.find('.', start);
    if (dot == std::string_view::npos) break;
    const std::string_view word = name.substr(start, dot - start);
    start = dot + 1;
    if (!is_one_of(word, { "layers", "layer", "h", "block", "blocks", "blk", "decoder_layers" }))
      continue;
    LayerName layer{ .stack = name.substr(0, start) };
    const auto number = number_before_dot(name.substr(start), layer.rest);
    if (!number) continue;
    layer.number = *number;
    return layer;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> expert_of(std::string_view rest) {
  constexpr std::string_view word = "experts.";
  const std::size_t at = rest.find(word);
  if (at == std::string_view::npos || (at > 0 && rest[at - 1] != '.')) return std::nullopt;
  std::string_view behind;
  return number_before_dot(rest.substr(at + word.size()), behind);
}

bool is_of_next_token(std::string_view name) {
  return contains_one_of(name,
                         { ".eh_proj", ".enorm", ".hnorm", ".shared_head", "mtp.", ".nextn" });
}

bool is_embedding(std::string_view name) {
  return ends_with_one_of(name,
                          { "embed_tokens.weight", "wte.weight", "embed_in.weight", "shared.weight",
                            "word_embeddings.weight", "tok_embeddings.weight", "token_embd.weight",
                            "backbone.embeddings.weight", "embed_out.weight" });
}

bool is_learned_position(std::string_view name) {
  return ends_with_one_of(name, { "wpe.weight", "embeddings.position_embeddings.weight" });
}

bool is_output_head(std::string_view name) {
  // Packed, it has other endings.
  return contains_one_of(name, { "lm_head.", "embed_out." }) || name == "output.weight";
}

bool is_last_norm(std::string_view name) {
  return is_one_of(name, { "model.norm.weight", "transformer.ln_f.weight", "ln_f.weight",
                           "gpt_neox.final_layer_norm.weight", "norm.weight", "output_norm.weight",
                           "backbone.norm_f.weight" });
}

bool is_first_of_feed_forward(std::string_view rest) {
  return is_one_of(
    rest, { "mlp.gate_proj.weight", "mlp.up_proj.weight", "mlp.dense_h_to_4h.weight", "fc1.weight",
            "mlp.fc1.weight", "intermediate.dense.weight", "layer.1.DenseReluDense.wi.weight",
            "layer.1.DenseReluDense.wi_0.weight", "ffn_gate.weight", "feed_forward.w1.weight" });
}

Projection projection_of(std::string_view rest) {
  for (const Named& row : projections)
    if (rest.ends_with(row.ending)) return row.projection;
  return Projection::none;
}

std::string_view naming_of(const LayerName& layer) {
  for (const Naming& row : namings)
    if (layer.stack.ends_with(row.stack) && layer.rest.starts_with(row.rest)) return row.family;
  return "";
}

std::string_view naming_of_type(std::string_view model_type) {
  if (model_type.empty()) return "";
  const std::string word = ' ' + std::string(model_type) + ' ';
  for (const FamilyRow& row : families)
    if (row.types.find(word) != std::string_view::npos) return row.family;
  return "";
}

}  // namespace reallyopen
