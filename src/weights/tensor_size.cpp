#include "weights/tensor_size.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "text/letters.h"
#include "weights/tensor_names.h"

namespace reallyopen {
namespace {

constexpr std::string_view llama_like = " family:llama gpt_oss jamba modernbert ";
constexpr std::string_view bert_like = " bert roberta xlm-roberta camembert ernie deberta ";
constexpr std::string_view clip_towers = " clip_text_model siglip_text_model ";
constexpr std::string_view unets = " UNet2DModel UNet2DConditionModel ";

constexpr std::array sizes = std::to_array<TensorSize>({
  // Embeddings, and what is set upon a model.
  { "embed_tokens.weight", 0, "vocab_size", llama_like },
  { "wte.weight", 0, "vocab_size", " gpt2 gptj gpt_bigcode codegen gpt_neo " },
  { "embed_in.weight", 0, "vocab_size", " gpt_neox " },
  { "word_embeddings.weight", 0, "vocab_size", bert_like },
  { "word_embeddings.weight", 1, "embedding_size", " electra albert mobilebert convbert " },
  { "wpe.weight", 0, "block_size", "" },
  { "score.weight", 0, "#id2label", "" },
  { "classifier.weight", 0, "#id2label", "" },
  { "classifier.out_proj.weight", 0, "#id2label", "" },
  // Attention.
  { "kv_a_proj_with_mqa.weight", 0, "kv_lora_rank + qk_rope_head_dim", "" },
  { "self_attn.q_a_proj.weight", 0, "q_lora_rank", "" },
  { "self_attn.q_norm.weight", 0, "head_dim", " qwen3 qwen3_moe gemma3_text " },
  { "SelfAttention.q.weight", 0, "num_heads * d_kv", " t5 mt5 umt5 switch_transformers " },
  // Feed-forward layers and experts.
  { "mlp.gate_up_proj.weight", 0, "2 * intermediate_size", " phi3 glm glm4 " },
  { "ffn.lin1.weight", 0, "hidden_dim", " distilbert " },
  { "feed_forward.key.weight", 0, "intermediate_size", " rwkv " },
  { "shared_experts.gate_proj.weight", 0, "n_shared_experts * moe_intermediate_size", "" },
  { "experts.0.gate_proj.weight", 0, "moe_intermediate_size",
    " qwen2_moe qwen3_moe deepseek_v2 deepseek_v3 " },
  { "mlp.router.weight", 0, "num_local_experts", " gpt_oss " },
  { "block_sparse_moe.gate.weight", 0, "num_local_experts", " mixtral phimoe " },
  { "mlp.gate.weight", 0, "num_experts", " qwen2_moe qwen3_moe olmoe " },
  { "mlp.gate.weight", 0, "num_local_experts", " qwen3_moe mixtral " },
  { "mlp.gate.weight", 0, "n_routed_experts", " deepseek_v2 deepseek_v3 " },
  // State spaces.
  { "mixer.A_log", 1, "state_size", " mamba falcon_mamba " },
  { "mixer.x_proj.weight", 0, "time_step_rank + 2 * state_size", " mamba falcon_mamba " },
  { "mixer.A_log", 0, "num_heads", " mamba2 " },
  { "mamba.A_log", 1, "mamba_d_state", " jamba bamba " },
  // Positions that are learned.
  { "embed_positions.weight", 0, "max_position_embeddings + 2", " opt bart mbart " },
  { "encoder.embed_positions.weight", 0, "max_source_positions", " whisper " },
  { "decoder.embed_positions.weight", 0, "max_target_positions", " whisper " },
  { "text_model.embeddings.position_embedding.weight", 0, "max_position_embeddings", clip_towers },
  // Pictures and sound.
  { "patch_embeddings.projection.weight", 2, "patch_size", " vit deit dinov2 swin " },
  { "patch_embedding.weight", 2, "patch_size", " clip_vision_model siglip_vision_model " },
  { "vit.embeddings.position_embeddings", 1,
    "image_size / patch_size * image_size / patch_size + 1", " vit " },
  { "text_projection.weight", 0, "projection_dim", " clip " },
  { "visual_projection.weight", 0, "projection_dim", " clip " },
  { "query_position_embeddings.weight", 0, "num_queries", " detr conditional_detr " },
  { "decode_head.linear_fuse.weight", 0, "decoder_hidden_size", " segformer " },
  { "conv_layers.0.conv.weight", 0, "conv_dim[0]", " wav2vec2 hubert wavlm unispeech " },
  { "stages.0.layers.0.dwconv.weight", 0, "hidden_sizes[0]", " convnext convnextv2 " },
  { "stages.1.layers.0.dwconv.weight", 0, "hidden_sizes[1]", " convnext convnextv2 " },
  { "stages.2.layers.0.dwconv.weight", 0, "hidden_sizes[2]", " convnext convnextv2 " },
  { "stages.3.layers.0.dwconv.weight", 0, "hidden_sizes[3]", " convnext convnextv2 " },
  // Diffusion.
  { "conv_in.weight", 0, "block_out_channels[0]", unets },
  { "conv_in.weight", 1, "in_channels", unets },
  { "conv_out.weight", 0, "out_channels", unets },
  { "attn2.to_k.weight", 1, "cross_attention_dim", " UNet2DConditionModel " },
  { "encoder.conv_in.weight", 0, "block_out_channels[0]", " AutoencoderKL " },
  { "encoder.conv_in.weight", 1, "in_channels", " AutoencoderKL " },
  { "decoder.conv_in.weight", 1, "latent_channels", " AutoencoderKL " },
  { "attn1.to_q.weight", 0, "num_attention_heads * attention_head_dim",
    " DiTTransformer2DModel Transformer2DModel PixArtTransformer2DModel SD3Transformer2DModel " },
  // A dense layer of sentence-transformers, and a prompt of peft.
  { "linear.weight", 0, "out_features", "" },
  { "linear.weight", 1, "in_features", "" },
  { "prompt_embeddings", 0, "num_virtual_tokens", " PROMPT_TUNING " },
  { "prompt_embeddings", 1, "token_dim", " PROMPT_TUNING " },
});

bool is_tensor(std::string_view name, std::string_view ending) {
  if (!name.ends_with(ending)) return false;
  return name.size() == ending.size() || name[name.size() - ending.size() - 1] == '.';
}

// Packed numbers hide the sizes of what they stand for.
bool shows_its_sizes(const Tensor& tensor) {
  return tensor.type == "BF16" || tensor.type == "F16" || tensor.type == "F32" ||
         tensor.type == "F64";
}

// Sums of products and quotients, from the left.
class Expression {
 public:
  using Value = std::function<std::optional<std::uint64_t>(std::string_view)>;

  Expression(std::string_view text, const Value& value) : rest_(text), value_(value) {}

  std::optional<std::uint64_t> sum() {
    std::optional<std::uint64_t> total = product();
    while (total && take('+')) {
      const auto more = product();
      total = more ? std::optional(*total + *more) : std::nullopt;
    }
    return total;
  }

 private:
  // Sizes beyond this are none, and products of two fit.
  static constexpr std::uint64_t largest = std::uint64_t{ 1 } << 31;

  std::optional<std::uint64_t> product() {
    std::optional<std::uint64_t> result = operand();
    while (result) {
      const bool times = take('*');
      if (!times && !take('/')) break;
      const auto other = operand();
      if (!other || (!times && (*other == 0 || *result % *other != 0))) return std::nullopt;
      result = times ? *result * *other : *result / *other;
      if (*result > largest) return std::nullopt;
    }
    return result;
  }

  std::optional<std::uint64_t> operand() {
    skip_blanks();
    const std::size_t end = std::min(rest_.find(' '), rest_.size());
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(end);
    if (word.empty()) return std::nullopt;
    std::optional<std::uint64_t> number;
    if (is_digit(word[0])) {
      std::from_chars(word.data(), word.data() + word.size(), number.emplace());
    } else {
      number = value_(word);
    }
    return number && *number <= largest ? number : std::nullopt;
  }

  bool take(char sign) {
    skip_blanks();
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void skip_blanks() {
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
  }

  std::string_view rest_;
  const Value& value_;
};

}  // namespace

std::span<const TensorSize> all_tensor_sizes() { return sizes; }

std::string label_of(const TensorSize& size) {
  const std::string axis = size.axis == 0   ? "rows"
                           : size.axis == 1 ? "columns"
                                            : fmt::format("axis {}", size.axis);
  return fmt::format("{} of {} ({})", axis, size.tensor, size.expression);
}

std::map<std::string, std::uint64_t> sizes_of_tensors(std::span<const Tensor> tensors) {
  using Key = std::pair<Tower, const TensorSize*>;
  std::map<Key, std::optional<std::uint64_t>> heard;  // nothing where they do not agree
  for (const Tensor& tensor : tensors) {
    if (!shows_its_sizes(tensor)) continue;
    const std::size_t axes = std::min<std::size_t>(tensor.shape.rank, tensor.shape.sizes.size());
    for (const TensorSize& size : sizes) {
      if (size.axis >= axes || !is_tensor(tensor.name, size.tensor)) continue;
      const std::uint64_t one = tensor.shape.sizes[size.axis];
      const auto [known, is_new] = heard.try_emplace({ tower_of(tensor.name), &size }, one);
      if (!is_new && known->second != one) known->second.reset();
    }
  }
  std::map<std::string, std::uint64_t> found;
  // In the order of the towers: the text's own comes first, and another's stands for it.
  for (const auto& [key, value] : heard) {
    if (!value) continue;
    const std::string label = label_of(*key.second);
    found.try_emplace(label, *value);
    if (key.first == Tower::vision) found.emplace("vision/" + label, *value);
    if (key.first == Tower::audio) found.emplace("audio/" + label, *value);
  }
  return found;
}

std::optional<std::uint64_t> evaluate(
  std::string_view expression,
  const std::function<std::optional<std::uint64_t>(std::string_view)>& value) {
  return Expression(expression, value).sum();
}

}  // namespace reallyopen
