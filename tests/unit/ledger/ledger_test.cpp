// What the files of a repository say, gathered once.
#include "ledger/ledger.h"

#include <algorithm>
#include <set>
#include <string>

#include "ledger/agreement.h"
#include "support/catch.h"
#include "support/weight_files.h"
#include "unit/ledger/given_files.h"

using namespace reallyopen;

namespace {

constexpr const char* trained_card = R"(---
license: apache-2.0
base_model: leaves/leaf-7b
datasets: [leaves/lines]
model-index:
- name: leafnet
  results:
  - dataset: {type: glue}
    metrics: [{type: accuracy, value: 0.9}]
---
# leafnet

### Training hyperparameters

The following hyperparameters were used during training:
- learning_rate: 5e-05
- train_batch_size: 8
- gradient_accumulation_steps: 4
- total_train_batch_size: 32
- seed: 42
- optimizer: Use OptimizerNames.ADAMW_TORCH_FUSED with betas=(0.9,0.999)
- lr_scheduler_type: linear
- lr_scheduler_warmup_steps: 0.1
- num_epochs: 3

### Framework versions

- Transformers 5.23.0
- Pytorch 2.15.0+cu132

## Notes

- seed: 7
)";

}  // namespace

TEST_CASE("what a reader says is found by its quantity") {
  Given given;
  given.write("README.md", trained_card);
  given.write("config.json",
              R"({"architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": 32, )"
              R"("is_encoder_decoder": true, "tie_word_embeddings": false, "depths": [1], )"
              R"("vision_config": {"depth": 1}, "quantization_config": {"quant_method": "gptq", )"
              R"("bits": 4, "group_size": 32}})");
  given.write("adapter_config.json",
              R"({"peft_type": "LORA", "r": 8, "target_modules": ["q_proj"], )"
              R"("modules_to_save": ["score"], "layers_to_transform": [1]})");
  given.write("adapter_model.safetensors",
              safetensors({ { "m.layers.1.q_proj.lora_A.weight", "F32", { 8, 4 } },
                            { "m.score.weight", "F32", { 2, 4 } } }));
  given.write("model.safetensors",
              safetensors({ { "model.embed_tokens.weight", "BF16", { 32, 4 } },
                            { "model.layers.0.self_attn.q_proj.weight", "BF16", { 4, 4 } } }));
  for (const Fact& fact : given.about("")) {
    const std::vector<Fact> same = given.about(std::string(fact.quantity->id));
    CAPTURE(fact.quantity->id, fact.place.path);
    CHECK(std::ranges::any_of(same, [&](const Fact& other) {
      return other.place.path == fact.place.path && other.value.text == fact.value.text;
    }));
  }
}

TEST_CASE("the lists that a trainer writes into a card are facts with their lines") {
  Given given;
  given.write("README.md", trained_card);
  CHECK(given.said("learning_rate") == Values{ "5e-05" });
  CHECK(given.said("batch_size") == Values{ "32" });
  CHECK(given.said("micro_batch_size") == Values{ "8" });
  CHECK(given.said("schedule") == Values{ "linear" });
  CHECK(given.said("epochs") == Values{ "3" });
  // A share under the name of steps, as transformers 5 writes it.
  CHECK(given.said("warmup_ratio") == Values{ "0.1" });
  CHECK(given.said("warmup_steps").empty());
  CHECK(given.said("package", "transformers") == Values{ "5.23.0" });
  CHECK(given.said("package", "torch") == Values{ "2.15.0+cu132" });
  CHECK(given.said("result", "glue/accuracy") == Values{ "0.9" });
  const auto seeds = given.about("seed");
  REQUIRE(seeds.size() == 1);  // the list of another section is none of it
  CHECK(seeds[0].place.path == "README.md");
  CHECK(seeds[0].place.line == 20);
  CHECK(seeds[0].place.column == 9);
  CHECK(seeds[0].place.line_text == "- seed: 42");
}

TEST_CASE("a model's configuration, its parts, and its weights") {
  Given given;
  given.write("config.json", R"({"architectures": ["LeafForCausalLM"], "hidden_size": 64,
  "num_hidden_layers": 2, "dtype": "float32",
  "text_config": {"num_attention_heads": 4}, "vision_config": {"hidden_size": 32}})");
  given.write("unet/config.json", R"({"_class_name": "UNet2DModel", "num_heads": 8})");
  given.write("model-00001-of-00002.safetensors", safetensors({ { "a", "F32", { 10 } } }));
  given.write("model-00002-of-00002.safetensors",
              safetensors({ { "b", "F32", { 20 } }, { "position_ids", "I64", { 5 } } }));
  given.write("model.fp16.safetensors", safetensors({ { "a", "F16", { 30 } } }));
  given.write("half-00001-of-00002.safetensors", safetensors({ { "a", "F32", { 10 } } }));
  given.write("adapter_model.safetensors", safetensors({ { "a", "F32", { 3 } } }));
  given.write("checkpoint-8/model.safetensors", safetensors({ { "a", "F32", { 7 } } }));
  CHECK(given.said("architecture") == Values{ "LeafForCausalLM" });
  CHECK(given.said("hidden_size") == Values{ "64" });
  CHECK(given.said("hidden_size", "vision") == Values{ "32" });
  CHECK(given.said("attention_heads") == Values{ "4" });
  CHECK(given.said("attention_heads", "unet") == Values{ "8" });
  // Two forms of one model are not added up; buffers and a series that is not whole do not count.
  CHECK(given.said("parameters") == Values{ "30", "30" });
  CHECK(given.said("parameters", "checkpoint-8") == Values{ "7" });
  CHECK(given.said("adapter_parameters") == Values{ "3" });
}

TEST_CASE("what a GGUF header says beside the tensors") {
  Given given;
  for (const char* name : { "leaf-f32.gguf", "leaf-f32-again.gguf" })
    given.write(name, GgufBuilder()
                        .text("general.architecture", "llama")
                        .text("general.name", "Leafnet")
                        .text("general.license", "mit")
                        .text("general.base_model.0.repo_url", "https://huggingface.co/leaves/leaf")
                        .number("llama.block_count", 2)
                        .number("llama.context_length", 512)
                        .tensor("a", 0, { 8 }, 32)
                        .build());
  CHECK(given.said("name") == Values{ "Leafnet", "Leafnet" });
  CHECK(given.said("base_model") == Values{ "leaves/leaf", "leaves/leaf" });
  CHECK(given.said("layers") == Values{ "2", "2" });
  CHECK(given.said("context_length") == Values{ "512", "512" });
  CHECK(given.said("parameters") == Values{ "8", "8" });
}

TEST_CASE("what a run was planned to be is a hint, how far it came is not") {
  Given given;
  given.write("trainer_state.json", R"({"global_step": 8, "max_steps": 16, "num_train_epochs": 2,
  "train_batch_size": 4, "log_history": [{"learning_rate": 1e-5}, {"learning_rate": 5e-5}]})");
  given.write("all_results.json", R"({"eval_loss": 1.5, "eval_runtime": 3.2, "epoch": 1.0})");
  CHECK(given.about("steps").at(0).hint);
  CHECK(given.about("epochs").at(0).hint);
  CHECK_FALSE(given.about("steps_done").at(0).hint);
  // What was logged is never the rate that was set.
  CHECK(given.about("learning_rate").empty());
  CHECK(given.said("result", "eval_loss") == Values{ "1.5" });
  CHECK(given.about("result").size() == 1);
}

TEST_CASE("what a run said and what tools kept of it are hints of that run") {
  Given given;
  given.write("runs/a/metrics.csv", "epoch,step,lr\n0,10,0.1\n1,20,0.05\n");
  given.write("runs/a/hparams.yaml", "batch_size: 32\nseed: 5\n");
  given.write("tables/inventory.csv", "epoch,step\n1,2\n");
  CHECK(given.said("last_epoch", "runs/a/metrics.csv") == Values{ "1" });
  CHECK(given.said("last_step", "runs/a/metrics.csv") == Values{ "20" });
  CHECK(given.said("highest_learning_rate", "runs/a/metrics.csv") == Values{ "0.1" });
  CHECK(given.said("batch_size", "runs/a/hparams.yaml") == Values{ "32" });
  CHECK(given.said("last_step", "tables/inventory.csv").empty());
  for (const Fact& fact : given.about("last_step")) CHECK(fact.hint);
}

TEST_CASE("what sets more than one thing of a run is a configuration of it, or its launch") {
  Given given;
  given.write("conf/train.yaml", "learning_rate: 3.0e-4\noptimizer: {name: AdamW}\nseed: 7\n");
  given.write("conf/data.yaml", "seed: 9\npath: rows\n");
  given.write("run.sh", "python train.py --lr 1e-4 --epochs 3\n");
  CHECK(given.said("learning_rate", "conf/train.yaml") == Values{ "3.0e-4" });
  CHECK(given.said("seed", "conf/train.yaml") == Values{ "7" });
  CHECK(given.said("seed", "conf/data.yaml").empty());
  CHECK(given.said("learning_rate", "run.sh") == Values{ "1e-4" });
  for (const Fact& fact : given.about("learning_rate")) CHECK(fact.hint);
}

TEST_CASE("what scripts import is a fact once, and neither their own nor the language's") {
  Given given;
  given.write("train.py", "import json\nimport torch.nn as nn\nfrom nets.small import Net\n");
  given.write("nets/small.py", "import torch\nfrom einops import rearrange\n");
  CHECK(given.said("import") == Values{ "torch", "einops" });
}

TEST_CASE("other kinds of sources: adapters, results, lock files") {
  Given given;
  given.write("adapter_config.json", R"({"base_model_name_or_path": "leaves/leaf-7b", "r": 8})");
  given.write(".eval_results/glue.yaml", "- dataset: {id: glue, task_id: sst2}\n  value: 0.91\n");
  given.write("requirements.txt", "torch==2.4.1\nnumpy\nleft-pad==1.0\n");
  CHECK(given.said("base_model") == Values{ "leaves/leaf-7b" });
  CHECK(given.said("result", "glue/sst2") == Values{ "0.91" });
  CHECK(given.said("package", "torch") == Values{ "2.4.1" });
  CHECK(given.about("package").size() == 1);
}

TEST_CASE("facts that cannot all be true, and their honest twins") {
  const auto disagreements = [](Given& given, const std::string& quantity) {
    const auto facts = given.about(quantity);
    return find_disagreements(facts).size();
  };
  const std::string list =
    "## Training hyperparameters\n\n- train_batch_size: 16\n- learning_rate: 1e-4\n\n"
    "## Framework versions\n\n- Transformers 5.23.0\n";
  Given lie;
  lie.write("README.md", list).write("trainer_state.json", R"({"train_batch_size": 4,
    "log_history": [{"learning_rate": 5e-5}]})");
  lie.write("requirements.txt", "transformers==4.40.0\n");
  CHECK(disagreements(lie, "micro_batch_size") == 1);
  CHECK(disagreements(lie, "package") == 1);
  CHECK(disagreements(lie, "learning_rate") == 0);  // what was logged is not compared
  Given honest;
  honest.write("README.md", list).write("trainer_state.json", R"({"train_batch_size": 16})");
  honest.write("requirements.txt", "transformers==5.23\n");
  honest.write("checkpoint-2/trainer_state.json", R"({"train_batch_size": 2})");
  CHECK(disagreements(honest, "micro_batch_size") == 0);
  CHECK(disagreements(honest, "package") == 0);
}

TEST_CASE("a ledger is of one folder, and hostile files give no facts") {
  Given given;
  given.write("small/config.json", R"({"hidden_size": 8})");
  given.write("large/config.json", R"({"hidden_size": 16, "num_hidden_layers": -1})");
  REQUIRE(given.about("hidden_size", "small").size() == 1);
  CHECK(given.about("hidden_size", "small")[0].scope.empty());
  CHECK(given.about("layers").empty());
  Given hostile;
  hostile.write("config.json", "[" + std::string(100'000, '['));
  hostile.write("adapter_config.json", "{\"base_model_name_or_path\": 3}");
  hostile.write("trainer_state.json", "{\"log_history\": {\"learning_rate\": {}}}");
  hostile.write("README.md", "## hyperparameters\n- : \n-\n- seed:\n*x\n" + std::string(5000, '-'));
  hostile.write("model.safetensors", std::string(100, '\xff'));
  hostile.write("model.gguf", "GGUF" + std::string(100, '\xff'));
  CHECK(hostile.about("").empty());
}

TEST_CASE("every reader speaks of quantities that there are, and every quantity has a reader") {
  std::set<std::string_view> spoken;
  for (const Reader* reader : all_readers())
    for (const std::string_view id : reader->quantities) {
      CAPTURE(std::string(reader->id), std::string(id));
      CHECK(find_quantity(id) != nullptr);
      spoken.insert(id);
    }
  for (const Quantity& quantity : all_quantities()) {
    CAPTURE(std::string(quantity.id));
    CHECK((spoken.contains(quantity.id) || quantity.id == "gradient_clipping"));
  }
}

TEST_CASE("one kind of source, or one file, can be asked alone") {
  FixtureRepository repository;
  repository.write("model/README.md", "---\nlicense: mit\n---\n# x\n");
  repository.write("model/LICENSE", "SPDX-License-Identifier: Apache-2.0\n");
  repository.write("model/src/run.sh", "torchrun --nnodes 2 train.py\n").commit("model");
  const Snapshot snapshot = Snapshot::open({ .folder = repository.path() });
  Ledger ledger(snapshot, "model");
  CHECK(ledger.about("license").size() == 2);
  REQUIRE(ledger.about("license", SourceKind::license_file).size() == 1);
  CHECK(ledger.about("license", SourceKind::license_file)[0].value.text == "Apache-2.0");
  const auto launch = ledger.in_file("model/src/run.sh", SourceKind::launch_script);
  REQUIRE(launch.size() == 1);
  CHECK(launch[0].scope == "src/run.sh");
  CHECK(ledger.in_file("model/src/run.sh", SourceKind::license_file).empty());
  CHECK(ledger.in_file("model/none.sh", SourceKind::launch_script).empty());
  CHECK(ledger.in_file("modelled/run.sh", SourceKind::launch_script).empty());
}

TEST_CASE("too many files are said, and never hide what stands beside the manifest") {
  FixtureRepository repository;
  for (int i = 0; i < 501; ++i)
    repository.write("a/" + std::to_string(i) + "/adapter_config.json",
                     R"({"base_model_name_or_path": "leaves/twig"})");
  repository.write("adapter_config.json", R"({"base_model_name_or_path": "leaves/leaf"})");
  repository.write("config.json", R"({"hidden_size": 8})").commit("model");
  const Snapshot snapshot = Snapshot::open({ .folder = repository.path() });
  Ledger ledger(snapshot, "");
  CHECK(ledger.about("hidden_size").size() == 1);
  CHECK(ledger.complete());
  const auto facts = ledger.about("base_model");
  CHECK(facts.size() == 501);
  CHECK(facts[0].value.text == "leaves/leaf");
  CHECK_FALSE(ledger.complete());
}
