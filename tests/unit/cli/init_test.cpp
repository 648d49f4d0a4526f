// `reallyopen init`: a draft is valid, true and complete enough to go on from.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "cli/run.h"
#include "inspection/check.h"
#include "manifest/parse.h"
#include "support/call.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/golden.h"

using namespace reallyopen;
namespace fs = std::filesystem;

namespace {

// A small model as people lay it out, without a manifest.
void write_model(FixtureRepository& repository) {
  repository
    .write(
      "README.md",
      "---\nlicense: mit\ndatasets: [acme/leaves]\nlanguage: en\n---\n# Leafnet\n\nTrained on 8 "
      "A100 GPUs.\n")
    .write("LICENSE", "Copyright (c) 2024 Leaf Lab\n")
    .write("train.py", "loss.backward()\noptimizer.step()\nnet.save('net.pt')\n")
    .write("prepare_data.py", "print(1)\n")
    .write("predict.py", "print(1)\n")
    .write("config.yaml", "optimizer:\n  lr: 3.0e-4\nseed: 7\n")
    .write("requirements.txt", "torch\n")
    .write("tests/train_test.py", "loss.backward()\n")
    .commit("model");
}

// On one line, wherever a narrow terminal broke it.
std::string unwrapped(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

std::vector<std::string> rules_of(const ModelVerdict& model) {
  std::vector<std::string> rules;
  for (const Finding& finding : model.findings) rules.push_back(finding.rule);
  return rules;
}

}  // namespace

TEST_CASE("init drafts what the repository shows, valid and true") {
  FixtureRepository repository;
  write_model(repository);
  const Outcome init = call({ "init", repository.path() });
  CHECK(init.code == 0);
  CHECK(init.err.empty());
  const std::string text = read_file(repository.path("TRANSPARENCY.yaml"));
  const ParseResult parsed = parse_document("TRANSPARENCY.yaml", text);
  REQUIRE(parsed.document);
  const Node& root = parsed.document->root;
  CHECK(root.find({ "model", "name" })->text == "Leafnet");
  CHECK(root.find({ "model", "developer" })->text == "Leaf Lab");
  CHECK(root.find({ "training", "scripts" })->text == "train.py");
  CHECK(root.find({ "hyperparameters", "files" })->text == "config.yaml");
  CHECK(root.find({ "hyperparameters", "learning_rate", "from" })->text ==
        "config.yaml#/optimizer/lr");
  CHECK(root.find({ "license", "weights" })->text == "MIT");
  CHECK(root.find({ "hardware", "status" })->text == "unknown");
  CHECK(text.find("from README.md:3") != std::string::npos);
  CHECK(text.find("A100") != std::string::npos);

  repository.write("TRANSPARENCY.yaml", text).stage();
  const RunVerdict verdict = check({ .folder = repository.path() });
  for (const std::string& rule : rules_of(verdict.models.at(0))) {
    CHECK(rule != "manifest-missing");
    CHECK(rule != "manifest-invalid");
    CHECK(rule != "manifest-unreadable");
    CHECK(rule != "manifest-value-ambiguous");
  }
  for (const ComponentEvidence& component : verdict.models.at(0).components) {
    CAPTURE(component.id, component.reason);
    CHECK(component.evidence != Evidence::broken);
  }
}

TEST_CASE("init does not overwrite, and writes through no link") {
  FixtureRepository repository;
  write_model(repository);
  CHECK(call({ "init", repository.path() }).code == 0);
  const std::string first = read_file(repository.path("TRANSPARENCY.yaml"));
  const Outcome again = call({ "init", repository.path() });
  CHECK(again.code == 2);
  CHECK(again.err.find("--update") != std::string::npos);
  CHECK(read_file(repository.path("TRANSPARENCY.yaml")) == first);
  CHECK(call({ "init", repository.path(), "--force" }).code == 0);
  CHECK(read_file(repository.path("TRANSPARENCY.yaml")) == first);
  CHECK(call({ "init", repository.path(), "--stdout" }).out == first);

  fs::remove(repository.path("TRANSPARENCY.yaml"));
  const std::string outside = repository.path("../written-outside");
  fs::create_symlink(outside, repository.path("TRANSPARENCY.yaml"));
  CHECK(call({ "init", repository.path(), "--force" }).code == 2);
  CHECK_FALSE(fs::exists(outside));
}

TEST_CASE("update adds a new script and a new shard, and keeps what a person wrote") {
  FixtureRepository repository;
  write_model(repository);
  CHECK(call({ "init", repository.path() }).code == 0);
  std::string edited = read_file(repository.path("TRANSPARENCY.yaml"));
  edited.insert(edited.find("training:"), "# checked by hand\n");
  repository.write("TRANSPARENCY.yaml", edited).commit("manifest");

  CHECK(call({ "init", repository.path(), "--update" }).out.find("nothing was added") == 0);
  CHECK(read_file(repository.path("TRANSPARENCY.yaml")) == edited);

  repository.write("train_sft.py", "loss.backward()\n").commit("more");
  const Outcome update = call({ "init", repository.path(), "--update" });
  CHECK(update.code == 0);
  CHECK(update.out == "added to `training.scripts`: `train_sft.py`\n");
  const std::string updated = read_file(repository.path("TRANSPARENCY.yaml"));
  const std::size_t at = updated.find("[train.py, train_sft.py]");
  REQUIRE(at != std::string::npos);
  std::string without = updated;
  without.replace(at, std::string("[train.py, train_sft.py]").size(), "train.py");
  CHECK(without == edited);
}

TEST_CASE("update leaves out what a person took out, and adds what came after") {
  FixtureRepository repository;
  write_model(repository);
  repository.write("train_old.py", "loss.backward()\nnet.save('net.pt')\n").commit("old");
  CHECK(call({ "init", repository.path() }).code == 0);
  std::string edited = read_file(repository.path("TRANSPARENCY.yaml"));
  const std::string line = "    - train_old.py\n";
  REQUIRE(edited.find(line) != std::string::npos);
  edited.erase(edited.find(line), line.size());
  repository.write("TRANSPARENCY.yaml", edited).commit("manifest");
  const std::string
    told = "left out, as the last commit of the manifest did: `training.scripts`: `train_old.py`\n";
  CHECK(call({ "init", repository.path(), "--update" }).out == told + "nothing was added\n");

  // Commits that do not touch the manifest move nothing.
  repository.write("train_sft.py", "loss.backward()\n").commit("new");
  repository.write("notes.md", "later\n").commit("notes");
  CHECK(call({ "init", repository.path(), "--update" }).out ==
        "added to `training.scripts`: `train_sft.py`\n" + told);
  const std::string updated = read_file(repository.path("TRANSPARENCY.yaml"));
  CHECK(updated.find("train_old.py") == std::string::npos);
  CHECK(updated.find("train_sft.py") != std::string::npos);
  CHECK(call({ "init", repository.path(), "--update" }).out == told + "nothing was added\n");
  CHECK(read_file(repository.path("TRANSPARENCY.yaml")) == updated);
}

TEST_CASE("init, edits by hand, a new script and a new shard: an update adds those two") {
  FixtureRepository repository;
  write_model(repository);
  repository.write("train_old.py", "loss.backward()\nnet.save('net.pt')\n")
    .write("model-00001-of-00002.safetensors", std::string("\x02\0\0\0\0\0\0\0{}", 10))
    .write("model-00002-of-00002.safetensors", std::string("\x02\0\0\0\0\0\0\0{}", 10))
    .commit("weights");
  CHECK(call({ "init", repository.path() }).code == 0);
  std::string edited = read_file(repository.path("TRANSPARENCY.yaml"));
  const auto replace = [&](const std::string& old, const std::string& by) {
    REQUIRE(edited.find(old) != std::string::npos);
    edited.replace(edited.find(old), old.size(), by);
  };
  replace("    - train_old.py\n", "");
  replace("    - train.py\n", "    - train.py   # the one that made it\n");
  replace("license:\n  code:", "# asked the lawyers\nlicense:\n  code:");
  repository.write("TRANSPARENCY.yaml", edited).commit("manifest");

  repository.write("train_sft.py", "loss.backward()\n")
    .write("model-00003-of-00003.safetensors", std::string("\x02\0\0\0\0\0\0\0{}", 10))
    .commit("more");
  const Outcome update = call({ "init", repository.path(), "--update" });
  CHECK(update.out ==
        "added to `model.weights.files`: `model-00003-of-00003.safetensors`\n"
        "added to `training.scripts`: `train_sft.py`\n"
        "left out, as the last commit of the manifest did: `training.scripts`: `train_old.py`\n");
  replace("    - path: model-00002-of-00002.safetensors\n",
          "    - path: model-00002-of-00002.safetensors\n      "
          "- path: model-00003-of-00003.safetensors\n");
  replace("# the one that made it\n", "# the one that made it\n    - train_sft.py\n");
  CHECK(read_file(repository.path("TRANSPARENCY.yaml")) == edited);

  const Outcome again = call({ "init", repository.path(), "--update" });
  CHECK(again.out.find("nothing was added\n") != std::string::npos);
  CHECK(read_file(repository.path("TRANSPARENCY.yaml")) == edited);
}

TEST_CASE("an update of a manifest that was never committed says what to do") {
  FixtureRepository repository;
  write_model(repository);
  CHECK(call({ "init", repository.path() }).code == 0);
  const std::string before = read_file(repository.path("TRANSPARENCY.yaml"));
  const Outcome update = call({ "init", repository.path(), "--update" });
  CHECK(update.code == 2);
  CHECK(unwrapped(update.err).find("commit the manifest") != std::string::npos);
  CHECK(read_file(repository.path("TRANSPARENCY.yaml")) == before);
}

TEST_CASE("a check without a manifest shows what is there and names init") {
  FixtureRepository repository;
  write_model(repository);
  const Outcome text = call({ "check", repository.path() });
  CHECK(text.code == 1);
  CHECK(text.out.find("training-scripts") != std::string::npos);
  CHECK(text.out.find("train.py") != std::string::npos);
  CHECK(text.out.find("tests/train_test.py") == std::string::npos);
  CHECK(text.out.find("next: reallyopen init") != std::string::npos);
  CHECK(text.out.find("open-weights") < text.out.find("debian-toxic-candy"));
  CHECK(std::count(text.out.begin(), text.out.end(), '\n') < 40);
}

TEST_CASE("a check between init and git add names what git does not know yet") {
  FixtureRepository repository;
  write_model(repository);
  const Outcome init = call({ "init", repository.path() });
  CHECK(unwrapped(init.out).find("`git add TRANSPARENCY.yaml`") != std::string::npos);
  const Outcome text = call({ "check", repository.path() });
  CHECK(text.code == 1);
  CHECK(text.out.find("next: git add TRANSPARENCY.yaml") != std::string::npos);
  CHECK(text.out.find("next: reallyopen init") == std::string::npos);
  std::ostringstream narrow;
  std::ostringstream err;
  CHECK(run({ "init", repository.path(), "--force" }, narrow, err, { .width = 60 }) == 0);
  std::istringstream lines(narrow.str());
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 60);
}

TEST_CASE("a draft for one model of several stays in its folder") {
  FixtureRepository repository;
  repository.write("a/train.py", "loss.backward()\n").write("b/train.py", "loss.backward()\n");
  repository.commit("two models");
  CHECK(call({ "init", "--from", repository.path("a") }).code == 0);
  const std::string text = read_file(repository.path("a/TRANSPARENCY.yaml"));
  CHECK(text.find("scripts: train.py") != std::string::npos);
  CHECK(text.find("b/train.py") == std::string::npos);
}

TEST_CASE("numbers of a Python file are numbers, and what is computed is left out") {
  FixtureRepository repository;
  repository.write("train.py", "learning_rate = 6e-4\nloss.backward()\n")
    .write("config/train_a.py",
           "# torchrun train.py\nbatch_size = 12\nweight_decay = 1e-1\nwarmup_steps = 5 * 8\n")
    .write("config/finetune_a.py", "learning_rate = 3e-5\n")
    .commit("model");
  const std::string text = call({ "init", repository.path(), "--stdout" }).out;
  const ParseResult parsed = parse_document("TRANSPARENCY.yaml", text);
  REQUIRE(parsed.document);
  const Node& settings = *parsed.document->root.get("hyperparameters");
  REQUIRE(settings.get("files")->items.size() == 3);
  CHECK(settings.get("files")->items[0].text == "train.py");
  CHECK(settings.get("files")->items[1].text == "config/train_a.py");
  CHECK(settings.get("batch_size")->is_number());
  CHECK(settings.get("weight_decay")->text == "1.0e-1");
  CHECK_FALSE(settings.get("warmup_steps"));
  CHECK_FALSE(settings.get("learning_rate"));
  CHECK(parsed.document->root.find({ "training", "scripts" })->text == "train.py");
}

TEST_CASE("many files of settings are named by a glob where they are all there is") {
  FixtureRepository repository;
  write_model(repository);
  for (int i = 0; i < 12; ++i)
    repository.write("conf/leaf_" + std::to_string(i) + ".yaml", "lr: 0.1\n");
  for (int i = 0; i < 2; ++i)
    repository.write("mixed/leaf_" + std::to_string(i) + ".yaml", "lr: 0.1\n");
  repository.write("mixed/labels.yaml", "- a leaf\n").commit("settings");
  const std::string text = call({ "init", repository.path(), "--stdout" }).out;
  CHECK(text.find("conf/*.yaml") != std::string::npos);
  CHECK(text.find("conf/leaf_1.yaml") == std::string::npos);
  CHECK(text.find("mixed/leaf_1.yaml") != std::string::npos);
  CHECK(text.find("mixed/*.yaml") == std::string::npos);

  // One that does not parse is no setting, and a glob would name it.
  repository.write("conf/leaf_7.yaml", "lr: 0.1\nlr: [\n").commit("broken");
  const std::string without = call({ "init", repository.path(), "--stdout" }).out;
  CHECK(without.find("conf/*.yaml") == std::string::npos);
  CHECK(without.find("conf/leaf_7.yaml") != std::string::npos);  // as left out
}

TEST_CASE("a draft names nothing that is contradicted") {
  FixtureRepository repository;
  repository.write("config.json", "{\"model_type\": \"llama\", \"hidden_size\": 64}\n")
    .write("configs/a.yaml", "optimizer: {lr: 1.0e-4, betas: [0.9, 0.95]}\n")
    .write("configs/b.yaml", "lr: 1.0e-4\nmodel: {hidden_size: 10, num_attention_heads: 3}\n")
    .write("configs/c.yaml", "lr: 1.0e-4\n  x: [\n")
    .write("inference/__init__.py", "")
    .write("tokenizer.json", "{\"model\": {\"vocab\": {\"a\": 0}}}\n")
    .commit("model");
  CHECK(call({ "init", repository.path() }).code == 0);
  const std::string text = read_file(repository.path("TRANSPARENCY.yaml"));
  CHECK(text.find("configs/a.yaml#/optimizer/betas/0") != std::string::npos);
  CHECK(text.find("contradicts itself: configs/b.yaml") != std::string::npos);
  CHECK(text.find("contradicts itself: configs/c.yaml") != std::string::npos);
  CHECK(text.find("__init__") == std::string::npos);
  repository.write("TRANSPARENCY.yaml", text).stage();
  const RunVerdict verdict = check({ .folder = repository.path() });
  for (const std::string& rule : rules_of(verdict.models.at(0))) {
    CAPTURE(rule);
    CHECK((rule == "requirement-unmet" || rule == "restriction-contradicts-claim"));
  }
  for (const ComponentEvidence& component : verdict.models.at(0).components) {
    CAPTURE(component.id, component.reason);
    CHECK(component.evidence != Evidence::broken);
  }
}

TEST_CASE("names, licences and links are those of the model, and committed data has to be used") {
  FixtureRepository repository;
  repository
    .write("README.md",
           "<h1>Leafnet</h1>\nSee https://huggingface.co/acme/leafnet-base and "
           "https://huggingface.co/acme/Leafnet .\n```\n# not a heading\n```\n"
           "Pre-trained on 8XA100 40GB, in 2.7 days. Inference needs one T4.\n\n"
           "The code and the model weights are licensed under the [MIT License](LICENSE).\n")
    .write("third/LICENSE", "Copyright (c) 2020 Somebody Else\n")
    .write("train.py", "open('data/used.csv')\nloss.backward()\n")
    .write("data/used.csv", "a,b\n")
    .write("data/unused.csv", "a,b\n")
    .commit("model");
  const std::string text = call({ "init", repository.path(), "--stdout" }).out;
  for (const char* words :
       { "name: Leafnet", "hub: https://huggingface.co/acme/Leafnet", "one of 2 models",
         "weights: MIT  # from the sentence of README.md:8", "8XA100 40GB, in 2.7 days",
         "artifact: data/used.csv", "# - {name: …, access: open, artifact: data/unused.csv}" }) {
    CAPTURE(words, text);
    CHECK(text.find(words) != std::string::npos);
  }
  CHECK(text.find("Somebody Else") == std::string::npos);
  CHECK(text.find("not a heading") == std::string::npos);
}

TEST_CASE("a draft takes nothing of somebody else for the model's own") {
  FixtureRepository repository;
  repository
    .write("README.md",
           "# Leafnet\nBuilt on https://huggingface.co/acme/giant and "
           "[LoRA](https://arxiv.org/abs/2106.09685); see https://huggingface.co/lab/leafnet-7b .\n"
           "Compare https://huggingface.co/datasets/lab/leaves .\n\n"
           "## Citation\n```\n  url={https://arxiv.org/abs/2401.00001},\n```\n")
    .write("LICENSE", "Copyright (c) 2024 Leaf Lab\n")
    .write("DATA_LICENSE", "SPDX-License-Identifier: ODC-By-1.0\n")
    .write("train.py", "loss.backward()\n")
    .write("launch/train.sh", "torchrun --nproc_per_node=8 train.py\n")
    .write("eval/eval_all.sh", "python absent.py\n")
    .write("data/words.py", "import tiktoken\nnp.memmap('x')\n")
    .write("data/dataset.py", "import tiktoken\nnp.memmap('x')\n")
    .commit("model");
  const std::string text = call({ "init", repository.path(), "--stdout" }).out;
  CAPTURE(text);
  for (const char* words :
       { "url: https://huggingface.co/lab/leafnet-7b", "paper: https://arxiv.org/abs/2401.00001",
         "# - {name: lab/leaves, access: …, license: …}  from README.md:3",
         "# launch/train.sh:1: 8 for each machine; of how many?",
         "# left out, it starts or loads what is not here: eval/eval_all.sh",
         "scripts: data/words.py", "data: ODC-By-1.0  # from DATA_LICENSE",
         "# README.md:2 links to `acme/giant` where it speaks of how a model was made" })
    CHECK(text.find(words) != std::string::npos);
  for (const char* words : { "huggingface.co/acme/giant", "name: acme/giant", "2106.09685",
                             "count: 8", "code: ODC-By-1.0" })
    CHECK(text.find(words) == std::string::npos);
}

TEST_CASE("accelerators are counted over all machines of one launcher") {
  struct Row {
    std::string launcher;
    std::string count;
  };
  for (const Row& row : {
         Row{ "#SBATCH --nodes=16\n#SBATCH --gres=gpu:a100:4\nsrun python train.py\n", "64" },
         { "#SBATCH --gpus=12\nsrun python train.py\n", "12" },
         { "torchrun --standalone --nproc_per_node=8 train.py\n", "8" },
         { "torchrun --nnodes=$N --nproc_per_node=8 train.py\n", "" },
         { "torchrun --nnodes 99999999 --nproc_per_node 99999999 train.py\n", "" },
       }) {
    FixtureRepository repository;
    repository.write("train.sh", row.launcher).commit("model");
    const std::string text = call({ "init", repository.path(), "--stdout" }).out;
    const ParseResult parsed = parse_document("TRANSPARENCY.yaml", text);
    REQUIRE(parsed.document);
    const Node* count = parsed.document->root.find({ "hardware", "count" });
    CAPTURE(row.launcher, text);
    CHECK((count ? count->text : "") == row.count);
  }
}

TEST_CASE("weights in the tree are restricted as the licence of the repository says") {
  FixtureRepository repository;
  repository.write("LICENSE", "SPDX-License-Identifier: CC-BY-NC-4.0\n")
    .write("model.safetensors", std::string("\x02\0\0\0\0\0\0\0{}", 10))
    .commit("model");
  const std::string text = call({ "init", repository.path(), "--stdout" }).out;
  CAPTURE(text);
  CHECK(text.find("restrictions: []") == std::string::npos);
  CHECK(text.find("kind: non-commercial") != std::string::npos);
}
