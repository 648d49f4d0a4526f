#include <fmt/format.h>

#include <algorithm>

#include "draft/draft_writer.h"
#include "draft/globs.h"
#include "manifest/write_scalar.h"

namespace reallyopen {
namespace {

std::string quoted(const std::string& text) {
  const std::string scalar = yaml_scalar(text);
  return scalar.starts_with('"') ? scalar : '"' + scalar + '"';
}

// More are no settings of one model, and a check would have to read them all.
constexpr std::size_t most_together = 150;

}  // namespace

void DraftWriter::training() {
  out_.blank();
  if (facts_.survey.training.empty()) {
    out_.unknown(0, "training",
                 "No training script was recognised by what it does: looked for "
                 "optimisers, calls of trainers and what launches them.");
    run_records();
    for (const Sourced& submodule : facts_.submodules)
      out_.comment(
        1, fmt::format("or is it in the submodule `{}`, {}?", submodule.value, submodule.source));
    mention_contradicted(&Survey::training);
    return;
  }
  out_.open(0, "training");
  paths(1, "scripts", facts_.survey.training, found_by(facts_.survey.training, "name and content"));
  run_records();
  mention_contradicted(&Survey::training);
}

void DraftWriter::run_records() {
  paths(1, "checkpoints", facts_.survey.checkpoints);
  paths(1, "logs", facts_.survey.logs);
}

void DraftWriter::hyperparameters() {
  out_.blank();
  const Survey& survey = facts_.survey;
  std::vector<std::string> files = survey.configurations;
  // A script whose constants are the settings, beside files that replace some of them.
  const bool constants = std::ranges::all_of(
    files, [](const std::string& path) { return path.ends_with(".py"); });
  files.insert(constants ? files.begin() : files.end(), survey.setting_scripts.begin(),
               survey.setting_scripts.end());
  if (files.empty() && facts_.hyperparameters.empty())
    return out_.unknown(
      0, "hyperparameters",
      "No file that sets a learning rate was recognised: looked in configurations "
      "and in training scripts.");
  out_.open(0, "hyperparameters");
  if (files.size() > most_listed && files.size() <= most_together)
    files = with_globs(files, survey.beside);
  const std::size_t all = files.size();
  if (all > most_listed) files.resize(most_listed);
  if (!files.empty())
    out_.list(1, "files", relative(files),
              all > files.size() ? fmt::format("the first {} of {} that set a learning rate: "
                                               "keep those of this model",
                                               files.size(), all)
                                 : "they set a learning rate, or other values of the training");
  for (const std::string& path : facts_.unreadable_settings)
    out_.comment(1, fmt::format("left out, it does not parse or contradicts itself: {}", path));
  for (const HyperparameterFact& value : facts_.hyperparameters) {
    if (value.from.empty() && !value.number.empty())
      out_.raw(1, value.name, value.number, from(value.source));
    else if (value.from.empty())
      out_.text(1, value.name, value.value, from(value.source));
    else
      out_.raw(1, value.name, fmt::format("{{from: {}}}", quoted(pointer(value.from))),
               fmt::format("{}, from {}", value.value, value.source));
  }
}

std::string DraftWriter::pointer(const std::string& from_root) const { return relative(from_root); }

void DraftWriter::evaluation() {
  if (facts_.survey.evaluation.empty() && facts_.results.empty() &&
      facts_.survey.result_files.empty())
    return mention_contradicted(&Survey::evaluation, 0);
  out_.blank();
  out_.open(0, "evaluation");
  if (!facts_.survey.evaluation.empty())
    paths(1, "code", facts_.survey.evaluation,
          found_by(facts_.survey.evaluation, "name and content"));
  mention_contradicted(&Survey::evaluation);
  paths(1, "results_files", facts_.survey.result_files);
  if (!facts_.results.empty()) out_.open(1, "results");
  for (const ResultFact& result : facts_.results) {
    out_.text(2, "- benchmark", result.benchmark, from(result.source));
    if (!result.metric.empty()) out_.text(3, "metric", result.metric);
    out_.raw(3, "value", result.value);
  }
}

void DraftWriter::environment() {
  const Survey& survey = facts_.survey;
  out_.blank();
  if (survey.lockfiles.empty() && survey.requirements.empty() && survey.containers.empty() &&
      facts_.frameworks.empty() && facts_.language_of_code.value.empty())
    return out_.unknown(0, "environment",
                        "No lock file, list of packages or Dockerfile was recognised.");
  out_.open(0, "environment");
  paths(1, "lockfiles", survey.lockfiles);
  paths(1, "manifests", survey.requirements);
  fact(1, "language", facts_.language_of_code);
  if (!facts_.frameworks.empty()) {
    out_.open(1, "frameworks", from(facts_.frameworks.front().version.source));
    for (const FrameworkFact& framework : facts_.frameworks)
      out_.text(2, framework.name, framework.version.value);
  }
  if (survey.containers.empty()) return;
  out_.open(1, "container");
  out_.text(2, "dockerfile", relative(survey.containers.front()));
}

void DraftWriter::accelerator(const HardwareFacts& hardware) {
  const Sourced& model = hardware.accelerator;
  if (hardware.memory.value.empty())
    return out_.text(1, "accelerator", model.value.empty() ? "unknown" : model.value,
                     from(model.source));
  out_.open(1, "accelerator");
  out_.text(2, "model", model.value.empty() ? "unknown" : model.value, from(model.source));
  number(2, "memory_gb", hardware.memory);
}

void DraftWriter::hardware() {
  const HardwareFacts& hardware = facts_.hardware;
  out_.blank();
  const Sourced* known[] = { &hardware.accelerator, &hardware.count, &hardware.memory };
  if (std::ranges::all_of(known, [](const Sourced* fact) { return fact->value.empty(); })) {
    out_.unknown(
      0, "hardware",
      hardware.mentions.empty()
        ? "No statement on what the model was trained on was recognised in launch scripts "
          "and the README."
        : "The README speaks of it in the sentences below; say accelerator, count and "
          "memory.");
  } else {
    const bool open = hardware.accelerator.value.empty() || hardware.memory.value.empty();
    out_.open(0, "hardware", open ? "add the accelerator's model and memory" : "");
    accelerator(hardware);
    number(1, "count", hardware.count);
    number(1, "nodes", hardware.nodes);
  }
  if (hardware.count.value.empty() && !hardware.per_node.value.empty())
    out_.comment(1, fmt::format("{}: {} for each machine; of how many?", hardware.per_node.source,
                                hardware.per_node.value));
  for (const Sourced& mention : hardware.mentions)
    out_.comment(1, fmt::format("{}: {}", mention.source, mention.value));
}

}  // namespace reallyopen
