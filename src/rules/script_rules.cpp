// Rules about scripts and commands: whether the work is there, and what it starts.
#include <fmt/format.h>

#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

// The component whose evidence the field decides.
std::string component_of(const Inspection& inspection, std::string_view field) {
  for (const ComponentEvidence& component : inspection.components)
    if (field.starts_with(component.field)) return component.id;
  if (field.starts_with("training.")) return "training-scripts";
  return field.starts_with("preprocessing.") ? "data-preprocessing" : "";
}

void add_stub(const Inspection& inspection, const ScriptStub& stub, Findings& findings) {
  Statement statement{ .place = stub.declared,
                       .message = fmt::format("{} {}", in_backticks(stub.place.path), stub.what),
                       .subject = fmt::format("{} {}", stub.field, stub.place.path),
                       .component = component_of(inspection, stub.field) };
  if (stub.place.line > 0) statement.related.push_back({ stub.place, "nothing else is done here" });
  findings.add(std::move(statement));
}

void add_missing(const Inspection& inspection, const MissingTarget& target, Findings& findings) {
  const std::string_view verb = target.kind == MissingTarget::Kind::configuration ? "hands over"
                                : target.kind == MissingTarget::Kind::module ? "needs the module"
                                                                             : "starts";
  const std::string who = target.by_command ? fmt::format("`{}`", target.field)
                                            : in_backticks(target.place.path);
  Statement statement{ .place = target.place,
                       .message = fmt::format("{} {} {}, which is not in the repository", who, verb,
                                              in_backticks(target.path)),
                       .subject = fmt::format("{} {}", target.field, target.path),
                       .component = component_of(inspection, target.field) };
  if (!target.nearest.empty())
    statement.hint = fmt::format("nearest tracked path: {}", in_backticks(target.nearest));
  if (!target.by_command)
    statement.related.push_back({ target.declared, "declared as a script here" });
  findings.add(std::move(statement));
}

constexpr Rule script_rows[] = {
  {
    .id = "script-stub",
    .title = "a declared script stands in the place of the work",
    .why = "A file whose functions are empty has the name of training code only.",
    .fix = "commit the work, or say `status: withheld` or `planned` with a `reason`",
    .fails = "training: {scripts: train.py}\n"
             "==> train.py <==\n"
             "import argparse\n"
             "\n"
             "def main():\n"
             "    pass\n"
             "\n"
             "main()\n",
    .passes = "training: {scripts: train.py}\n"
              "==> train.py <==\n"
              "from trainer.loop import main   # a thin entry point: the work is one step away\n"
              "\n"
              "main()\n"
              "==> trainer/__init__.py <==\n"
              "\n"
              "==> trainer/loop.py <==\n"
              "def main():\n"
              "    optimizer.step()\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const ScriptStub& stub : inspection.scripts.stubs) add_stub(inspection, stub, findings);
    },
  },
  {
    .id = "training-absent",
    .contradicts = true,
    .title = "the training scripts use a finished model and train none",
    .why = "An evaluation under the name of a training shows nothing of how the weights were made.",
    .fix = "commit the script that trained the model, or say `status: withheld` with a `reason`",
    .fails = "training: {scripts: train.py}\n"
             "==> train.py <==\n"
             "import torch\nfrom model import Net\nnet = Net()\nnet.load_state_dict(torch.load('net.pt'))\n"
             "with torch.no_grad():\n    print(net(torch.load('rows.pt')).mean())\n",
    .passes = "training: {scripts: train.py}\n"
              "==> train.py <==\n"
              "import torch\nfrom model import Net\nnet = Net()\nnet.load_state_dict(torch.load('start.pt'))\n"
              "for rows in torch.load('rows.pt'):\n    net(rows).backward()\ntorch.save(net.state_dict(), 'net.pt')\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      if (const auto& use = inspection.configurations.use_as_training)
        findings.add({ .place = use->script,
                       .message = fmt::format("{} loads a finished model and uses it; nothing here trains one", in_backticks(use->script.path)),
                       .subject = use->script.path,
                       .component = "training-scripts" });
    },
  },
  {
    .id = "training-unsaved",
    .contradicts = true,
    .title = "the training writes nothing",
    .why = "Weights that no script saves come from another training than the one that is shown.",
    .fix = "commit the script that saves or exports the weights, and declare it among the scripts",
    .fails = "model: {weights: {files: {url: \"https://models.test-lab.org/net.keras\"}}}\ntraining: {scripts: train.py}\n"
             "==> train.py <==\n"
             "import keras\nmodel = keras.Sequential()\nmodel.fit(x, y)\nprint(model.evaluate(x, y))\n",
    .passes = "model: {weights: {files: {url: \"https://models.test-lab.org/net.keras\"}}}\ntraining: {scripts: train.py}\n"
              "==> train.py <==\n"
              "import keras\nfrom files import keep\nmodel = keras.Sequential()\nmodel.fit(x, y)\nkeep(model)\n"
              "==> files.py <==\n"
              "def keep(model):\n    model.save('model.keras')\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      if (const auto& unsaved = inspection.configurations.unsaved_training)
        findings.add({ .place = unsaved->script,
                       .message = fmt::format("{} trains, and neither it nor what it imports saves what it trained", in_backticks(unsaved->script.path)),
                       .subject = unsaved->script.path,
                       .component = "training-scripts" });
    },
  },
  {
    .id = "script-target-missing",
    .title = "a declared script starts or imports what is not in the repository",
    .why = "A launcher is worth what it launches.",
    .fix = "commit what is started, or declare the repository that holds it at a commit",
    .fails = "training: {scripts: run.sh}\n"
             "==> run.sh <==\n"
             "#!/bin/sh\n"
             "torchrun --nproc_per_node 8 pretrain_gpt.py --lr 1e-4\n",
    .passes = "training: {scripts: run.sh}\n"
              "==> run.sh <==\n"
              "#!/bin/sh\n"
              "torchrun --nproc_per_node 8 pretrain.py --lr 1e-4\n"
              "python $MEGATRON/tools/merge.py   # what a variable holds cannot be told\n"
              "==> pretrain.py <==\n"
              "loss.backward()\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const MissingTarget& target : inspection.scripts.missing)
        if (!target.by_command) add_missing(inspection, target, findings);
    },
  },
  {
    .id = "command-path-missing",
    .title = "a command of the manifest names what is not in the repository",
    .why = "Who runs the command as it is written gets an error in place of the model.",
    .fix = "correct the command, or commit the file",
    .fails = "training: {scripts: train.py, command: python train.py --config configs/run.yaml}\n"
             "==> train.py <==\n"
             "loss.backward()\n",
    .passes = "training: {scripts: train.py, command: python train.py --config configs/run.yaml}\n"
              "==> train.py <==\n"
              "loss.backward()\n"
              "==> configs/run.yaml <==\n"
              "lr: 1e-4\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const MissingTarget& target : inspection.scripts.missing)
        if (target.by_command) add_missing(inspection, target, findings);
    },
  },
  {
    .id = "release-promised",
    .level = Level::warning,
    .title = "the README says that something comes later, and the manifest declares it as here",
    .why = "One of the two is out of date, and a reader cannot know which.",
    .fix = "bring the README up to date, or say `status: planned` with a `reason`",
    .fails = "training: {scripts: train.py}\n"
             "==> README.md <==\n"
             "The training code will be released upon publication.\n"
             "==> train.py <==\n"
             "loss.backward()\n",
    .passes = "training: {scripts: train.py}\n"
              "==> README.md <==\n"
              "The training code is in `train.py`. Future versions of the model will be released later.\n"
              "==> train.py <==\n"
              "loss.backward()\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const OpenPromise& promise : inspection.scripts.promises) {
        Statement statement{ .place = promise.place,
                             .message = fmt::format("{} promises the {} for later", in_backticks(promise.place.path),
                                                    name(promise.object)),
                             .subject = promise.place.path,
                             .component = component_of(inspection, promise.field) };
        statement.related.push_back({ promise.declared, fmt::format("`{}` declares it", printable(promise.field, 80)) });
        findings.add(std::move(statement));
      }
    },
  },
};

}  // namespace

constinit const RuleFamily script_rules = script_rows;

}  // namespace reallyopen
