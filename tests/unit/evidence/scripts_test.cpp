// Lies about scripts, each with its honest twin.
#include "evidence/recipe/scripts.h"

#include <string>

#include "support/catch.h"
#include "support/lie.h"
#include "support/rule_fixture.h"

using namespace reallyopen;

namespace {

std::string with_script(const std::string& path, const std::string& text) {
  return "training: {scripts: " + path + "}\n==> " + path + " <==\n" + text + "\n";
}

std::string with_command(const std::string& command) {
  return "training: {scripts: train.py, command: \"" + command +
         "\"}\n==> train.py <==\nloss.backward()\n==> c/run.yaml <==\nlr: 1\n";
}

std::string with_readme(const std::string& text) {
  return "training: {scripts: train.py, logs: log.csv}\n==> train.py <==\nloss.backward()\n==> "
         "log.csv <==\n1,2\n==> README.md <==\n" +
         text + "\n";
}

}  // namespace

TEST_CASE("lies about scripts are found where they stand, and honest ones are not accused") {
  const std::vector<Lie> lies{
    { "a stub that raises", "script-stub", manifest_line,
      with_script(
        "train.py",
        "# the training\nimport torch\ndef train():\n    raise NotImplementedError\ntrain()" +
          std::string(500, '#')),
      with_script("train.py", "import torch\ndef train():\n    loss.backward()\ntrain()") },
    { "a stub that passes", "script-stub", manifest_line,
      with_script("train.py", "import torch\nclass Trainer:\n    def fit(self):\n        pass"),
      with_script(
        "train.py",
        "import torch\nclass Trainer(Base):\n    rate = 1\n    def fit(self):\n        pass") },
    { "a stub that reads its arguments", "script-stub", manifest_line,
      with_script(
        "train.py",
        "import argparse\np = argparse.ArgumentParser()\np.add_argument('--learning-rate', "
        "type=float)\nargs = p.parse_args()\nprint('not implemented yet')" +
          std::string(400, '#')),
      with_script(
        "train.py",
        "import argparse\np = argparse.ArgumentParser()\nargs = p.parse_args()\nrun(args)") },
    { "a launcher that only talks", "script-stub", manifest_line,
      with_script("run.sh",
                  "#!/bin/sh\nset -eu\necho 'training will be released after the paper is "
                  "accepted'\nexit 1\n" +
                    std::string(400, '#')),
      with_script("run.sh", "#!/bin/sh\nset -eu\nmake train") },
    { "a notebook without code", "script-stub", manifest_line,
      with_script("train.ipynb",
                  "{\"cells\": [{\"cell_type\": \"markdown\", \"source\": [\"see paper\"]}], "
                  "\"nbformat\": 4}"),
      with_script("train.ipynb",
                  "{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"# x\\n\", \"fit()\"]}], "
                  "\"nbformat\": 4}") },
    { "a notebook that does not parse", "script-stub", manifest_line,
      with_script("train.ipynb", "{\"cells\": [ {\"cell_type\": \"code\", \"source\": \"fit()\" "),
      with_script("train.ipynb",
                  "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"fit()\"}]}") },
    { "a folder of documents", "path-kind-differs", manifest_line,
      "training: {scripts: finetune/}\n==> finetune/README.md <==\nUse the usual framework.\n",
      "training: {scripts: finetune/}\n==> finetune/README.md <==\nUse it.\n==> finetune/run.py "
      "<==\nfit()\n" },
    { "a launcher without its target", "script-target-missing", "run.sh:3",
      with_script("run.sh", "#!/bin/sh\n# train\ntorchrun --nproc_per_node 8 pretrain_gpt.py"),
      with_script("run.sh", "#!/bin/sh\ntorchrun $MEGATRON/pretrain_gpt.py") },
    { "a launcher of a launcher", "script-target-missing", "run.sh:2",
      with_script("run.sh", "cd jobs\nbash node.sh"),
      with_script("run.sh", "cd jobs\nbash node.sh") + "==> jobs/node.sh <==\nmake train\n" },
    { "a job without its script", "script-target-missing", "run.slurm:2",
      with_script("run.slurm", "#SBATCH --nodes 4\nsrun python -u train_model.py --lr 1"),
      with_script("run.slurm", "#SBATCH --nodes 4\nsrun python -u train_model.py --lr 1") +
        "==> src/train_model.py <==\nfit()\n" },
    { "a thin entry point into nothing", "script-target-missing", "train.py:1",
      with_script("train.py", "from lib.trainer import main\nmain()") +
        "==> lib/__init__.py <==\nx = 1\n",
      with_script("train.py", "from lib.trainer import main\nmain()") +
        "==> lib/__init__.py <==\nx = 1\n==> lib/trainer.py <==\nmain = fit\n" },
    { "a command with a typing error", "command-path-missing", manifest_line,
      with_command("python trian.py"), with_command("python train.py") },
    { "a command with a configuration that is not there", "command-path-missing", manifest_line,
      with_command("python train.py --config c/runs.yaml"),
      with_command("python train.py --config c/run.yaml --output o.yaml") },
    { "a stage's command", "command-path-missing", "TRANSPARENCY.yaml:3",
      "training:\n  stages:\n    - {id: a, kind: sft, command: bash sft.sh}\n",
      "training:\n  stages:\n    - {id: a, kind: sft, command: bash sft.sh}\n==> sft.sh <==\nmake "
      "sft\n" },
    { "a promise of the training code", "release-promised", "README.md:3",
      with_readme("# M\n\nTraining code will be released soon."),
      with_readme("# M\n\nThe training code is here; more models will be released soon.") },
    { "an open task of the release", "release-promised", "README.md:1",
      with_readme("- [ ] Release training code"), with_readme("- [x] Release training code") },
    { "a promise of logs", "release-promised", "README.md:1",
      with_readme("We publish code and logs (coming soon)."),
      with_readme("We publish code and logs. The evaluation data is not yet released.") },
    { "a promise in Chinese", "release-promised", "README.md:1", with_readme("训练代码即将开源"),
      with_readme("训练代码已开源") },
  };
  check_lies(lies);
}

TEST_CASE("a stub is no evidence") {
  const auto evidence = [](const std::string& example) {
    for (const ComponentEvidence& component :
         RuleFixture(std::string_view(example)).check().components)
      if (component.id == "training-scripts") return component.evidence;
    return Evidence::absent;
  };
  CHECK(evidence(with_script("train.py", "def train():\n    pass")) == Evidence::broken);
  CHECK(evidence(with_script("run.sh", "python gone.py")) == Evidence::broken);
  CHECK(evidence(with_script("train.py", "loss.backward()\nnet.save('net.pt')")) ==
        Evidence::present);
}
