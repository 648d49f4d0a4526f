// Any bytes as a file of a release whose manifest declares it: what readers find in it, and the
// whole program over it. The first line of the input is the name of the file.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "cli/run.h"
#include "ledger/ledger.h"
#include "support/fixture_repository.h"
#include "text/printable.h"

namespace {

using namespace reallyopen;

const std::vector<std::string> names = {
  "train.py",
  "train.ipynb",
  "train.sh",
  "job.yaml",
  "config.yaml",
  "config.json",
  "config.toml",
  "configs/default.py",
  "runs/train.log",
  "runs/metrics.csv",
  "runs/train.jsonl",
  "runs/events.out.tfevents.1.host.1.0",
  "dvc.yaml",
  "dvc.lock",
  "runs/trainer_state.json",
  "results.json",
  "results.csv",
  "evaluate.py",
  "requirements.txt",
  "data/README.md",
  "README.md",
  "model.safetensors",
  "model.onnx",
  "model.gguf",
  "tokenizer.json",
  "adapter_config.json",
  "mlruns/0/a/metrics/loss",
  "mlruns/0/a/params/lr",
  "wandb/run-1/files/config.yaml",
  "wandb/run-1/files/wandb-summary.json",
};

const char* const manifest =
  "schema_version: 1\nclaim: open-source\n"
  "model: {name: a, version: '1', developer: b, weights: {files: model.safetensors}}\n"
  "data: {sources: [{name: c, access: open, artifact: data/, license: CC0-1.0}]}\n"
  "preprocessing: {steps: [{name: d, scripts: train.py}]}\n"
  "training:\n"
  "  scripts: [train.py, train.ipynb, train.sh, job.yaml]\n"
  "  command: sh train.sh -l 0.1\n"
  "  config: [configs/default.py, config.yaml, config.json, config.toml]\n"
  "  logs: [runs/, mlruns/, wandb/]\n"
  "  seeds: [7]\n"
  "hyperparameters: {learning_rate: 0.1, epochs: 3, steps: 90, batch_size: 32, optimizer: adam,\n"
  "  seed: {from: 'dvc.lock#/stages/train/params'}}\n"
  "evaluation: {code: evaluate.py, results_files: [results.json, results.csv],\n"
  "  results: [{benchmark: e, metric: accuracy, value: 0.5}]}\n"
  "environment: {lockfiles: requirements.txt}\n"
  "hardware: {accelerator: A100, count: 2, wall_clock_hours: 3}\nlicense: MIT\nrestrictions: []\n";

void require(bool holds) {
  if (!holds) std::abort();
}

FixtureRepository& repository() {
  static FixtureRepository fixed;
  static const bool filled = [] {
    for (const std::string& name : names) fixed.write(name, "1\n");
    fixed.write("data/rows.csv", "a,b\n1,2\n").write("TRANSPARENCY.yaml", manifest).commit("fixed");
    return true;
  }();
  (void)filled;
  return fixed;
}

// Of the kinds above, the one whose name ends as that of the input does.
const std::string& name_for(std::string_view wanted) {
  for (const std::string& name : names)
    if (name == wanted) return name;
  const std::string_view ending = wanted.substr(std::min(wanted.rfind('.'), wanted.size()));
  for (const std::string& name : names)
    if (!ending.empty() && name.ends_with(ending)) return name;
  return names[wanted.size() % names.size()];
}

void check_facts(const std::string& name, std::string_view text) {
  const Snapshot snapshot = Snapshot::open({ .folder = repository().path() });
  std::size_t lines = 1;
  for (const char letter : text) lines += letter == '\n' || letter == '\r';
  for (const Fact& fact : Ledger(snapshot, "").everything()) {
    require(fact.quantity && !fact.place.path.empty());
    if (fact.place.path == name)
      require(fact.place.line >= 0 && static_cast<std::size_t>(fact.place.line) <= lines);
  }
}

std::string check_whole() {
  std::ostringstream out;
  std::ostringstream err;
  const int code = run({ "check", repository().path(), "--format", "json" }, out, err);
  require((code == 0 || code == 1 || code == 3) && err.str().empty());
  require(nlohmann::json::parse(out.str())["exit_code"] == code);
  return out.str();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  const std::size_t end = std::min(input.find('\n'), size);
  const std::string& name = name_for(input.substr(0, end));
  const std::string_view text = input.substr(std::min(end + 1, size));
  repository().write(name, text);
  check_facts(name, text);
  require(check_whole() == check_whole());
  repository().write(name, "1\n");
  return 0;
}
