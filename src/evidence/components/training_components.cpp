// Scripts, settings, environment, hardware and traces of the training.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "evidence/components/component.h"
#include "evidence/components/part.h"
#include "evidence/pin.h"
#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

std::span<const Node> stages(const Declarations& declarations) {
  const Node* node = declarations.find({ "training", "stages" });
  return node && node->is_sequence() ? std::span<const Node>(node->items) : std::span<const Node>();
}

// The weakest of what `training` and each of its stages say under `key`; nothing where none says
// anything. A stage that is withheld withholds all of it.
std::optional<Part> training_parts(const Declarations& declarations, std::string_view key) {
  std::optional<Part> weakest;
  const auto add = [&](std::optional<Part> part) {
    if (!part) return;
    weakest = weakest ? weaker(std::move(*weakest), std::move(*part)) : std::move(part);
  };
  const auto declared = [&](const Node* node) -> std::optional<Part> {
    if (!node) return std::nullopt;
    return artifacts_part(declarations, node);
  };
  if (const Node* training = declarations.find({ "training" })) add(declared(training->get(key)));
  for (const Node& stage : stages(declarations)) {
    add(status_part(declarations, &stage));
    add(declared(stage.get(key)));
  }
  return weakest;
}

std::optional<Part> repository_part(const Declarations& declarations) {
  const Node* training = declarations.find({ "training" });
  const Node* repository = training ? training->get("repository") : nullptr;
  if (!repository || !is_url(repository->text)) return std::nullopt;
  Part part{ .evidence = Evidence::linked, .place = declarations.place(*repository) };
  if (is_pinned(*training, repository->text)) {
    part.evidence = Evidence::pinned;
  } else {
    part.reason = "`training.repository` can change: no full commit is named";
    part.step = "name the full commit of the repository in `training.revision`";
  }
  return part;
}

void gather_scripts(const Declarations& declarations, ComponentEvidence& evidence) {
  if (auto status = status_part(declarations, declarations.find({ "training" })))
    return apply(std::move(*status), evidence);
  auto scripts = training_parts(declarations, "scripts");
  if (!scripts) scripts = repository_part(declarations);
  if (scripts) apply(std::move(*scripts), evidence);
}

bool is_hyperparameter(std::string_view key) {
  return key != "files" && key != "status" && key != "reason" && !key.starts_with("x-");
}

// What one `hyperparameters` mapping shows: its files, the files its values point to, or the values
// alone.
std::optional<Part> hyperparameters_part(const Declarations& declarations, const Node* section) {
  if (!section || !section->is_mapping()) return std::nullopt;
  if (auto status = status_part(declarations, section)) return status;
  std::optional<Part> weakest;
  const auto add = [&](Part part) {
    weakest = weakest ? weaker(std::move(*weakest), std::move(part)) : std::move(part);
  };
  const Node* files = section->get("files");
  if (files) add(artifacts_part(declarations, files));
  bool any_untraced = false;
  for (const Member& member : section->members) {
    if (!is_hyperparameter(member.key.text)) continue;
    if (auto status = status_part(declarations, &member.value)) {
      add(std::move(*status));
      continue;
    }
    if (const Node* from = member.value.get("from"))
      add(artifacts_part(declarations, from));
    else
      any_untraced |= says_something(&member.value);
  }
  if (!files && any_untraced) {
    Part stated = described_part(declarations, section);
    stated.reason = "values are stated, and no committed file is said to hold them";
    stated.step = "name the configuration file in `hyperparameters.files`";
    add(std::move(stated));
  }
  return weakest;
}

void gather_hyperparameters(const Declarations& declarations, ComponentEvidence& evidence) {
  // The values of the run as a whole and of each stage; a described part beside a present file
  // is an override that the file's stage already traces, so only what is weaker than described
  // counts.
  auto decisive = hyperparameters_part(declarations, declarations.find({ "hyperparameters" }));
  auto configs = training_parts(declarations, "config");
  const auto take = [&](std::optional<Part> part) {
    if (!part) return;
    if (!decisive) {
      decisive = std::move(part);
      return;
    }
    const bool both_stated = reaches(decisive->evidence, Evidence::described) &&
                             reaches(part->evidence, Evidence::described);
    decisive = both_stated ? stronger(std::move(*decisive), std::move(*part))
                           : weaker(std::move(*decisive), std::move(*part));
  };
  take(std::move(configs));
  for (const Node& stage : stages(declarations))
    take(hyperparameters_part(declarations, stage.get("hyperparameters")));
  if (decisive) apply(std::move(*decisive), evidence);
}

void gather_environment(const Declarations& declarations, ComponentEvidence& evidence) {
  const Node* section = declarations.find({ "environment" });
  if (auto status = status_part(declarations, section)) return apply(std::move(*status), evidence);
  if (!section) return;
  Part part = artifacts_part(declarations, section->get("lockfiles"));
  // A lock file that is linked at a moving place locks nothing.
  if (part.evidence == Evidence::linked) part.evidence = Evidence::described;
  const Node* container = section->get("container");
  for (const std::string_view key : { "digest", "image" }) {
    const Node* image = container ? container->get(key) : nullptr;
    const bool is_digest = says_something(image) && (key == "digest" || is_pinned_url(image->text));
    if (is_digest)
      part = stronger(std::move(part),
                      { .evidence = Evidence::pinned, .place = declarations.place(*image) });
  }
  for (const std::string_view key : { "manifests", "container", "frameworks", "language", "os" }) {
    const Node* node = section->get(key);
    if (!says_something(node)) continue;
    Part stated = described_part(declarations, node);
    const Part files = artifacts_part(declarations, key == "manifests" ? node : nullptr);
    if (files.evidence == Evidence::broken || files.evidence == Evidence::unknown) stated = files;
    stated.reason = "no lock file and no image digest is named";
    stated.step = "commit a lock file, or name the image by digest";
    part = stronger(std::move(part), std::move(stated));
  }
  apply(std::move(part), evidence);
}

// ---- hardware

std::string_view accelerator_model(const Node& setup) {
  const Node* accelerator = setup.get("accelerator");
  if (!accelerator) return {};
  return accelerator->is_mapping() ? accelerator->string_at("model")
                                   : std::string_view(accelerator->text);
}

// Without letter case, and without the spaces around it.
std::string plain_word(std::string_view text) {
  constexpr std::string_view space = " \t\n\f\r";
  const std::size_t first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return "";
  return lower(text.substr(first, text.find_last_not_of(space) + 1 - first));
}

bool is_unknown(std::string_view text) {
  constexpr std::array words = std::to_array<std::string_view>(
    { "unknown", "unspecified", "not stated", "not known", "not disclosed", "n/a", "na", "tbd" });
  const std::string word = plain_word(text);
  return word.find_first_not_of('?') == std::string::npos ||
         std::ranges::find(words, word) != words.end();
}

bool uses_no_accelerator(const Node& setup) {
  const std::string model = plain_word(accelerator_model(setup));
  return model == "none" || model == "no" || model == "cpu" || model == "cpu only";
}

bool states_accelerator(const Node& setup) {
  if (uses_no_accelerator(setup)) return says_something(setup.get("cpu"));
  return !is_unknown(accelerator_model(setup));
}

bool states_count(const Node& setup) {
  return uses_no_accelerator(setup) || says_something(setup.get("count"));
}

bool states_memory(const Node& setup) {
  if (says_something(setup.get("memory_gb"))) return true;
  const Node* accelerator = setup.get("accelerator");
  if (accelerator && says_something(accelerator->get("memory_gb"))) return true;
  // "NVIDIA A100 80GB" states it in the name.
  static const Pattern pattern("(?i)\\b[0-9]+ ?Gi?B\\b", "gb|gib");
  return pattern.found_in(accelerator_model(setup));
}

bool states_time(const Node& setup) {
  return says_something(setup.get("wall_clock_hours")) ||
         says_something(setup.get("accelerator_hours"));
}

bool states_system(const Node& setup) { return says_something(setup.get("system_configuration")); }

struct HardwareFact {
  FactRow row;
  bool (*states)(const Node& setup);
  std::string_view key;
  std::string_view lacking;
  std::string_view step;
};

constexpr HardwareFact hardware_facts[] = {
  { { "accelerator", "the model of the accelerator, or `none` and the `cpu`" },
    states_accelerator,
    "accelerator",
    "the accelerator's model is not stated",
    "say which `accelerator`, or `none` and the `cpu`" },
  { { "count", "how many accelerators" },
    states_count,
    "count",
    "the number of accelerators is not stated",
    "state `count`" },
  { { "memory", "memory of the accelerator or the machine" },
    states_memory,
    "memory_gb",
    "the memory is not stated",
    "state `memory_gb`" },
  { { "time", "`wall_clock_hours` or `accelerator_hours`" },
    states_time,
    "wall_clock_hours",
    "the training time is not stated",
    "state `wall_clock_hours` or `accelerator_hours`" },
  { { "system-configuration", "`system_configuration`: topology and settings of the machines" },
    states_system,
    "system_configuration",
    "the system configuration is not stated",
    "state `system_configuration`" },
};

std::vector<const Node*> setups(const Declarations& declarations) {
  std::vector<const Node*> result;
  const Node* hardware = declarations.find({ "hardware" });
  if (hardware && hardware->is_mapping()) result.push_back(hardware);
  if (hardware && hardware->is_sequence())
    for (const Node& setup : hardware->items)
      if (setup.is_mapping()) result.push_back(&setup);
  return result;
}

ComponentFact hardware_fact(const Declarations& declarations, const HardwareFact& row,
                            const Place& section) {
  ComponentFact fact{ .id = std::string(row.row.id), .holds = true, .place = section };
  const auto all = setups(declarations);
  if (all.empty()) fact.holds = false;
  for (const Node* setup : all) {
    if (row.states(*setup)) continue;
    fact.holds = false;
    const Node* stated = setup->get(row.key);
    fact.place = declarations.place(stated ? *stated : *setup);
    break;
  }
  if (!fact.holds) fact.lacking = row.lacking, fact.step = row.step;
  return fact;
}

void gather_hardware(const Declarations& declarations, ComponentEvidence& evidence) {
  std::optional<Part> weakest;
  for (const Node* setup : setups(declarations)) {
    auto part = status_part(declarations, setup);
    if (!part) part = described_part(declarations, setup);
    weakest = weakest ? weaker(std::move(*weakest), std::move(*part)) : std::move(*part);
  }
  if (weakest) apply(std::move(*weakest), evidence);
  for (const HardwareFact& row : hardware_facts)
    evidence.facts.push_back(hardware_fact(declarations, row, evidence.section));
}

// ---- traces

bool is_seed(std::string_view key) {
  return key == "seeds" || key == "seed" || key.ends_with("_seed");
}

void gather_seeds(const Declarations& declarations, ComponentEvidence& evidence) {
  const auto take = [&](const Node* mapping) {
    if (!mapping || evidence.evidence == Evidence::described) return;
    for (const Member& member : mapping->members)
      if (is_seed(member.key.text) && says_something(&member.value))
        return apply(described_part(declarations, &member.value), evidence);
  };
  take(declarations.find({ "training" }));
  take(declarations.find({ "hyperparameters" }));
  for (const Node& stage : stages(declarations)) take(stage.get("hyperparameters"));
}

void gather_checkpoints(const Declarations& declarations, ComponentEvidence& evidence) {
  if (auto part = training_parts(declarations, "checkpoints")) apply(std::move(*part), evidence);
}

void gather_logs(const Declarations& declarations, ComponentEvidence& evidence) {
  if (auto part = training_parts(declarations, "logs")) apply(std::move(*part), evidence);
}

constexpr FactRow hardware_fact_rows[] = { hardware_facts[0].row, hardware_facts[1].row,
                                           hardware_facts[2].row, hardware_facts[3].row,
                                           hardware_facts[4].row };

constexpr Component training_rows[] = {
  { .id = "training-scripts",
    .title = "training scripts",
    .content = Content::code,
    .field = "training.scripts",
    .about = "The scripts of `training` and of each of its stages, all of them; without any, "
             "`training.repository` at `training.revision`.",
    .step = "commit the training scripts, or name a repository at a commit",
    .facts = {},
    .gather = gather_scripts },
  { .id = "hyperparameters",
    .title = "hyperparameters",
    .content = Content::code,
    .field = "hyperparameters",
    .about = "Values alone are described; `files`, `from` pointers and the stages' `config` trace "
             "them to committed files.",
    .step = "state the hyperparameters, or name the configuration files",
    .facts = {},
    .gather = gather_hyperparameters },
  { .id = "environment",
    .title = "environment",
    .content = Content::code,
    .field = "environment",
    .about = "A committed lock file or an image digest pins it; package lists, frameworks and "
             "images by tag describe it.",
    .step = "name the lock file, the package list or the image that the training ran in",
    .facts = {},
    .gather = gather_environment },
  { .id = "hardware",
    .title = "hardware",
    .content = Content::statement,
    .field = "hardware",
    .about = "Every setup has to be stated; a withheld one makes the component withheld.",
    .step = "say accelerator, count and memory of every machine",
    .facts = hardware_fact_rows,
    .gather = gather_hardware },
  { .id = "seeds",
    .title = "seeds",
    .content = Content::statement,
    .field = "training.seeds",
    .about = "`training.seeds`, or a hyperparameter whose name ends in `seed`.",
    .step = "state the seeds in `training.seeds`",
    .facts = {},
    .gather = gather_seeds },
  { .id = "checkpoints",
    .title = "checkpoints",
    .content = Content::weights,
    .field = "training.checkpoints",
    .about = "The intermediate checkpoints of `training` and its stages.",
    .step = "name intermediate checkpoints in `training.checkpoints`",
    .facts = {},
    .gather = gather_checkpoints },
  { .id = "training-logs",
    .title = "training logs",
    .content = Content::documentation,
    .field = "training.logs",
    .about = "The logs of `training` and its stages.",
    .step = "name the logs of the run in `training.logs`",
    .facts = {},
    .gather = gather_logs },
};

}  // namespace

constinit const ComponentFamily training_components = training_rows;

}  // namespace reallyopen
