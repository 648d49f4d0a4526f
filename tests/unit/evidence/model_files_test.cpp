// Files of a release that are of two models, each beside the same statement where it is true.
#include "evidence/weights/model_files.h"

#include <fmt/format.h>

#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/lie.h"
#include "support/weight_files.h"
#include "weights/model_shape.h"

using namespace reallyopen;

namespace {

// NAME TYPE SHAPE, of a family as its writer names it; two layers, width 8, 32 tokens.
struct Family {
  std::string name;
  std::string tensors;
  std::string config;  // with `%`, where a number may be wrong
};

std::string twice(const std::string& text) {
  std::string both;
  for (const std::string number : { "0", "1" }) {
    std::string layer = text;
    for (std::size_t at = layer.find('#'); at != std::string::npos; at = layer.find('#'))
      layer.replace(at, 1, number);
    both += "; " + layer;
  }
  return both;
}

std::string shape_release(const std::string& tensors, const std::string& config) {
  return fmt::format(
    "model: {{weights: {{files: model.safetensors}}}}\n==> config.json <==\n{}\n==> "
    "model.safetensors (with tensor {}) <==\n",
    config, tensors);
}

const std::string llama = "model.embed_tokens.weight BF16 32x8; model.norm.weight BF16 8" +
                          twice(
                            "model.layers.#.self_attn.q_proj.weight BF16 8x8; "
                            "model.layers.#.mlp.gate_proj.weight BF16 "
                            "24x8");
const std::string
  gpt2 = "transformer.wte.weight F32 32x8; transformer.ln_f.weight F32 8" +
         twice(
           "transformer.h.#.attn.c_attn.weight F32 8x24; transformer.h.#.mlp.c_fc.weight F32 8x24");
const std::string bert = "bert.embeddings.word_embeddings.weight F32 32x8" +
                         twice(
                           "bert.encoder.layer.#.attention.self.query.weight F32 8x8; "
                           "bert.encoder.layer.#.intermediate.dense.weight F32 24x8");
const std::string
  neox = "gpt_neox.embed_in.weight F16 32x8; gpt_neox.final_layer_norm.weight F16 8" +
         twice(
           "gpt_neox.layers.#.attention.query_key_value.weight F16 24x8; "
           "gpt_neox.layers.#.mlp.dense_h_to_4h.weight F16 24x8");
const std::string t5 = "shared.weight F32 32x8" +
                       twice(
                         "encoder.block.#.layer.0.SelfAttention.q.weight F32 12x8; "
                         "encoder.block.#.layer.1.DenseReluDense.wi.weight F32 24x8") +
                       "; decoder.block.0.layer.0.SelfAttention.q.weight F32 12x8";
const std::string mixtral = "model.embed_tokens.weight BF16 32x8" +
                            twice(
                              "model.layers.#.self_attn.q_proj.weight BF16 8x8; "
                              "model.layers.#.block_sparse_moe.experts.0.w1.weight BF16 24x8; "
                              "model.layers.#.block_sparse_moe.experts.1.w1.weight BF16 24x8");
const std::string mamba = "backbone.embeddings.weight F32 32x8; backbone.norm_f.weight F32 8" +
                          twice("backbone.layers.#.mixer.in_proj.weight F32 64x8");
const std::string consolidated = "tok_embeddings.weight BF16 32x8" +
                                 twice(
                                   "layers.#.attention.wq.weight BF16 8x8; "
                                   "layers.#.feed_forward.w1.weight BF16 24x8");
// A picture's tower has another width and more layers.
const std::string
  vision_language = "language_model.model.embed_tokens.weight BF16 32x8" +
                    twice("language_model.model.layers.#.self_attn.q_proj.weight BF16 8x8") +
                    "; vision_tower.encoder.layers.0.self_attn.q_proj.weight BF16 4x4" +
                    "; vision_tower.encoder.layers.1.self_attn.q_proj.weight BF16 4x4" +
                    "; vision_tower.encoder.layers.2.self_attn.q_proj.weight BF16 4x4";
// Layers that predict the tokens after the next are not the model's own.
const std::string next_tokens = llama +
                                "; model.layers.2.eh_proj.weight BF16 8x16; "
                                "model.layers.2.self_attn.q_proj.weight BF16 8x8";
// Packed columns say nothing of the width.
const std::string packed = "model.embed_tokens.weight BF16 32x8; model.norm.weight BF16 8" +
                           twice(
                             "model.layers.#.self_attn.q_proj.weight U32 8x1; "
                             "model.layers.#.self_attn.q_proj.scales "
                             "BF16 8x1; model.layers.#.mlp.gate_proj.qweight I32 1x24");

std::string file_lie(const std::string& right, const std::string& wrong, const std::string& tensors,
                     bool lies) {
  std::string config = right;
  if (!lies) return shape_release(tensors, config);
  const std::string key = wrong.substr(0, wrong.find(':'));
  const std::size_t at = config.find(key);
  config.replace(at, config.find_first_of(",}", at) - at, wrong);
  return shape_release(tensors, config);
}

Lie shape_lie(const std::string& name, const std::string& tensors, const std::string& config,
              const std::string& wrong) {
  return { name + " " + wrong, "model-files-differ", "config.json:1",
           file_lie(config, wrong, tensors, true), file_lie(config, wrong, tensors, false) };
}

const std::string llama_config =
  R"({"num_hidden_layers": 2, "hidden_size": 8, "intermediate_size": 24, "vocab_size": 32})";

std::vector<Lie> shape_lies() {
  const std::string
    moe = R"({"num_hidden_layers": 2, "hidden_size": 8, "num_local_experts": 2, "vocab_size": 32})";
  return {
    shape_lie("llama", llama, llama_config, R"("num_hidden_layers": 32)"),
    shape_lie("llama", llama, llama_config, R"("hidden_size": 4096)"),
    shape_lie("llama", llama, llama_config, R"("intermediate_size": 11008)"),
    shape_lie("llama", llama, llama_config, R"("vocab_size": 128256)"),
    shape_lie("llama with next tokens", next_tokens, llama_config, R"("num_hidden_layers": 3)"),
    shape_lie("packed", packed, llama_config, R"("hidden_size": 16)"),
    shape_lie("gpt2", gpt2, R"({"n_layer": 2, "n_embd": 8, "n_inner": 24, "vocab_size": 32})",
              R"("n_layer": 12)"),
    shape_lie("gpt2", gpt2, R"({"n_layer": 2, "n_embd": 8, "n_inner": null, "vocab_size": 32})",
              R"("n_embd": 768)"),
    shape_lie("bert", bert, llama_config, R"("num_hidden_layers": 12)"),
    shape_lie("bert", bert, llama_config, R"("hidden_size": 768)"),
    shape_lie("bert", bert, llama_config, R"("vocab_size": 30522)"),
    shape_lie("neox", neox, llama_config, R"("num_hidden_layers": 16)"),
    shape_lie("neox", neox, llama_config, R"("intermediate_size": 2048)"),
    shape_lie("t5", t5, R"({"num_layers": 2, "d_model": 8, "d_ff": 24, "vocab_size": 32})",
              R"("num_layers": 12)"),
    shape_lie("t5", t5, R"({"num_layers": 2, "d_model": 8, "d_ff": 24, "vocab_size": 32})",
              R"("d_model": 512)"),
    shape_lie("mixtral", mixtral, moe, R"("num_local_experts": 8)"),
    shape_lie("mixtral", mixtral, moe, R"("num_hidden_layers": 32)"),
    shape_lie("mamba", mamba, R"({"num_hidden_layers": 2, "hidden_size": 8, "vocab_size": 32})",
              R"("hidden_size": 2560)"),
    shape_lie("a picture's tower", vision_language,
              R"({"text_config": {"num_hidden_layers": 2, "hidden_size": 8}})",
              R"("num_hidden_layers": 3)"),
  };
}

}  // namespace

TEST_CASE("a configuration that its weights do not fit is found, in every family") {
  check_lies(shape_lies());
}

TEST_CASE("what shapes do not tell contradicts nothing") {
  const std::vector<std::pair<std::string, std::string>> honest{
    // A vocabulary is padded on one side or the other.
    { llama, R"({"num_hidden_layers": 2, "vocab_size": 32})" },
    // A projected embedding, as ELECTRA's and OPT's.
    { "model.embed_tokens.weight F32 32x4" +
        twice("model.layers.#.self_attn.q_proj.weight F32 8x8"),
      R"({"hidden_size": 8})" },
    // MobileBERT's layers are narrower than the model.
    { bert + "; bert.encoder.layer.0.bottleneck.input.dense.weight F32 8x16",
      R"({"hidden_size": 16, "num_hidden_layers": 24})" },
    // Two stacks of which neither is an encoder.
    { twice("left.layers.#.w F32 8x8").substr(2) + twice("right.layers.#.w F32 8x8"),
      R"({"num_hidden_layers": 4})" },
    // Stages, as ConvNeXt's and Swin's.
    { twice("encoder.stages.0.layers.#.w F32 8x8").substr(2) +
        twice("encoder.stages.1.layers.#.w F32 8x8"),
      R"({"num_hidden_layers": 4, "num_layers": 4})" },
    // Shared layers, as ALBERT's.
    { "albert.encoder.albert_layer_groups.0.albert_layers.0.ffn.weight F32 24x8",
      R"({"num_hidden_layers": 12, "hidden_size": 8})" },
    // A part of the layers: the others are in a shard that is not here.
    { "model.layers.3.self_attn.q_proj.weight F32 8x8", R"({"num_hidden_layers": 12})" },
    { consolidated, R"({"num_hidden_layers": 2, "hidden_size": 8, "vocab_size": -1})" },
  };
  for (const auto& [tensors, config] : honest) {
    CAPTURE(tensors, config);
    check_lies(std::vector<Lie>{ shape_lie("llama", llama, llama_config, R"("hidden_size": 9)"),
                                 { "twin", "model-files-differ", "config.json:1",
                                   shape_release(llama, R"({"hidden_size": 9})"),
                                   shape_release(tensors, config) } });
  }
}

TEST_CASE("a tokenizer of another model does not fit the embedding") {
  const auto release = [](const std::string& files) {
    return shape_release(llama, llama_config) + files;
  };
  std::string lines;
  for (int i = 0; i < 60; ++i) lines += fmt::format("t{}\n", i);
  std::string few;
  for (int i = 0; i < 33; ++i) few += fmt::format("t{}\n", i);
  const std::string added =
    "==> tokenizer.json <==\n{\"added_tokens\": [{\"id\": 33, \"content\": \"vocab\"}], \"model\": "
    "{\"vocab\": {\"a\": 0, \"b\": 31}, \"merges\": [[\"a\", \"b\"]]}, \"decoder\": {\"id\": "
    "90}}\n";
  check_lies(std::vector<Lie>{
    { "words", "model-files-differ", "vocab.txt:0", release("==> vocab.txt <==\n" + lines),
      release("==> vocab.txt <==\n" + few) },
    { "as stated", "model-files-differ", "TRANSPARENCY.yaml:1",
      "preprocessing: {tokenizer: {vocab_size: 32000}}\n" + release("==> vocab.txt <==\n" + few),
      "preprocessing: {tokenizer: {vocab_size: 30}}\n" + release("==> vocab.txt <==\n" + few) },
    { "numbers", "model-files-differ", "vocab.json:0",
      release("==> vocab.json <==\n{\"a\": 0, \"b\": 50256}\n"),
      release("==> vocab.json <==\n{\"a\": 0, \"b\": 30}\n") },
    { "a tokenizer", "model-files-differ", "tokenizer.json:0",
      release("==> tokenizer.json <==\n{\"model\": {\"vocab\": {\"a\": 0, \"b\": 128255}}}\n"),
      release(added) },
    { "pieces with scores", "model-files-differ", "tokenizer.json:0",
      release("==> tokenizer.json <==\n{\"added_tokens\": [{\"id\": 60}], \"model\": {\"vocab\": "
              "[[\"a\", -1.5]]}}\n"),
      release("==> tokenizer.json <==\n{\"added_tokens\": [{\"id\": 2}], \"model\": {\"vocab\": "
              "[[\"a\", -1.5], [\"b\", -2]]}}\n") },
  });
}
