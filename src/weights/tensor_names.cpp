#include "weights/tensor_names.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "text/letters.h"

namespace reallyopen {
namespace {

using Words = std::span<const std::string_view>;

bool has_part(std::string_view name, Words parts) {
  return std::ranges::any_of(
    parts, [&](std::string_view part) { return name.find(part) != std::string_view::npos; });
}

bool ends_with_one_of(std::string_view name, Words endings) {
  return std::ranges::any_of(endings,
                             [&](std::string_view ending) { return name.ends_with(ending); });
}

bool is_one(std::string_view name, Words names) {
  return std::ranges::find(names, name) != names.end();
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

}  // namespace

Tower tower_of(std::string_view name) {
  constexpr std::array<std::string_view, 4> vision = { "vision", "visual", "image", "vpm." };
  constexpr std::array<std::string_view, 2> audio = { "audio", "speech" };
  constexpr std::array<std::string_view, 9> aside = { "video",   "mm_proj", "resampler",
                                                      "qformer", "draft",   "medusa",
                                                      "lora_",   "ema_",    "teacher" };
  if (has_part(name, aside)) return Tower::aside;
  if (has_part(name, vision)) return Tower::vision;
  return has_part(name, audio) ? Tower::audio : Tower::text;
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
  constexpr std::array<std::string_view, 7> words = { "layers",        "layer",  "h",
                                                      "block",         "blocks", "blk",
                                                      "decoder_layers" };
  std::size_t start = 0;
  while (start < name.size()) {
    const std::size_t dot = name.find('.', start);
    if (dot == std::string_view::npos) break;
    const std::string_view word = name.substr(start, dot - start);
    start = dot + 1;
    if (!is_one(word, words)) continue;
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
  constexpr std::array<std::string_view, 6> parts = { ".eh_proj",     ".enorm", ".hnorm",
                                                      ".shared_head", "mtp.",   ".nextn" };
  return has_part(name, parts);
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

bool is_learned_position(std::string_view name) {
  constexpr std::array<std::string_view, 2> endings = { "wpe.weight",
                                                        "embeddings.position_embeddings.weight" };
  return ends_with_one_of(name, endings);
}

bool is_output_head(std::string_view name) {
  // Packed, it has other endings.
  constexpr std::array<std::string_view, 2> parts = { "lm_head.", "embed_out." };
  return has_part(name, parts) || name == "output.weight";
}

bool is_last_norm(std::string_view name) {
  constexpr std::array<std::string_view, 7> names = {
    "model.norm.weight",     "transformer.ln_f.weight",
    "ln_f.weight",           "gpt_neox.final_layer_norm.weight",
    "norm.weight",           "output_norm.weight",
    "backbone.norm_f.weight"
  };
  return is_one(name, names);
}

bool is_first_of_feed_forward(std::string_view rest) {
  constexpr std::array<std::string_view, 10> names = { "mlp.gate_proj.weight",
                                                       "mlp.up_proj.weight",
                                                       "mlp.dense_h_to_4h.weight",
                                                       "fc1.weight",
                                                       "mlp.fc1.weight",
                                                       "intermediate.dense.weight",
                                                       "layer.1.DenseReluDense.wi.weight",
                                                       "layer.1.DenseReluDense.wi_0.weight",
                                                       "ffn_gate.weight",
                                                       "feed_forward.w1.weight" };
  return is_one(rest, names);
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

}  // namespace reallyopen
