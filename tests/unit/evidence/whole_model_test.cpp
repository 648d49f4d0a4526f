// Lies about what a model is, told by its configuration, its adapter or the manifest, each beside
// the same statement where it is true.
#include <fmt/format.h>

#include "support/catch.h"
#include "support/lie.h"

using namespace reallyopen;

namespace {

constexpr const char* rule = "model-files-differ";

std::string with_layers(const std::string& head, const std::string& layer, int layers = 2) {
  std::string all = head;
  for (int i = 0; i < layers; ++i) {
    std::string text = layer;
    for (std::size_t at = text.find('#'); at != std::string::npos; at = text.find('#'))
      text.replace(at, 1, std::to_string(i));
    all += (all.empty() ? "" : "; ") + text;
  }
  return all;
}

std::string release(const std::string& tensors, const std::string& config,
                    const std::string& architecture = "", const std::string& file = "config.json",
                    const std::string& weights = "model.safetensors") {
  const std::string stated = architecture.empty() ? "" : "architecture: " + architecture + ", ";
  return fmt::format(
    "model: {{{}weights: {{files: {}}}}}\n==> {} <==\n{}\n==> {} (with tensor {}) <==\n", stated,
    weights, file, config, weights, tensors);
}

// The configuration lies in `wrong`, which stands in the place of `right`.
Lie config_lie(const std::string& name, const std::string& tensors, const std::string& config,
               const std::string& right, const std::string& wrong) {
  std::string lying = config;
  lying.replace(lying.find(right), right.size(), wrong);
  return { name, rule, "config.json:1", release(tensors, lying), release(tensors, config) };
}

Lie adapter_lie(const std::string& name, const std::string& tensors, const std::string& lying,
                const std::string& honest) {
  const std::string file = "adapter_config.json";
  const std::string weights = "adapter_model.safetensors";
  return { name, rule, "adapter_config.json:1", release(tensors, lying, "", file, weights),
           release(tensors, honest, "", file, weights) };
}

// The manifest lies.
Lie manifest_lie(const std::string& name, const std::string& tensors, const std::string& config,
                 const std::string& lying, const std::string& honest) {
  return { name, rule, manifest_line, release(tensors, config, lying),
           release(tensors, config, honest) };
}

// Four heads of 4, two of them for keys and values; 32 tokens.
const std::string causal = with_layers(
  "model.embed_tokens.weight BF16 32x16; lm_head.weight BF16 32x16; model.norm.weight BF16 16",
  "model.layers.#.self_attn.q_proj.weight BF16 16x16; model.layers.#.self_attn.k_proj.weight BF16 "
  "8x16; model.layers.#.self_attn.v_proj.weight BF16 8x16; model.layers.#.mlp.gate_proj.weight "
  "BF16 24x16");
const std::string causal_config =
  R"({"architectures": ["LlamaForCausalLM"], "model_type": "llama", "dtype": "bfloat16", )"
  R"("hidden_size": 16, "num_attention_heads": 4, "num_key_value_heads": 2, "vocab_size": 32, )"
  R"("max_position_embeddings": 64, "tie_word_embeddings": false})";
const std::string labelled = with_layers(
  "bert.embeddings.word_embeddings.weight F32 32x8; classifier.weight F32 3x8",
  "bert.encoder.layer.#.attention.self.query.weight F32 8x8");
const std::string
  labelled_config = R"({"architectures": ["BertForSequenceClassification"], "model_type": "bert", )"
                    R"("id2label": {"0": "a", "1": "b", "2": "c"}})";

std::vector<Lie> attention_lies() {
  const std::string latent = with_layers(
    "model.norm.weight F32 16",
    "model.layers.#.self_attn.q_a_proj.weight F32 6x16; model.layers.#.self_attn.q_b_proj.weight "
    "F32 "
    "20x6; model.layers.#.self_attn.kv_a_proj_with_mqa.weight F32 7x16; "
    "model.layers.#.self_attn.kv_b_proj.weight F32 24x5");
  const std::string latent_config =
    R"({"model_type": "deepseek_v3", "num_attention_heads": 4, "qk_nope_head_dim": 3, )"
    R"("qk_rope_head_dim": 2, "v_head_dim": 3, "q_lora_rank": 6, "kv_lora_rank": 5})";
  const std::string two_stacks = with_layers(
    "shared.weight F32 32x8", "encoder.block.#.layer.0.SelfAttention.q.weight F32 12x8");
  const std::string normed = causal + "; model.layers.0.self_attn.q_norm.weight BF16 4";
  return {
    config_lie("heads", causal, causal_config, R"("num_attention_heads": 4)",
               R"("num_attention_heads": 8)"),
    config_lie("key-value heads", causal, causal_config, R"("num_key_value_heads": 2)",
               R"("num_key_value_heads": 4)"),
    config_lie("no key-value heads", causal, causal_config, R"("num_key_value_heads": 2)",
               R"("num_key_value_heads": null)"),
    config_lie("width of a head", normed, R"({"model_type": "qwen3", "head_dim": 4})", "4", "128"),
    config_lie("latent heads", latent, latent_config, R"("num_attention_heads": 4)",
               R"("num_attention_heads": 8)"),
    config_lie("latent rank of queries", latent, latent_config, R"("q_lora_rank": 6)",
               R"("q_lora_rank": 8)"),
    config_lie("latent rank of keys", latent, latent_config, R"("kv_lora_rank": 5)",
               R"("kv_lora_rank": 512)"),
    config_lie("T5", two_stacks, R"({"model_type": "t5", "num_heads": 3, "d_kv": 4})",
               R"("d_kv": 4)", R"("d_kv": 64)"),
  };
}

std::vector<Lie> size_lies() {
  const std::string vit = with_layers(
    "vit.embeddings.position_embeddings F32 1x17x8; "
    "vit.embeddings.patch_embeddings.projection.weight F32 8x3x8x8",
    "vit.encoder.layer.#.attention.attention.query.weight F32 8x8");
  const std::string vit_config = R"({"model_type": "vit", "image_size": 32, "patch_size": 8})";
  const std::string convnext =
    "convnext.encoder.stages.0.layers.0.dwconv.weight F32 8x1x7x7; "
    "convnext.encoder.stages.1.layers.0.dwconv.weight F32 12x1x7x7; "
    "convnext.encoder.stages.1.layers.1.dwconv.weight F32 12x1x7x7";
  const std::string
    convnext_config = R"({"model_type": "convnext", "depths": [1, 2], "hidden_sizes": [8, 12]})";
  const std::string state_space = with_layers("backbone.embeddings.weight F32 32x8",
                                              "backbone.layers.#.mixer.in_proj.weight F32 32x8; "
                                              "backbone.layers.#.mixer.A_log F32 16x4; "
                                              "backbone.layers.#.mixer.x_proj.weight F32 10x16");
  const std::string moe = causal + "; model.layers.0.mlp.router.weight BF16 4x16";
  return {
    config_lie("labels", labelled, labelled_config, R"(, "2": "c")", ""),
    config_lie("vocabulary", causal, causal_config, R"("vocab_size": 32)", R"("vocab_size": 30)"),
    config_lie("pictures", vit, vit_config, "32", "224"),
    config_lie("patches", vit, vit_config, R"("patch_size": 8)", R"("patch_size": 16)"),
    config_lie("stages", convnext, convnext_config, "[1, 2]", "[3, 9]"),
    config_lie("width of a stage", convnext, convnext_config, "[8, 12]", "[8, 768]"),
    config_lie("state", state_space,
               R"({"model_type": "mamba", "state_size": 4, "time_step_rank": 2})",
               R"("state_size": 4)", R"("state_size": 16)"),
    config_lie("router", moe, R"({"model_type": "gpt_oss", "num_local_experts": 4})", "4", "128"),
    config_lie("positions", "model.decoder.embed_positions.weight F32 18x8",
               R"({"model_type": "opt", "max_position_embeddings": 16})", "16", "2048"),
    config_lie(
      "channels", "conv_in.weight F32 16x1x3x3; conv_out.weight F32 1x16x3x3",
      R"({"_class_name": "UNet2DModel", "block_out_channels": [16, 32], "in_channels": 1})",
      R"("in_channels": 1)", R"("in_channels": 3)"),
    config_lie("a dense layer", "linear.weight F32 12x16",
               R"({"in_features": 16, "out_features": 12})", "12", "24"),
    config_lie("number type", causal, causal_config, "bfloat16", "float32"),
  };
}

std::vector<Lie> kind_of_model_lies() {
  const std::string two_stacks = with_layers(
    "shared.weight F32 32x8", "encoder.block.#.layer.0.SelfAttention.q.weight F32 8x8");
  const std::string both = two_stacks + "; decoder.block.0.layer.0.SelfAttention.q.weight F32 8x8";
  const std::string
    t5_config = R"({"architectures": ["T5ForConditionalGeneration"], "is_encoder_decoder": true})";
  const std::string seeing = causal + "; vision_tower.encoder.layers.0.fc1.weight BF16 8x8";
  const std::string seeing_config = R"({"vision_config": {"depth": 1}})";
  const std::string headless = with_layers("model.embed_tokens.weight BF16 32x8",
                                           "model.layers.#.self_attn.q_proj.weight BF16 8x8");
  const std::string tied = R"({"architectures": ["LlamaForCausalLM"], "tie_word_embeddings": )";
  return {
    config_lie("mamba over llama", causal, causal_config, R"("model_type": "llama")",
               R"("model_type": "mamba")"),
    config_lie("electra over bert", labelled, labelled_config, R"("model_type": "bert")",
               R"("model_type": "electra")"),
    config_lie("head of another purpose", labelled, labelled_config,
               "BertForSequenceClassification", "BertForMaskedLM"),
    config_lie("experts in a dense model", causal, causal_config, R"("vocab_size": 32)",
               R"("vocab_size": 32, "num_local_experts": 8)"),
    { "no decoder", rule, "config.json:1", release(two_stacks, t5_config),
      release(both, t5_config) },
    { "no tower", rule, "config.json:1", release(causal, seeing_config),
      release(seeing, seeing_config) },
    { "layers of a tower", rule, "config.json:1",
      release(seeing, R"({"vision_config": {"depth": 24}})"), release(seeing, seeing_config) },
    { "no head", rule, "config.json:1", release(headless, tied + "false}"),
      release(headless, tied + "true}") },
  };
}

std::vector<Lie> quantised_lies() {
  const std::string gptq =
    "model.layers.0.mlp.down_proj.qweight I32 16x64; "
    "model.layers.0.mlp.down_proj.scales F16 4x64; "
    "model.layers.0.mlp.down_proj.g_idx I32 128";
  const std::string awq =
    "model.layers.0.mlp.down_proj.qweight I32 128x8; "
    "model.layers.0.mlp.down_proj.scales F16 4x64";
  const std::string mlx =
    "model.layers.0.mlp.down_proj.weight U32 64x16; "
    "model.layers.0.mlp.down_proj.scales F32 64x4; "
    "model.layers.0.mlp.down_proj.biases F32 64x4";
  const std::string nf4 =
    "model.layers.0.mlp.down_proj.weight U8 2048x1; "
    "model.layers.0.mlp.down_proj.weight.quant_state.bitsandbytes__nf4 U8 78";
  const std::string words_of_bits =
    "model.layers.0.mlp.down_proj.weight_packed I32 64x16; "
    "model.layers.0.mlp.down_proj.weight_scale BF16 64x4";
  const auto config = [](const std::string& settings) {
    return R"({"architectures": ["LlamaForCausalLM"], "model_type": "llama", )" + settings + "}";
  };
  const std::string plain = R"({"architectures": ["LlamaForCausalLM"], "model_type": "llama"})";
  const std::string four = config(
    R"("quantization_config": {"quant_method": "gptq", "bits": 4, "group_size": 32})");
  const std::string nf4_config = config(
    R"("quantization_config": {"quant_method": "bitsandbytes", "load_in_4bit": true})");
  return {
    config_lie("bits", gptq, four, R"("bits": 4)", R"("bits": 8)"),
    config_lie("group", gptq, four, R"("group_size": 32)", R"("group_size": 128)"),
    config_lie("GPTQ over AWQ", awq,
               config(R"("quantization_config": {"quant_method": "awq", "bits": 4})"), "awq",
               "gptq"),
    config_lie("MLX", mlx, config(R"("quantization": {"bits": 4, "group_size": 32})"),
               R"("bits": 4)", R"("bits": 8)"),
    config_lie("compressed-tensors", words_of_bits,
               config(R"("quantization_config": {"quant_method": "compressed-tensors", )"
                      R"("config_groups": {"g": {"weights": {"num_bits": 4, "group_size": 32}}}})"),
               R"("num_bits": 4)", R"("num_bits": 8)"),
    config_lie("8 bit over NF4", nf4, nf4_config, "true", "false"),
    { "not said", rule, "config.json:1", release(nf4, plain), release(nf4, nf4_config) },
    // bitsandbytes quantises while it loads.
    { "said of plain weights", rule, "config.json:1", release(causal, four),
      release(causal, nf4_config) },
  };
}

std::vector<Lie> adapter_lies() {
  const std::string lora =
    "m.layers.2.self_attn.q_proj.lora_A.weight F32 8x16; "
    "m.layers.2.self_attn.q_proj.lora_B.weight F32 16x8; "
    "m.layers.2.self_attn.v_proj.lora_A.weight F32 4x16; "
    "m.classifier.weight F32 3x16";
  const auto config = [](const std::string& rest) {
    return R"({"peft_type": "LORA", "r": 8, )" + rest + "}";
  };
  const std::string patterned = config(
    R"("target_modules": ["q_proj", "v_proj"], "rank_pattern": {"v_proj": 4})");
  return {
    adapter_lie(
      "rank", lora,
      R"({"peft_type": "LORA", "r": 64, "target_modules": ["q_proj", "v_proj"], "rank_pattern": {"v_proj": 4}})",
      patterned),
    adapter_lie("no pattern", lora, config(R"("target_modules": ["q_proj", "v_proj"])"), patterned),
    adapter_lie("modules", lora, config(R"("target_modules": ["q_proj"])"), patterned),
    adapter_lie(
      "modules that are not here", lora,
      config(R"("target_modules": ["q_proj", "k_proj", "v_proj"], "rank_pattern": {"v_proj": 4})"),
      config(
        R"("target_modules": ["q_proj", "v_proj", "out_proj"], "rank_pattern": {"v_proj": 4})")),
    adapter_lie("kind", lora, R"({"peft_type": "IA3"})", R"({"peft_type": "LORA", "r": 8})"),
    adapter_lie("DoRA", lora, config(R"("use_dora": true)"), config(R"("use_dora": false)")),
    adapter_lie("layers", lora, config(R"("layers_to_transform": [0, 1])"),
                config(R"("layers_to_transform": [2])")),
    adapter_lie("whole modules", lora, config(R"("modules_to_save": ["score"])"),
                config(R"("modules_to_save": ["score", "classifier"])")),
    adapter_lie("a prompt", "prompt_embeddings F32 6x32",
                R"({"peft_type": "PROMPT_TUNING", "num_virtual_tokens": 20, "token_dim": 32})",
                R"({"peft_type": "PROMPT_TUNING", "num_virtual_tokens": 6, "token_dim": 32})"),
  };
}

std::vector<Lie> manifest_lies() {
  const std::string learned = with_layers("transformer.wpe.weight F32 64x8",
                                          "transformer.h.#.attn.c_attn.weight F32 8x24");
  const std::string moe = R"({"model_type": "mixtral", "num_local_experts": 4})";
  const std::string expert = with_layers(
    "", "model.layers.0.block_sparse_moe.experts.#.w1.weight F32 8x8", 4);
  const std::string
    two_stacks = R"({"architectures": ["T5ForConditionalGeneration"], "is_encoder_decoder": true})";
  return {
    manifest_lie("family", causal, causal_config, "{family: mamba}",
                 "{family: LLaMA-style decoder}"),
    manifest_lie("another transformer", causal, causal_config, "{family: gpt2}",
                 "{family: transformer}"),
    manifest_lie("no transformer", "backbone.layers.0.mixer.in_proj.weight F32 8x8",
                 R"({"model_type": "mamba"})", "{family: transformer}", "{family: state-space}"),
    manifest_lie("encoder", causal, causal_config, "{type: encoder-only}", "{type: decoder-only}"),
    manifest_lie("two stacks", "encoder.block.0.w F32 8x8; decoder.block.0.w F32 8x8", two_stacks,
                 "{type: decoder-only}", "{type: encoder-decoder}"),
    manifest_lie("dense", expert, moe, "{type: \"decoder-only, dense\"}",
                 "{type: \"decoder-only, sparse mixture of experts\"}"),
    manifest_lie("experts in words", causal + "; " + expert,
                 R"({"model_type": "llama", "num_local_experts": 4})", "{description: 8 experts}",
                 "{description: 4 experts}"),
    manifest_lie("vocabulary in words", causal, causal_config,
                 "{description: \"vocabulary of 50,257 tokens\"}",
                 "{description: vocabulary of 32 tokens}"),
    manifest_lie("context", learned, "{}", "{context_length: 8192}", "{context_length: 64}"),
    { "a whole model as an adapter", rule, manifest_line,
      "model: {base_models: [{name: root, relation: adapter}], weights: {files: "
      "model.safetensors}}\n==> model.safetensors (with tensor " +
        causal + ") <==\n",
      "model: {base_models: [{name: root, relation: finetune}], weights: {files: "
      "model.safetensors}}\n==> model.safetensors (with tensor " +
        causal + ") <==\n" },
  };
}

}  // namespace

TEST_CASE("heads that the projections exclude are found") { check_lies(attention_lies()); }

TEST_CASE("sizes that a tensor excludes are found") { check_lies(size_lies()); }

TEST_CASE("a configuration of another kind of model is found") { check_lies(kind_of_model_lies()); }

TEST_CASE("another quantisation than the tensors show is found") { check_lies(quantised_lies()); }

TEST_CASE("an adapter that its tensors do not fit is found") { check_lies(adapter_lies()); }

TEST_CASE("a manifest that calls the model something else is found") {
  check_lies(manifest_lies());
}
