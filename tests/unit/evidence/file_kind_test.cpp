// A declared file that is plainly something else, each beside a file that may be it.
#include "evidence/file_kind.h"

#include <fmt/format.h>

#include "support/catch.h"
#include "support/lie.h"

using namespace reallyopen;

namespace {

struct KindRow {
  std::string field;  // a manifest of one line; `@` is the path
  std::string lie;    // path, and content behind a line break
  std::string honest;
};

std::string kind_repository(const std::string& field, const std::string& file) {
  const std::size_t end = file.find('\n');
  const std::string path = file.substr(0, end);
  std::string manifest = field;
  manifest.replace(manifest.find('@'), 1, path);
  return fmt::format("{}\n==> {} <==\n{}\n", manifest, path, file.substr(end + 1));
}

const std::string mit_text =
  "MIT License\n\nCopyright (c) 2026 the authors\n\nPermission is hereby granted, free of charge, "
  "to any person obtaining a copy of this software and associated documentation files (the "
  "\"Software\"), to deal in the Software without restriction, including without limitation the "
  "rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the "
  "Software, and to permit persons to whom the Software is furnished to do so, subject to the "
  "following conditions:\n\nThe above copyright notice and this permission notice shall be "
  "included in all copies or substantial portions of the Software.\n\nTHE SOFTWARE IS PROVIDED "
  "\"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE "
  "WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO "
  "EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER "
  "LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN "
  "CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.";

std::string commented(const std::string& text) {
  std::string result = "# ";
  for (const char letter : text) {
    result += letter;
    if (letter == '\n') result += "# ";
  }
  return result;
}

const std::string as_scripts = "training: {scripts: \"@\"}";
const std::string as_weights = "model: {weights: {files: \"@\"}}";
const std::string as_logs = "training: {logs: \"@\"}";
const std::string as_settings = "hyperparameters: {files: \"@\"}";
const std::string as_data = "data: {sources: [{id: a, access: open, artifact: \"@\"}]}";
const std::string as_locks = "environment: {lockfiles: \"@\"}";
const std::string as_checkpoints = "training: {checkpoints: \"@\"}";
const std::string
  prose_text = "We train the model on eight machines.\nIt took three days of work in March.";
const std::string work_text = "import torch\n" + std::string("loss.backward()\n");

std::vector<KindRow> kind_rows() {
  return {
    { as_scripts, "LICENSE\n" + mit_text, "train\n#!/bin/sh\npython -m trainer" },
    { as_scripts, "train.py\n" + mit_text, "train.py\n" + commented(mit_text) + "\n" + work_text },
    { as_scripts, "run.sh\n" + mit_text,
      "run.sh\n#!/bin/sh\n" + commented(mit_text) + "\npython train.py" },
    { as_scripts, "train.py\n" + prose_text,
      "train.py\n\"\"\"" + prose_text + "\"\"\"\n" + work_text },
    { as_scripts, "train.py\n# Training\n\n" + prose_text,
      "train.py\nprint 'we train the model on eight machines'\nassert not x is None\n" +
        work_text },
    { as_scripts, "train.py\n{\"steps\": 100, \"rate\": 0.1}",
      "train.py\nargs = {\"steps\": 100, \"rate\": 0.1}\nmain(**args)" },
    { as_scripts, "train.json\n{\"steps\": 100}",
      "train.ipynb\n" +
        std::string("{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"fit()\"]}]}") },
    { as_scripts, "requirements-train.txt\ntorch==2.4.1", "commands.txt\npython train.py" },
    { as_scripts, "uv.lock\nversion = 1", "dvc.yaml\nstages:\n  train:\n    cmd: python a.py" },
    { as_scripts, "README.md\n" + prose_text, "train.Rmd\n```{r}\nfit(model)\n```" },
    { as_scripts, "docs/training.md\n" + prose_text, "train.qmd\n```{python}\nfit()\n```" },
    { as_scripts, "train.pyc\nwork", "train.pyx\ncdef int x = 1\nfit(x)" },
    { as_scripts, "_train.so\nwork", "_train.cpp\nint main() { fit(); }" },
    { as_scripts, "trainer-1.0-py3-none-any.whl\nwork", "trainer/fit.py\n" + work_text },
    { as_scripts, "train.py.gpg\nwork", "train.py\n" + work_text },
    { as_scripts, "train.py\n-----BEGIN PGP MESSAGE-----\nhQEMA",
      "train.py\nkey = '-----BEGIN PGP MESSAGE-----'\n" + work_text },
    { as_scripts, "train.py\n$ANSIBLE_VAULT;1.1;AES256\n6566", "train.yml\nsteps: [train]" },
    { as_scripts, "curve.png\nx", "curve.R\nfit(x)" },
    { as_scripts, "model.safetensors\nx", "model.jl\nfit(x)" },
    { as_weights, "config.json\n{\"model_type\": \"llama\"}",
      "weights.json\n{\"bias\": [0.1, 0.2]}" },
    { as_weights, "README.md\n" + prose_text, "model.txt\ntree\nleaf_value=0.1 0.2 0.3" },
    { as_weights, "model.pt\nThe weights are on the page of our group.",
      "model.pkl\n(dp0\nVbias\np1\nF0.5\ns." },
    { as_weights, "model.bin\n<!DOCTYPE html><title>Sign in to get the file</title>",
      "vectors.txt\nthe cat 0.1 0.2 0.3\nof dog 0.3 0.5 0.7" },
    { as_weights, "weights.url\nGo to the page of our group.",
      "model.csv\nfeature,weight\nage,0.2" },
    { as_weights, "tokenizer.json\n{\"model\": {}}", "model.xgb.json\n{\"learner\": {}}" },
    { as_weights, "optimizer.pt\nx", "model.ubj\nx" },
    { as_weights, "training_args.bin\nx", "model.cbm\nx" },
    { as_weights, "modeling.py\n" + work_text, "libmodel.so\nx" },
    { as_checkpoints, "tokenizer.model\nx", "step-100.ckpt\nx" },
    { as_checkpoints, "LICENSE\n" + mit_text, "checkpoint-10.npz\nx" },
    { as_logs, "README.md\n# A model\n\n" + prose_text, "log.md\n# Log\n\nstep 1: loss 2.3" },
    { as_logs, "README.md\n# A model\n\nWe use a learning rate of 0.1.",
      "log.txt\nWe use a learning rate of 0.1." },
    { as_logs, "train.py\n" + work_text, "train.ipynb\n{\"cells\": []}" },
    { as_logs, "requirements.txt\ntorch==2.4.1", "train.log\nstep 1: loss 2.3" },
    { as_logs, "config.json\n{\"hidden_size\": 64}",
      "trainer_state.json\n{\"log_history\": [{}]}" },
    { as_settings, "README.md\n" + prose_text, "settings.txt\nlearning rate: 0.1" },
    { as_settings, "LICENSE\n" + mit_text, "config.json\n{\"learning_rate\": 0.1}" },
    { as_settings, "vocab.txt\n[PAD]\nthe", "settings.py\nlearning_rate = 0.1" },
    { as_data, "README.md\n" + prose_text, "letters.md\n" + prose_text },
    { as_data, "LICENSE\n" + mit_text, "license_plates.csv\nplate\nAB 123" },
    { as_data, "uv.lock\nversion = 1", "code/setup.py\n" + work_text },
    { as_locks, "README.md\n" + prose_text, "requirements.txt\ntorch==2.4.1" },
    { as_locks, "LICENSE\n" + mit_text, "uv.lock\nversion = 1\n[[package]]\nname = \"a\"" },
    { "documentation: {model_card: \"@\"}", "LICENSE\n" + mit_text, "README.md\n" + prose_text },
    { "community: {contributing: \"@\"}", "COPYING\n" + mit_text, "CONTRIBUTING\n" + prose_text },
    { "license: {code: MIT, files: \"@\"}", "train.py\n" + work_text, "LICENSE.md\n" + mit_text },
    { "evaluation: {results_files: \"@\"}", "LICENSE-CODE\n" + mit_text,
      "README.md\n# Results\n\naccuracy 0.9" },
    { "preprocessing: {tokenizer: {files: \"@\"}}", "README.md\n" + prose_text,
      "tokenizer_config.json\n{\"do_lower_case\": true}" },
    { "model: {architecture: {code: \"@\"}}", "tokenizer.json\n{\"model\": {}}",
      "model.json\n{\"layers\": []}" },
    { "model: {inference: {code: \"@\"}}", "results.json\n{\"accuracy\": 0.9}",
      "index.html\n<script>predict()</script>" },
  };
}

}  // namespace

TEST_CASE("a file is not taken for what it plainly is not, whatever it is declared as") {
  std::vector<Lie> lies;
  for (const KindRow& row : kind_rows()) {
    const std::string name = fmt::format("{} {}", row.field, row.lie.substr(0, 40));
    lies.push_back({ name, "path-kind-differs", manifest_line, kind_repository(row.field, row.lie),
                     kind_repository(row.field, row.honest) });
  }
  check_lies(lies);
}

TEST_CASE("the manifest is evidence of nothing") {
  check_lies(std::vector<Lie>{ { "the manifest as a script", "path-kind-differs", manifest_line,
                                 "training: {scripts: TRANSPARENCY.yaml}",
                                 "training: {scripts: train.yaml}\n==> train.yaml "
                                 "<==\nsteps: [train]\n" } });
}

TEST_CASE("a repository of nothing but a licence shows no part of a model") {
  CHECK(kind_of_name("a/LICENSE") == FileKind::license);
  CHECK(kind_of_name("LICENSE_weights") == FileKind::license);
  CHECK(kind_of_name("MIT_LICENSE.txt") == FileKind::license);
  CHECK(kind_of_name("licenses.csv") == FileKind::table);
  CHECK(kind_of_name("license_plates.md") == FileKind::document);
  for (const std::string_view field :
       { "model.architecture.code", "model.weights.files[0]", "model.inference.code",
         "data.sources[0].artifact", "preprocessing.steps[0].scripts", "training.scripts",
         "training.checkpoints", "training.logs[1]", "hyperparameters.files",
         "hyperparameters.seed.from", "environment.lockfiles", "evaluation.code",
         "evaluation.results_files", "documentation.model_card", "community.contributing" })
    CHECK(asked_instead(field, FileKind::license) != "");
  CHECK(asked_instead("license.files", FileKind::license).empty());
  CHECK(asked_instead("restrictions[0].file", FileKind::license).empty());
  CHECK(asked_instead("documentation.acceptable_use_policy", FileKind::license).empty());
}
