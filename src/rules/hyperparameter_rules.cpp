// Rules about configuration files: whether they can be read, and whether they say what the manifest
// says.
#include <fmt/format.h>

#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

void add_unread(const Inspection& inspection, Findings& findings, bool incomplete) {
  for (const UnreadConfiguration& unread : inspection.configurations.unread) {
    if (unread.incomplete != incomplete) continue;
    Statement statement{ .place = unread.problem.place,
                         .message = incomplete ? "cannot tell: " + unread.problem.message
                                               : unread.problem.message,
                         .subject = unread.problem.subject,
                         .fix = unread.problem.fix,
                         .component = "hyperparameters" };
    statement.related.push_back({ unread.declared, "declared as a configuration here" });
    findings.add(std::move(statement));
  }
}

void add_contradiction(const Contradiction& contradiction, Findings& findings,
                       std::string component = "hyperparameters") {
  const Contradiction::Found& first = contradiction.found.front();
  Statement statement{ .place = contradiction.declared,
                       .message = fmt::format("`{}` is {} here and {} in {}", contradiction.field,
                                              in_backticks(contradiction.value),
                                              in_backticks(first.value),
                                              in_backticks(first.place.path)),
                       .subject = contradiction.field,
                       .component = std::move(component) };
  for (const Contradiction::Found& found : contradiction.found)
    statement.related.push_back({ found.place, fmt::format("{} is {}", in_backticks(found.name),
                                                           in_backticks(found.value)) });
  findings.add(std::move(statement));
}

void add_lost(const Inspection& inspection, Findings& findings, bool incomplete) {
  for (const LostPointer& lost : inspection.configurations.lost_pointers) {
    if (lost.incomplete != incomplete) continue;
    Statement statement{ .place = lost.declared,
                         .subject = lost.field,
                         .component = "hyperparameters" };
    if (incomplete) {
      statement.message = fmt::format("cannot tell: what `#{}` of {} names cannot be followed",
                                      printable(lost.pointer, 80), in_backticks(lost.path));
    } else if (!lost.empty.empty()) {
      statement.message = fmt::format("{} says {} there, which is no value",
                                      in_backticks(lost.path), in_backticks(lost.empty));
      statement.fix = "state the value that was used, or leave the field out";
      statement.related.push_back({ lost.nearest, "it would have to stand here" });
    } else {
      statement.message = fmt::format("{} has no {}", in_backticks(lost.path),
                                      in_backticks(lost.lost));
      if (!lost.suggestion.empty())
        statement.hint = fmt::format("nearest key: {}", in_backticks(lost.suggestion));
      statement.related.push_back(
        { lost.nearest, fmt::format("{} is not in here", in_backticks(lost.lost)) });
    }
    findings.add(std::move(statement));
  }
}

constexpr Rule hyperparameter_rows[] = {
  {
    .id = "configuration-unparsable",
    .title = "a declared configuration file cannot be parsed",
    .why = "A trainer cannot have read this file as it is; so it is not the one that the model was trained with.",
    .fix = "mend the file at this place, or name the one that was used",
    .fails = "hyperparameters: {files: config.json}\n"
             "==> config.json <==\n"
             "{\n"
             "  \"learning_rate\": 0.0003\n"
             "  \"batch_size\": 64\n"
             "}\n",
    .passes = "hyperparameters: {files: config.json}\n"
              "==> config.json <==\n"
              "{\n"
              "  \"learning_rate\": 0.0003, // comments and a last comma are what tools accept\n"
              "  \"batch_size\": 64,\n"
              "}\n",
    .check = [](const Inspection& inspection, Findings& findings) { add_unread(inspection, findings, false); },
  },
  {
    .id = "configuration-unexamined",
    .level = Level::warning,
    .incomplete = true,
    .title = "a declared configuration file is more than the program reads, or a template",
    .why = "What its values are cannot be told, so they neither confirm nor contradict the manifest.",
    .fix = "name the file that the trainer reads, as it reads it",
    .fails = "hyperparameters: {files: config.yaml}\n"
             "==> config.yaml <==\n"
             "{% if large %}\n"
             "layers: 48\n"
             "{% endif %}\n",
    .passes = "hyperparameters: {files: config.yaml}\n"
              "==> config.yaml <==\n"
              "layers: ${layers}   # a value that is filled in later is unknown, not wrong\n"
              "learning_rate: 3e-4\n",
    .check = [](const Inspection& inspection, Findings& findings) { add_unread(inspection, findings, true); },
  },
  {
    .id = "hyperparameter-differs",
    .contradicts = true,
    .title = "a command, configuration or script sets another value than the manifest states",
    .why = "One of the two did not make this model, and nobody else can know which.",
    .fix = "correct the value, or name the configuration that was used",
    .fails = "hyperparameters: {files: config.yaml, learning_rate: 3.0e-4}\n"
             "==> config.yaml <==\n"
             "optimizer: {lr: 0.00025}\n",
    .passes = "hyperparameters: {files: config.yaml, learning_rate: 2.5e-4}\n"
              "==> config.yaml <==\n"
              "optimizer: {lr: 0.00025}   # the same number in another spelling\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const Contradiction& contradiction : inspection.configurations.contradictions)
        add_contradiction(contradiction, findings);
    },
  },
    {
    .id = "run-record-differs",
    .contradicts = true,
    .title = "what a trainer wrote beside the model differs from the manifest",
    .why = "A trainer writes down what it did; the manifest says otherwise of the same run.",
    .fix = "state what the record says, or leave the record of another run out",
    .fails = "hyperparameters: {learning_rate: 3.0e-4, batch_size: 8}\n"
             "==> README.md <==\n"
             "# Leafnet\n"
             "\n"
             "The following hyperparameters were used during training:\n"
             "- learning_rate: 5e-05\n"
             "- train_batch_size: 8\n"
             "- total_train_batch_size: 32\n",
    .passes = "hyperparameters: {learning_rate: 5.0e-5, batch_size: 32}\n"
              "==> README.md <==\n"
              "# Leafnet\n"
              "\n"
              "The following hyperparameters were used during training:\n"
              "- learning_rate: 5e-05\n"
              "- train_batch_size: 8\n"
              "- total_train_batch_size: 32\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const Contradiction& contradiction : inspection.run_records) add_contradiction(contradiction, findings);
    },
  },
  {
    .id = "seed-unset",
    .contradicts = true,
    .title = "a seed is stated that nothing sets",
    .why = "Without a call or a setting that takes it, every run draws other numbers.",
    .fix = "set the seed in the script, or leave the field out",
    .fails = "training: {scripts: train.py, seeds: [42]}\n"
             "==> train.py <==\n"
             "import torch\nnet = torch.nn.Linear(2, 2)\nopt = torch.optim.SGD(net.parameters(), lr=0.1)\n",
    .passes = "training: {scripts: train.py, seeds: [42]}\n"
              "==> train.py <==\n"
              "import torch\nimport setup_run\nnet = torch.nn.Linear(2, 2)\n"
              "==> setup_run.py <==\n"
              "import torch\ntorch.manual_seed(42)\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const UnsetSeed& seed : inspection.configurations.unset_seeds)
        findings.add({ .place = seed.declared,
                       .message = fmt::format("the seed {} is stated, and no script, command or configuration sets one", in_backticks(seed.value)),
                       .subject = seed.field,
                       .component = "seeds",
                       .related = { { seed.script, "the script would have to" } } });
    },
  },
  {
    .id = "run-log-differs",
    .contradicts = true,
    .title = "a log is of another run than the manifest states",
    .why = "A log shows how the model was trained only if it is of that training.",
    .fix = "commit the log of the run that made the weights, or state what it says",
    .fails = "hyperparameters: {epochs: 12, learning_rate: 1.0e-3}\n"
             "training: {logs: train.csv}\n"
             "==> train.csv <==\n"
             "epoch,loss\n1,0.9\n2,0.8\n3,0.7\n",
    .passes = "hyperparameters: {epochs: 3, learning_rate: 1.0e-3}\n"
              "training: {logs: train.csv}\n"
              "==> train.csv <==\n"
              "epoch,loss\n0,0.9\n1,0.8\n2,0.7\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const RunLogDisagreement& each : inspection.run_logs) add_contradiction(each.contradiction, findings, each.component);
    },
  },
  {
    .id = "hyperparameter-pointer-missing",
    .title = "a hyperparameter points to something that its file does not hold",
    .why = "A trace that leads nowhere is no trace.",
    .fix = "correct the pointer; `~1` stands for a `/` and `~0` for a `~` in a key",
    .fails = "hyperparameters: {learning_rate: {from: \"config.yaml#/optimizer/learning_rate\"}}\n"
             "==> config.yaml <==\n"
             "optimizer: {lr: 0.00025}\n",
    .passes = "hyperparameters: {learning_rate: {from: \"config.yaml#/optimizer/lr\"}}\n"
              "==> config.yaml <==\n"
              "optimizer: {lr: 0.00025}\n",
    .check = [](const Inspection& inspection, Findings& findings) { add_lost(inspection, findings, false); },
  },
  {
    .id = "hyperparameter-pointer-unknown",
    .level = Level::warning,
    .incomplete = true,
    .title = "a hyperparameter points into a file where it cannot be followed",
    .why = "The program follows pointers in one YAML, JSON or TOML document, without tags and merge keys on the way.",
    .fix = "name the file in `hyperparameters.files`, and state the value",
    .fails = "hyperparameters: {learning_rate: {from: \"train.gin#/learning_rate\"}}\n"
             "==> train.gin <==\n"
             "train.learning_rate = 3e-4\n",
    .passes = "hyperparameters: {files: train.gin, learning_rate: 3.0e-4}\n"
              "==> train.gin <==\n"
              "train.learning_rate = 3e-4\n",
    .check = [](const Inspection& inspection, Findings& findings) { add_lost(inspection, findings, true); },
  },
  {
    .id = "architecture-impossible",
    .contradicts = true,
    .title = "a configuration states sizes that no model can have together",
    .why = "Attention splits the hidden size evenly over its heads; a file that says otherwise never built a model.",
    .fix = "correct the sizes, or state the size of a head if it is free of the hidden size",
    .fails = "model: {architecture: {config: config.json}}\n"
             "==> config.json <==\n"
             "{\"hidden_size\": 5120, \"num_attention_heads\": 36, \"num_hidden_layers\": 40}\n",
    .passes = "model: {architecture: {config: config.json}}\n"
              "==> config.json <==\n"
              "{\"hidden_size\": 5120, \"num_attention_heads\": 40, \"num_hidden_layers\": 36}\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const ImpossibleShape& shape : inspection.configurations.impossible) {
        Statement statement{ .place = shape.place,
                             .message = shape.message,
                             .subject = shape.place.path,
                             .component = "model-architecture" };
        for (const Contradiction::Found& found : shape.with)
          statement.related.push_back({ found.place, fmt::format("{} is {}", in_backticks(found.name), in_backticks(found.value)) });
        findings.add(std::move(statement));
      }
    },
  },
};

}  // namespace

constinit const RuleFamily hyperparameter_rules = hyperparameter_rows;

}  // namespace reallyopen
