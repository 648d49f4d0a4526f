// What a run was really set to: the command over the files that it names, and these over what the
// script sets by itself. Each lie stands beside the statement that is true.
#include <fmt/format.h>

#include <string>
#include <vector>

#include "support/catch.h"
#include "support/lie.h"

using namespace reallyopen;

namespace {

const std::string differs = "hyperparameter-differs";

// A release whose script is `script`, with the value that is true in place of `%`, and with
// another.
Lie of_script(const std::string& name, const std::string& script, const std::string& setting,
              const std::string& truth, const std::string& lie, const std::string& more = "") {
  const std::string
    release = "hyperparameters: {{{}: {}}}\ntraining: {{scripts: {}}}\n==> {} <==\n{}\n";
  const std::string path = script.starts_with("{") ? "train.ipynb" : "train.py";
  return { name, differs, "TRANSPARENCY.yaml:1",
           fmt::format(fmt::runtime(release), setting, lie, path, path, script + more),
           fmt::format(fmt::runtime(release), setting, truth, path, path, script + more) };
}

Lie of_command(const std::string& name, const std::string& files, const std::string& command,
               const std::string& setting, const std::string& truth, const std::string& lie) {
  const std::string release =
    "hyperparameters: {{files: config.yaml, {}: {}}}\n"
    "training: {{scripts: train.py, command: \"{}\"}}\n"
    "==> train.py <==\nimport yaml\nprint(yaml)\n==> config.yaml <==\n{}\n";
  return { name, differs, "TRANSPARENCY.yaml:1",
           fmt::format(fmt::runtime(release), setting, lie, command, files),
           fmt::format(fmt::runtime(release), setting, truth, command, files) };
}

const std::string torch_options =
  "import argparse\nimport torch\np = argparse.ArgumentParser()\n"
  "p.add_argument('--lr', type=float, default=1e-3)\n"
  "p.add_argument('--batch-size',\n               type=int, default=64)\n"
  "p.add_argument('--seed', type=int, default=7)\n"
  "p.add_argument('--data', required=True)\nargs = p.parse_args()\n"
  "torch.manual_seed(args.seed)\nnet = torch.nn.Linear(2, 2)\n"
  "optimizer = torch.optim.SGD(net.parameters(), lr=args.lr, weight_decay=5e-4)\n"
  "for epoch in range(3):\n    optimizer.step()\n";

const std::string trainer =
  "from transformers import Trainer, TrainingArguments\n"
  "args = TrainingArguments(\n    output_dir='out',\n    learning_rate=2e-5,\n"
  "    per_device_train_batch_size=16,\n    num_train_epochs=4,\n    lr_scheduler_type='cosine',\n"
  "    warmup_ratio=0.1,\n    bf16=True,\n    seed=13,\n)\nTrainer(args=args).train()\n";

const std::string keras =
  "import keras\nmodel = keras.Sequential()\n"
  "model.compile(optimizer=keras.optimizers.RMSprop(learning_rate=0.002), loss='mse')\n"
  "model.fit(x, y, epochs=12, batch_size=128)\nmodel.evaluate(x, y, batch_size=512)\n";

const std::string notebook =
  R"({"cells": [{"cell_type": "code", "source": [
"import torch\n",
"!pip install torch\n",
"EPOCHS = 5\n",
"opt = torch.optim.AdamW(net.parameters(), lr=4e-4)\n"]}], "nbformat": 4})";

}  // namespace

TEST_CASE("what a script sets by itself is held against the manifest") {
  check_lies(std::vector<Lie>{
    of_script("default of an option", torch_options, "learning_rate", "1.0e-3", "3.0e-4"),
    of_script("default on the next line", torch_options, "batch_size", "64", "256"),
    of_script("seed of an option", torch_options, "seed", "7", "42"),
    of_script("optimizer that is made", torch_options, "optimizer", "SGD", "AdamW"),
    of_script("constant of an optimizer", torch_options, "weight_decay", "5.0e-4", "0.01"),
    of_script("arguments of a trainer", trainer, "learning_rate", "2.0e-5", "2.0e-4"),
    of_script("batch of a device", trainer, "micro_batch_size", "16", "48"),
    of_script("epochs of a trainer", trainer, "epochs", "4", "12"),
    of_script("schedule of a trainer", trainer, "schedule", "cosine", "linear"),
    of_script("warm-up as a share", trainer, "warmup_ratio", "0.1", "0.03"),
    of_script("precision of a trainer", trainer, "precision", "bf16", "fp16"),
    of_script("seed of a trainer", trainer, "seed", "13", "42"),
    of_script("rate of keras", keras, "learning_rate", "0.002", "0.0001"),
    of_script("optimizer of keras", keras, "optimizer", "rmsprop", "adam"),
    of_script("epochs of keras", keras, "epochs", "12", "100"),
    of_script("notebook", notebook, "learning_rate", "4.0e-4", "1.0e-4"),
    of_script("constant of a notebook", notebook, "epochs", "5", "50"),
    of_script("click",
              "import click\n@click.option('--epochs', default=8)\ndef main(epochs): pass\n",
              "epochs", "8", "24"),
    of_script("dataclass",
              "from dataclasses import dataclass, field\n@dataclass\nclass Args:\n"
              "    learning_rate: float = field(default=3e-4)\n    steps_done: int = 0\n",
              "learning_rate", "3.0e-4", "1.0e-3"),
    of_script("absl", "from absl import flags\nflags.DEFINE_float('learning_rate', 0.01, 'rate')\n",
              "learning_rate", "0.01", "0.1"),
    of_script("optax",
              "import jax, optax\nkey = jax.random.PRNGKey(5)\n"
              "tx = optax.adamw(3e-4, weight_decay=0.1)\n",
              "learning_rate", "3.0e-4", "1.0e-3"),
    of_script("key of jax", "import jax\nkey = jax.random.PRNGKey(5)\n", "seed", "5", "0"),
    of_script("lightning",
              "import lightning as L\nL.seed_everything(3)\n"
              "t = L.Trainer(max_epochs=20, precision='16-mixed', gradient_clip_val=0.5)\n",
              "gradient_clipping", "0.5", "1.0"),
    of_script("name that a loop counts by as well",
              "args.epoch = 20\nt = TrainingArguments('a', num_train_epochs=args.epoch)\n",
              "epochs", "20", "60"),
    of_script("mapping of settings", "config = {'lr': 6e-4, 'epochs': 2}\nrun(config)\n",
              "learning_rate", "6.0e-4", "6.0e-5"),
    of_script("configuration that is an object",
              "import ml_collections\nc = ml_collections.ConfigDict()\nc.learning_rate = 0.3\n",
              "learning_rate", "0.3", "0.03"),
    of_script("schedule that is made",
              "import torch\ns = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=10)\n",
              "schedule", "cosine", "constant"),
  });
}

TEST_CASE("a command decides over files, and files over scripts") {
  check_lies(std::vector<Lie>{
    of_command("option over file", "lr: 2e-4\n", "python train.py --lr 3e-4", "learning_rate",
               "3.0e-4", "2.0e-4"),
    of_command("override of hydra", "lr: 2e-4\n", "python train.py ++lr=3e-4", "learning_rate",
               "3.0e-4", "2.0e-4"),
    of_command("option of another command", "seed: 9\n",
               "python prepare.py --seed 1 && python train.py", "seed", "9", "1"),
    of_command("whole batch of deepspeed",
               "train_batch_size: 64\nzero_optimization: {stage: 2}\n"
               "gradient_accumulation_steps: 2\n",
               "python train.py", "batch_size", "64", "192"),
    of_command("classes of torchtune",
               "optimizer: {_component_: torch.optim.SGD, lr: 2e-5}\nmax_steps_per_epoch: null\n",
               "python train.py", "optimizer", "SGD", "AdamW"),
    of_command("schedule of torchtune",
               "lr_scheduler: {_component_: torchtune.get_cosine_schedule_with_warmup, "
               "num_warmup_steps: 5}\n",
               "python train.py", "schedule", "cosine", "constant"),
    of_command("rate of litgpt",
               "optimizer: {class_path: torch.optim.AdamW, init_args: {lr: 2e-4}}\n",
               "python train.py", "learning_rate", "2.0e-4", "6.0e-4"),
    of_command("module of Lightning", "model: {class_path: a.Net, init_args: {lr: 0.02}}\n",
               "python train.py", "learning_rate", "0.02", "0.06"),
    of_command("seed of Lightning", "seed_everything: 3\n", "python train.py", "seed", "3", "9"),
    of_command("NeMo", "model: {optim: {name: adamw, lr: 1e-4, sched: {name: CosineAnnealing}}}\n",
               "python train.py", "schedule", "cosine", "constant"),
    of_command("W&B", "learning_rate: {desc: null, value: 0.004}\n", "python train.py",
               "learning_rate", "0.004", "0.4"),
    of_command("switch of a number type", "bf16: true\nfp16: false\n", "python train.py",
               "precision", "bf16", "fp16"),
    of_command("length of axolotl", "sequence_len: 4096\n", "python train.py", "sequence_length",
               "4096", "8192"),
    of_command("length of llamafactory", "cutoff_len: 2048\n", "python train.py", "sequence_length",
               "2048", "6144"),
    of_command("share in percent", "warmup_ratio: 0.03\n", "python train.py", "warmup_ratio",
               "{value: 3, unit: '%'}", "{value: 9, unit: '%'}"),
    of_command("batch over devices that are counted",
               "micro_batch_size: 4\nbatch_size: 4\ngradient_accumulation_steps: 2\n",
               "python train.py", "batch_size", "8", "9"),
    { "pointer to nothing", "hyperparameter-pointer-missing", manifest_line,
      "hyperparameters: {seed: {from: \"c.yaml#/seed\"}}\n==> c.yaml <==\nseed: null\n",
      "hyperparameters: {seed: {from: \"c.yaml#/seed\"}}\n==> c.yaml <==\nseed: 0\n" },
    { "pointer to what a tool fills in", "hyperparameter-pointer-missing", manifest_line,
      "hyperparameters: {lr: {from: \"c.yaml#/lr\"}}\n==> c.yaml <==\nlr: auto\n",
      "hyperparameters: {lr: {from: \"c.yaml#/lr\"}}\n==> c.yaml <==\nlr: 0.1\n" },
    { "launch script", differs, manifest_line,
      "hyperparameters: {lr: 0.3}\ntraining: {scripts: run.sh}\n"
      "==> run.sh <==\npython train.py \\\n  --lr 0.1\n==> train.py <==\nprint(1)\n",
      "hyperparameters: {lr: 0.1}\ntraining: {scripts: run.sh}\n"
      "==> run.sh <==\npython train.py \\\n  --lr 0.1\n==> train.py <==\nprint(1)\n" },
    { "launch script of a command, of a script that does other work as well", differs,
      manifest_line,
      "hyperparameters: {lr: 0.3}\ntraining: {scripts: train.py, command: sh run.sh}\n"
      "evaluation: {code: train.py}\n==> run.sh <==\npython train.py --lr 0.1\n"
      "==> train.py <==\np.add_argument('--lr', default=0.2)\n",
      "hyperparameters: {lr: 0.1}\ntraining: {scripts: train.py, command: sh run.sh}\n"
      "evaluation: {code: train.py}\n==> run.sh <==\npython train.py --lr 0.1\n"
      "==> train.py <==\np.add_argument('--lr', default=0.2)\n" },
    { "variable of a launch script", differs, manifest_line,
      "hyperparameters: {lr: 0.3}\ntraining: {scripts: run.sh}\n"
      "==> run.sh <==\nRATE=0.1\npython train.py --lr \"${RATE}\"\n==> train.py <==\nprint(1)\n",
      "hyperparameters: {lr: 0.1}\ntraining: {scripts: run.sh}\n"
      "==> run.sh <==\nRATE=0.1\npython train.py --lr \"${RATE}\"\n==> train.py <==\nprint(1)\n" },
    { "settings that the script names", differs, manifest_line,
      "hyperparameters: {lr: 0.3}\ntraining: {scripts: a/train.py}\n"
      "==> a/train.py <==\nwith open(\"conf/a.yaml\") as f: g(f)\n==> conf/a.yaml <==\nlr: "
      "0.1\nepochs: 3\n",
      "hyperparameters: {lr: 0.1}\ntraining: {scripts: a/train.py}\n"
      "==> a/train.py <==\nwith open(\"conf/a.yaml\") as f: g(f)\n==> conf/a.yaml <==\nlr: "
      "0.1\nepochs: 3\n" },
    { "groups of hydra", differs, manifest_line,
      "hyperparameters: {lr: 0.3}\ntraining: {scripts: train.py}\n"
      "==> train.py <==\nimport hydra\n@hydra.main(config_path=\"conf\", config_name=\"config\")\n"
      "def main(c): g(c.optim.lr)\n==> conf/config.yaml <==\ndefaults:\n  - optim: adam\n"
      "==> conf/optim/adam.yaml <==\nlr: 0.1\n",
      "hyperparameters: {lr: 0.1}\ntraining: {scripts: train.py}\n"
      "==> train.py <==\nimport hydra\n@hydra.main(config_path=\"conf\", config_name=\"config\")\n"
      "def main(c): g(c.optim.lr)\n==> conf/config.yaml <==\ndefaults:\n  - optim: adam\n"
      "==> conf/optim/adam.yaml <==\nlr: 0.1\n" },
  });
}

TEST_CASE("what a run may have set otherwise contradicts nothing") {
  const std::string release = "hyperparameters: {{lr: 0.3}}\ntraining: {{scripts: train.py}}\n{}";
  for (const std::string files : {
         // The README gives the command, a sweep is among the settings, the rate is computed, an
         // option has no default, another module reads a file.
         "==> train.py <==\np.add_argument('--lr', default=0.1)\n==> README.md <==\n# Leafnet\n\n"
         "    python train.py --lr 0.3\n",
         "==> train.py <==\np.add_argument('--lr', default=0.1)\n==> runs/best.yaml <==\nlr: 0.3\n",
         "==> train.py <==\nopt = Adam(net, lr=args.lr * args.batch / 256)\n",
         "==> train.py <==\np.add_argument('--lr', type=float)\nother = SGD(net, lr=0.1)\n",
         "==> train.py <==\nopt = Adam(net, lr=cfg.optim.lr)\nother = SGD(net, lr=0.1)\n",
         "==> train.py <==\nopt = Adam(net, lr=0.3)\nother = SGD(net, lr=0.1)\n",
         "==> train.py <==\ndef evaluate(lr=0.1): pass\n",
         "==> train.py <==\ncar = load(\"vehicle.yaml\")\n==> vehicle.yaml <==\nlf: 0.1\nlr: 0.1\n",
       })
    check_lies(std::vector<Lie>{
      { "a rate that nobody set", differs, manifest_line,
        fmt::format(fmt::runtime(release), "==> train.py <==\nopt = Adam(net, lr=0.1)\n"),
        fmt::format(fmt::runtime(release), files) } });
}

TEST_CASE("a batch of one device agrees with the whole one") {
  const std::string release =
    "hyperparameters: {{files: config.yaml, batch_size: {}}}\nhardware: {{accelerator: A100, "
    "count: 8}}\n==> config.yaml <==\nbatch_size: 32\n";
  check_lies(std::vector<Lie>{ { "more than all devices together", differs, manifest_line,
                                 fmt::format(fmt::runtime(release), 768),
                                 fmt::format(fmt::runtime(release), 256) } });
}
