// Lies about hyperparameters, each with its honest twin.
#include "evidence/recipe/configurations.h"

#include <algorithm>
#include <string>

#include "support/catch.h"
#include "support/lie.h"
#include "support/rule_fixture.h"

using namespace reallyopen;

namespace {

const std::string setting_differs = "hyperparameter-differs";

// One line of the manifest, and one file.
std::string with_file(const std::string& line, const std::string& path, const std::string& text) {
  return line + "\n==> " + path + " <==\n" + text + "\n";
}

std::string with_yaml(const std::string& values, const std::string& text) {
  return with_file("hyperparameters: {files: c.yaml, " + values + "}", "c.yaml", text);
}

ModelVerdict check_example(const std::string& example) {
  return RuleFixture(std::string_view(example)).check();
}

std::vector<std::string> rules_of(const ModelVerdict& model) {
  std::vector<std::string> rules;
  for (const Finding& finding : model.findings)
    if (finding.rule.starts_with("hyperparameter-") || finding.rule.starts_with("configuration-") ||
        finding.rule.starts_with("architecture-"))
      rules.push_back(finding.rule);
  return rules;
}

}  // namespace

TEST_CASE(
  "lies about hyperparameters are found where they stand, and honest manifests are not accused") {
  const std::vector<Lie> lies{
    { "a changed learning rate", setting_differs, manifest_line,
      with_yaml("learning_rate: 1e-3", "lr: 1e-4"),
      with_yaml("learning_rate: 1e-4", "lr: 0.0001") },
    { "a learning rate below the optimizer's parameters", setting_differs, manifest_line,
      with_yaml("learning_rate: 3.0e-4", "optimizer: {type: Adam, params: {lr: 0.00025}}"),
      with_yaml("learning_rate: 2.5e-4", "optimizer: {type: Adam, params: {lr: \"2.5E-4\"}}") },
    { "a learning rate in JSON with comments", setting_differs, manifest_line,
      with_file("hyperparameters: {files: c.json, lr: 2e-5}", "c.json",
                "// sft\n{\"learning_rate\": 1e-5,}"),
      with_file("hyperparameters: {files: c.json, lr: 1.0e-5}", "c.json",
                "// sft\n{\"learning_rate\": 1e-5,}") },
    { "a learning rate in TOML", setting_differs, manifest_line,
      with_file("hyperparameters: {files: c.toml, lr: 2e-5}", "c.toml", "[optimizer]\nlr = 1e-5"),
      with_file("hyperparameters: {files: c.toml, lr: 1e-5}", "c.toml",
                "[optimizer]\nlr = 0.000_01") },
    { "a learning rate in a Python file", setting_differs, manifest_line,
      with_file("hyperparameters: {files: c.py, lr: 6e-5}", "c.py", "learning_rate = 6e-4 # max"),
      with_file("hyperparameters: {files: c.py, lr: 6e-4}", "c.py", "learning_rate = 6e-4 # max") },
    { "a learning rate among the options of a script", setting_differs, manifest_line,
      with_file("hyperparameters: {files: c.sh, lr: 6e-5}", "c.sh",
                "python t.py --learning-rate 6e-4"),
      with_file("hyperparameters: {files: c.sh, lr: 6e-5}", "c.sh",
                "python t.py --learning-rate $LR") },
    { "a weight decay", setting_differs, manifest_line,
      with_yaml("weight_decay: 0.1", "weight-decay: 0.01"),
      with_yaml("weight_decay: 0.1", "weight-decay: 0.10") },
    { "betas in a list", setting_differs, manifest_line,
      with_yaml("betas: [0.9, 0.999]", "optimizer: {betas: [0.9, 0.95]}"),
      with_yaml("betas: \"(0.9, 0.95)\"", "optimizer: {betas: [0.9, 0.95]}") },
    { "one of the betas", setting_differs, manifest_line,
      with_yaml("adam_beta2: 0.999", "optimizer: {betas: [0.9, 0.95]}"),
      with_yaml("adam_beta2: 0.95", "optimizer: {betas: [0.9, 0.95]}") },
    { "a batch size", setting_differs, manifest_line,
      with_yaml("batch_size: 2048", "train_batch_size: 1024"),
      with_yaml("batch_size: 2048", "batch_size: 16\ngradient_accumulation_steps: 128") },
    { "a global batch size", setting_differs, manifest_line,
      with_yaml("batch_size: 2048", "global_train_batch_size: 1024"),
      with_yaml("batch_size: {value: 4M, unit: tokens}", "global_train_batch_size: 1024") },
    { "a seed", setting_differs, manifest_line, with_yaml("seed: 42", "seed: 1234"),
      with_yaml("seed: 42", "seed: 42\ndata: {seed: 1234}") },
    { "seeds of the training", setting_differs, manifest_line,
      with_file("training: {seeds: [42, 43], config: c.yaml}", "c.yaml", "train: {seed: 7}"),
      with_file("training: {seeds: [42, 7], config: c.yaml}", "c.yaml", "train: {seed: 7}") },
    { "the number of steps", setting_differs, manifest_line,
      with_yaml("steps: 300000", "train-iters: 143000"),
      with_yaml("steps: 143k", "train-iters: 143000") },
    { "the number of epochs", setting_differs, manifest_line,
      with_yaml("epochs: 3", "num_train_epochs: 1"),
      with_yaml("epochs: 3", "num_train_epochs: 1\nmax_steps: 5000") },
    { "steps that a tool takes as not set", setting_differs, manifest_line,
      with_yaml("max_steps: 500", "max_steps: 400"), with_yaml("max_steps: 500", "max_steps: -1") },
    { "warmup", setting_differs, manifest_line,
      with_yaml("warmup_steps: 2000", "scheduler: {num_warmup_steps: 100}"),
      with_yaml("warmup_steps: 2000", "scheduler: {num_warmup_steps: 0}\nwarmup: 0.01") },
    { "gradient clipping", setting_differs, manifest_line,
      with_yaml("gradient_clipping: 1.0", "max_grad_norm: 0.5"),
      with_yaml("gradient_clipping: 1.0", "max_grad_norm: 1") },
    { "the optimizer", setting_differs, manifest_line, with_yaml("optimizer: AdamW", "optim: sgd"),
      with_yaml("optimizer: AdamW", "optimizer: {type: Adam}\noptim: adamw_torch") },
    { "the schedule", setting_differs, manifest_line,
      with_yaml("schedule: cosine", "lr_scheduler_type: constant"),
      with_yaml("schedule: linear warmup then cosine, lr: 1",
                "lr_scheduler_type: cosine_with_min_lr") },
    { "the number of layers", setting_differs, manifest_line,
      with_yaml("num_layers: 36", "\"num-layers\": 40"),
      with_yaml("num_layers: 36", "\"num-layers\": 36") },
    { "a hidden size in a model section", setting_differs, manifest_line,
      with_yaml("hidden_size: 4096", "model: {d_model: 5120}"),
      with_yaml("hidden_size: 4096", "model: {d_model: 4096}\nteacher: {d_model: 5120}") },
    { "layers against config.json", setting_differs, manifest_line,
      with_file("{hyperparameters: {layers: 24}, model: {architecture: {config: config.json}}}",
                "config.json", "{\"num_hidden_layers\": 32}"),
      with_file("{hyperparameters: {layers: 32}, model: {architecture: {config: config.json}}}",
                "config.json", "{\"num_hidden_layers\": 32}") },
    { "a padded vocabulary", setting_differs, manifest_line,
      with_yaml("vocab_size: 32000", "vocab_size: 50304"),
      with_yaml("vocab_size: 50257", "vocab_size: 50304") },
    { "a name that no tool shares", setting_differs, manifest_line,
      with_yaml("margin: 1.0", "margin: 0.5"), with_yaml("margin: 1.0", "other: 0.5") },
    { "a truth value", setting_differs, manifest_line, with_yaml("tied: true", "tied: no"),
      with_yaml("tied: true", "tied: yes") },
    { "a value beside its pointer", setting_differs, manifest_line,
      with_file("hyperparameters: {lr: {value: 1e-3, from: \"c.yaml#/a/b\"}}", "c.yaml",
                "a: {b: 1e-4}"),
      with_file("hyperparameters: {lr: {value: 1e-3, from: \"c.yaml#/a/b\"}}", "c.yaml",
                "a: {b: 0.001}") },
    { "a pointer that leads nowhere", "hyperparameter-pointer-missing", manifest_line,
      with_file("hyperparameters: {lr: {from: \"c.yaml#/a/c\"}}", "c.yaml", "a: {b: 1e-4}"),
      with_file("hyperparameters: {lr: {from: \"c.yaml#/a~1b/0\"}}", "c.yaml", "a/b: [1e-4]") },
    { "a configuration with a missing comma", "configuration-unparsable", "c.yml:2",
      with_file("training: {config: c.yml}", "c.yml", "{\n  \"a\": [[1]]\n\n  \"b\": 2\n}"),
      with_file("training: {config: c.yml}", "c.yml", "{\n  \"a\": [[1]],\n\n  \"b\": 2\n}") },
    { "one broken file among many", "configuration-unparsable", "c/b.json:1",
      "hyperparameters: {files: \"c/*\"}\n==> c/a.json <==\n{}\n{}\n==> c/b.json <==\n{\"a\": \n",
      "hyperparameters: {files: \"c/*\"}\n==> c/a.json <==\n{\"a\": 1}\n==> c/b.json <==\n{\"a\": "
      "2}\n" },
    { "heads that do not divide the hidden size", "architecture-impossible", "config.json:1",
      with_file("model: {architecture: {config: config.json}}", "config.json",
                "{\"hidden_size\": 5120, \"num_attention_heads\": 36}"),
      with_file("model: {architecture: {config: config.json}}", "config.json",
                "{\"hidden_size\": 5120, \"num_attention_heads\": 36, \"head_dim\": 128}") },
    { "a stage's value against its own file", setting_differs, "TRANSPARENCY.yaml:3",
      "training:\n  stages:\n    - {id: a, kind: sft, config: a.yaml, hyperparameters: {lr: 1}}\n"
      "    - {id: b, kind: sft, config: b.yaml, hyperparameters: {lr: 2}}\n"
      "==> a.yaml <==\nlr: 2\n==> b.yaml <==\nlr: 2\n",
      "training:\n  stages:\n    - {id: a, kind: sft, config: a.yaml, hyperparameters: {lr: 1}}\n"
      "    - {id: b, kind: sft, config: b.yaml, hyperparameters: {lr: 2}}\n"
      "==> a.yaml <==\nlr: 1\n==> b.yaml <==\nlr: 2\n" },
    { "a value that no stage has", setting_differs, "TRANSPARENCY.yaml:4",
      "training:\n  stages:\n    - {id: a, kind: sft, config: [a.yaml, b.yaml]}\nhyperparameters: "
      "{lr: 3}\n"
      "==> a.yaml <==\nlr: 1\n==> b.yaml <==\nlr: 2\n",
      "training:\n  stages:\n    - {id: a, kind: sft, config: [a.yaml, b.yaml]}\nhyperparameters: "
      "{lr: 2}\n"
      "==> a.yaml <==\nlr: 1\n==> b.yaml <==\nlr: 2\n" },
    { "layers in words", setting_differs, manifest_line,
      with_file("model: {architecture: {config: config.json, description: \"decoder, 36 layers\"}}",
                "config.json", "{\"num_hidden_layers\": 32}"),
      with_file("model: {architecture: {config: config.json, description: \"32 decoder layers\"}}",
                "config.json", "{\"num_hidden_layers\": 32}") },
    { "heads in words", setting_differs, manifest_line,
      with_file("model: {architecture: {config: config.json, description: \"40 heads\"}}",
                "config.json", "{\"num_attention_heads\": 32, \"num_key_value_heads\": 8}"),
      with_file(
        "model: {architecture: {config: config.json, description: \"32 heads, 8 KV heads\"}}",
        "config.json", "{\"num_attention_heads\": 32, \"num_key_value_heads\": 8}") },
    { "a width in words", setting_differs, manifest_line,
      with_file("model: {architecture: {config: config.json, description: \"width 4,096\"}}",
                "config.json", "{\"hidden_size\": 5120}"),
      with_file("model: {architecture: {config: config.json, description: \"width 5,120\"}}",
                "config.json", "{\"hidden_size\": 5120}") },
    { "a context longer than the positions", setting_differs, manifest_line,
      with_file("model: {architecture: {config: config.json, context_length: 8192}}", "config.json",
                "{\"max_position_embeddings\": 4096}"),
      with_file("model: {architecture: {config: config.json, context_length: 8192}}", "config.json",
                "{\"max_position_embeddings\": 4096, \"rope_scaling\": {\"factor\": 2}}") },
  };
  CHECK(lies.size() >= 30);
  check_lies(lies);
}

TEST_CASE("nothing is accused where something could not be read") {
  for (const std::string& example :
       { with_yaml("lr: 1", "lr: ${lr}"),
         with_yaml("lr: 1", "lr: 2\noptimizer: {lr: \"{{ lr }}\"}"),
         with_yaml("lr: 1", "base: &b {lr: 2}\ntrain: {<<: *b}"),
         with_yaml("lr: 1", "---\nlr: 1\n---\nlr: 2"),
         std::string("hyperparameters: {files: [c.yaml, c.gin], lr: 1}\n==> c.yaml <==\nlr: 2\n==> "
                     "c.gin <==\nlr = 1\n"),
         std::string("hyperparameters: {files: [c.yaml, \"https://example.org/c.yaml\"], lr: "
                     "1}\n==> c.yaml <==\nlr: 2\n") }) {
    CAPTURE(example);
    CHECK(rules_of(check_example(example)).empty());
  }
}

TEST_CASE("what contradicts the manifest is no evidence any more") {
  const auto evidence = [](const std::string& example) {
    for (const ComponentEvidence& component : check_example(example).components)
      if (component.id == "hyperparameters") return component.evidence;
    return Evidence::absent;
  };
  CHECK(evidence(with_yaml("lr: 1", "lr: 1")) == Evidence::present);
  CHECK(evidence(with_yaml("lr: 1", "lr: 2")) == Evidence::broken);
  CHECK(evidence(with_yaml("lr: 1", "lr: [")) == Evidence::broken);
  CHECK(evidence(with_file("hyperparameters: {lr: {from: \"c.yaml#/x\"}}", "c.yaml", "lr: 2")) ==
        Evidence::broken);
  CHECK(evidence(with_file("hyperparameters: {lr: {from: \"c.gin#/x\"}}", "c.gin", "x = 2")) ==
        Evidence::unknown);
}

TEST_CASE("a contradiction shows the manifest's line and the file's") {
  const ModelVerdict model = check_example(
    "hyperparameters:\n  files: c.yaml\n  learning_rate: 3.0e-4\n"
    "==> c.yaml <==\nseed: 1\noptimizer:\n  lr: 0.00025\n");
  const auto finding = std::ranges::find(model.findings, setting_differs, &Finding::rule);
  REQUIRE(finding != model.findings.end());
  CHECK(finding->message ==
        "`hyperparameters.learning_rate` is `3.0e-4` here and `0.00025` in `c.yaml`");
  CHECK(finding->place.line == 3);
  CHECK(finding->place.column == 18);
  REQUIRE(finding->related.size() == 1);
  CHECK(finding->related[0].place.path == "c.yaml");
  CHECK(finding->related[0].place.line == 3);
  CHECK(finding->related[0].place.column == 7);
  CHECK(finding->related[0].label == "`optimizer.lr` is `0.00025`");
}
