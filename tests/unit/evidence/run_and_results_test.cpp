// Logs, settings and results of another run than the manifest states; beside each the same files
// where they agree.
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/lie.h"

using namespace reallyopen;

namespace {

const std::string first_line = manifest_line;

// The same files below a manifest with a statement that is true, and one that is not.
Lie stating(const std::string& name, const std::string& rule, const std::string& before,
            const std::string& lie, const std::string& truth, const std::string& after) {
  return { name, rule, first_line, before + lie + after, before + truth + after };
}

std::string beside_manifest(const std::string& path, const std::string& text) {
  return "\n==> " + path + " <==\n" + text;
}

const std::string epochs_table = "epoch,step,lr\n0,10,0.1\n1,20,0.1\n2,30,0.1\n";
const std::string dated_log =
  "2025-05-02 19:30:11 INFO seed 99, 480 rows\n2025-05-02 19:30:13 INFO epoch 1/3 loss 0.6\n"
  "2025-05-02 19:30:31 INFO epoch 3/3 loss 0.2\n";
const std::string argument_list =
  "------ arguments ------\n  global_batch_size ............................... 64\n"
  "  iteration 1000/ 2000 | lr: 6.0E-04\n";

std::string notebook_that(const std::string& printed) {
  return "{\"cells\": [{\"cell_type\": \"code\", \"outputs\": [{\"output_type\": \"stream\",\n"
         "\"text\": [\"" +
         printed + "\\n\"]}], \"source\": [\"net.fit(x)\\n\"]}], \"nbformat\": 4}";
}

const std::string stated_result = "evaluation: {results: [{benchmark: rivers, metric: ";

}  // namespace

TEST_CASE("a log is held against the stage, its days and its arguments") {
  const std::string rule = "run-log-differs";
  check_lies(std::vector<Lie>{
    stating("epochs of the stage", rule, "training: {logs: a.csv, stages: [{id: a, epochs: ", "12",
            "3", "}]}" + beside_manifest("a.csv", epochs_table)),
    stating("steps of the stage", rule, "training: {logs: a.csv, stages: [{id: a, steps: ", "90",
            "30", "}]}" + beside_manifest("a.csv", epochs_table)),
    stating("one kind of two", rule, "hyperparameters: {epochs: 3}\ntraining: {logs: [b.log, ",
            "c.csv", "a.csv",
            "]}" + beside_manifest("b.log", dated_log) + beside_manifest("a.csv", epochs_table) +
              "==> c.csv <==\nepoch,lr\n9,0.1\n"),
    stating("day", rule, "training: {logs: b.log, stages: [{id: a, started: ", "2024-11-02",
            "2025-05-02", "}]}" + beside_manifest("b.log", dated_log)),
    stating("day of the data in a line", rule,
            "training: {logs: b.log, stages: [{id: a, started: ", "2024-11-02", "2025-05-02",
            "}]}" + beside_manifest("b.log", dated_log + "window 2014-01-01 00:00:00 mae 3\n")),
    stating("seed of the first line", rule, "hyperparameters: {seed: ", "7", "99",
            "}\ntraining: {logs: b.log}" + beside_manifest("b.log", dated_log)),
    stating("list of arguments", rule, "hyperparameters: {batch_size: ", "256", "64",
            "}\ntraining: {logs: d.log}" + beside_manifest("d.log", argument_list)),
  });
}

TEST_CASE("a batch of a device has to make up the stated one") {
  const std::string
    before = "hardware: {accelerator: T4, count: 2}\nhyperparameters: {files: c.yaml, batch_size: ";
  const std::string config = "per_device_train_batch_size: 8\nlearning_rate: 0.1\n";
  check_lies(std::vector<Lie>{
    { "no passes", "hyperparameter-differs", "TRANSPARENCY.yaml:2",
      before + "64}" + beside_manifest("c.yaml", config),
      before + "16}" + beside_manifest("c.yaml", config) },
    { "passes", "hyperparameter-differs", "TRANSPARENCY.yaml:2",
      before + "48}" + beside_manifest("c.yaml", config + "gradient_accumulation_steps: 4\n"),
      before + "32}" + beside_manifest("c.yaml", config + "gradient_accumulation_steps: 4\n") },
    { "of a device", "hyperparameter-differs", "TRANSPARENCY.yaml:2",
      before + "12}" + beside_manifest("c.yaml", config),
      before + "8}" + beside_manifest("c.yaml", config) },
  });
}

TEST_CASE("short options and defaults of commands set what their long names say") {
  const std::string rule = "hyperparameter-differs";
  const std::string options =
    "import argparse\np = argparse.ArgumentParser()\np.add_argument('-b', '--batch-size', "
    "type=int, default=32)\np.add_argument('-l', '--lr', type=float, default=0.1)\n";
  const std::string
    of_command = "training: {scripts: train.py, command: python train.py -l 0.02 -b 64}";
  const std::string typer =
    "import typer\napp = typer.Typer()\n@app.command()\ndef train(epochs: int = typer.Option(5, "
    "'--epochs', '-e'), weight_decay: float = typer.Option(0.001)):\n    fit(epochs)\n";
  const std::string built =
    "import ml_collections\ndef get_config():\n    c = ml_collections.ConfigDict()\n"
    "    c.warmup_steps = 200\n    return c\n";
  const std::string keras =
    "import keras\ns = keras.optimizers.schedules.ExponentialDecay(0.05, 100, 0.9)\n"
    "model.compile(optimizer=keras.optimizers.Adam(learning_rate=s))\nmodel.fit(x)\n";
  const std::string scripts = "}\ntraining: {scripts: train.py}";
  check_lies(std::vector<Lie>{
    stating("letter of a rate", rule, "hyperparameters: {learning_rate: ", "0.002", "0.02",
            "}\n" + of_command + beside_manifest("train.py", options)),
    stating("letter over a default", rule, "hyperparameters: {batch_size: ", "32", "64",
            "}\n" + of_command + beside_manifest("train.py", options)),
    stating("default of typer", rule, "hyperparameters: {weight_decay: ", "0.1", "0.001",
            scripts + beside_manifest("train.py", typer)),
    stating("configuration that a function builds", rule,
            "hyperparameters: {files: c.py, warmup_steps: ", "2000", "200",
            "}" + beside_manifest("c.py", built)),
    stating("rate of a schedule", rule, "hyperparameters: {learning_rate: ", "0.002", "0.05",
            scripts + beside_manifest("train.py", keras)),
  });
}

TEST_CASE("results of files, logs, notebooks and tables are held against the stated ones") {
  const std::string rule = "result-differs";
  const std::string two =
    "evaluation: {results: [{benchmark: rivers, metric: accuracy, value: 81.6, setup: calm}, "
    "{benchmark: rivers, metric: accuracy, value: 74.0, setup: flood}]}\n==> README.md <==\n"
    "# rivers\n\n| water | accuracy |\n|---|---|\n";
  const std::string mixed =
    "evaluation: {results: [{benchmark: hellaswag, metric: acc_norm, value: 0.3212}]}\n"
    "==> README.md <==\n# net\n\n| benchmark | score |\n|---|---|\n";
  check_lies(std::vector<Lie>{
    stating("row of a table of results", rule, stated_result + "bleu, value: ", "14.7", "11.2",
            "}]}" + beside_manifest("results.csv", "testset,metric,value\nrivers,bleu,11.2\n")),
    stating("last line of a log", rule, stated_result + "val_loss, value: ", "1.5871", "1.7871",
            "}]}\ntraining: {logs: a.log}" +
              beside_manifest("a.log", "step 9 val_loss 2.1\ndone: val_loss 1.7871\n")),
    stating(
      "what a notebook printed", rule, stated_result + "MAE, value: ", "512.3", "712.3",
      "}], code: a.ipynb}" + beside_manifest("a.ipynb", notebook_that("MAE 712.3  R2 0.661"))),
    { "one number of a column", rule, first_line, two + "| calm | 91.6 |\n| flood | 74.0 |\n",
      two + "| calm | 81.6 |\n| flood | 74.0 |\n" },
    { "metric in brackets", rule, first_line, mixed + "| HellaSwag (acc_norm) | 42.1 |\n",
      mixed + "| HellaSwag (acc_norm) | 32.1 |\n" },
  });
}

TEST_CASE("what data says of itself, and what settings load") {
  const std::string data =
    "data: {sources: [{name: Messages, access: open, license: CC0-1.0, artifact: data/m.csv}]}\n"
    "==> data/m.csv <==\na,b\n1,2\n==> data/README.md <==\n# m.csv\n\n";
  const std::string loads =
    "data: {sources: [{name: Chats, access: open, artifact: chats.jsonl}]}\n"
    "training: {config: lora.yml}\n==> chats.jsonl <==\n{\"a\": 1}\n==> lora.yml <==\n"
    "learning_rate: 0.1\ndatasets:\n  - path: chats.jsonl\n";
  check_lies(std::vector<Lie>{
    { "no commerce", "data-access-differs", first_line,
      data + "CC BY-NC 4.0, not for commercial use.\n",
      data + "CC0. The original is non-commercial; we wrote our own.\n" },
    { "inside only", "data-access-differs", first_line, data + "Internal only. Do not share.\n",
      data + "Nothing confidential was kept.\n" },
    { "terms", "data-access-differs", first_line, data + "Licence: proprietary.\n",
      data + "Exported from a proprietary format. The splits do not share patients.\n" },
    { "data set of a configuration", "dataset-unlisted", "lora.yml:4",
      loads + "  - path: tatsu-lab/alpaca\n", loads },
  });
}

TEST_CASE("dates are in the order of a training and a release") {
  const std::string rule = "hardware-hours-differ";
  check_lies(std::vector<Lie>{
    stating("stage", rule, "training: {stages: [{id: a, started: 2025-05-02, finished: ",
            "2025-04-02", "2025-05-03", "}]}\n"),
    stating("release", rule, "model: {release_date: ", "2025-03-01", "2025-06-01",
            "}\ntraining: {stages: [{id: a, started: 2025-05-02}]}\n"),
  });
}
