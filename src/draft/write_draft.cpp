#include "draft/write_draft.h"

#include <fmt/format.h>

#include <algorithm>

#include "draft/gather.h"
#include "draft/outline.h"
#include "license/expression.h"
#include "license/license_table.h"
#include "manifest/write_scalar.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_listed = 12;
constexpr std::size_t deepest_listed = 4;  // folders

std::string from(std::string_view source) {
  if (source.empty() || source.starts_with("counted")) return std::string(source);
  return fmt::format("from {}", source);
}

// The manifest's paths begin at its folder.
std::string relative(const Facts& facts, const std::string& path) {
  return facts.folder.empty() ? path : path.substr(facts.folder.size() + 1);
}

std::vector<std::string> relative(const Facts& facts, const std::vector<std::string>& paths) {
  std::vector<std::string> result;
  for (const std::string& path : paths) result.push_back(relative(facts, path));
  return result;
}

// The first `depth` folders of a path; the path where it has fewer.
std::string folder_of(const std::string& path, std::size_t depth) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < depth; ++i) {
    const std::size_t slash = path.find('/', end);
    if (slash == path.npos) break;
    end = slash + 1;
  }
  return end == 0 ? path : path.substr(0, end);
}

// A list too long to read becomes the folders that hold it, as deep as a readable list allows.
std::vector<std::string> short_list(const Facts& facts, const std::vector<std::string>& paths) {
  std::vector<std::string> all = relative(facts, paths);
  if (all.size() <= most_listed) return all;
  std::vector<std::string> folders;
  for (std::size_t depth = deepest_listed; depth > 0; --depth) {
    folders.clear();
    for (const std::string& path : all) folders.push_back(folder_of(path, depth));
    std::ranges::sort(folders);
    folders.erase(std::ranges::unique(folders).begin(), folders.end());
    // A folder stands for what is in the folders below it.
    std::vector<std::string> kept;
    for (const std::string& folder : folders)
      if (kept.empty() || !kept.back().ends_with('/') || !folder.starts_with(kept.back()))
        kept.push_back(folder);
    folders = std::move(kept);
    if (folders.size() <= most_listed) break;
  }
  return folders;
}

std::string how_many(std::size_t count, std::string_view what, std::string_view by) {
  return fmt::format("{} {}{} by {}", count, what, count == 1 ? "" : "s", by);
}

// A word that people or the Hub use for a licence, as an SPDX expression; "" where it is none.
std::string expression_of(const std::string& words) {
  if (const License* license = find_license(words); license && !license->family)
    return std::string(license->id);
  if (const License* license = license_called(words); license && !license->family)
    return std::string(license->id);
  const auto meant = meant_licenses(words);
  return meant.size() == 1 ? meant.front() : "";
}

class DraftWriter {
 public:
  DraftWriter(const Facts& facts, const DraftClaim& claim) : facts_(facts), claim_(claim) {}

  std::string write() {
    head();
    model();
    data();
    preprocessing();
    training();
    hyperparameters();
    evaluation();
    environment();
    hardware();
    license();
    restrictions();
    documentation();
    community();
    return out_.take();
  }

 private:
  void fact(int depth, std::string_view key, const Sourced& fact) {
    if (!fact.value.empty()) out_.text(depth, key, fact.value, from(fact.source));
  }

  void number(int depth, std::string_view key, const Sourced& fact) {
    if (!fact.value.empty()) out_.raw(depth, key, fact.value, from(fact.source));
  }

  void paths(int depth, std::string_view key, const std::vector<std::string>& found,
             std::string_view comment = "") {
    if (!found.empty()) out_.list(depth, key, short_list(facts_, found), comment);
  }

  void mention_contradicted(std::vector<std::string> Survey::*list, int depth = 1) {
    for (const ContradictedScript& script : facts_.contradicted)
      if (script.list == list)
        out_.comment(depth, fmt::format("left out, it starts or loads what is not here: {}",
                                        relative(facts_, script.path)));
  }

  // How scripts were found; a person's answer needs no such words.
  std::string found_by(const std::vector<std::string>& scripts, std::string_view by) const {
    if (scripts.size() == 1 &&
        std::ranges::find(facts_.answered, scripts.front()) != facts_.answered.end())
      return from("an answer");
    return how_many(scripts.size(), "script", by);
  }

  void first(int depth, std::string_view key, const std::vector<std::string>& found) {
    if (!found.empty()) out_.text(depth, key, relative(facts_, found.front()));
  }

  void head() {
    out_.comment(
      0, "TRANSPARENCY.yaml, drafted by `reallyopen init` from what this repository shows.");
    out_.comment(
      0, "Comments say where a value is from; `status: unknown` marks what only a person can add.");
    if (!facts_.survey.complete)
      out_.comment(0, "Part of the repository is not in this clone and was not looked at.");
    out_.raw(0, "schema_version", "1");
    out_.text(0, "claim", claim_.id, claim_.comment);
  }

  void required(std::string_view key, const Sourced& fact, std::string_view looked) {
    if (fact.value.empty())
      out_.text(1, key, "unknown", looked);
    else
      out_.text(1, key, fact.value, from(fact.source));
  }

  void model() {
    out_.blank();
    out_.open(0, "model");
    required("name", facts_.name, "not found in README.md, CITATION.cff or pyproject.toml");
    required("version", facts_.version, "no tag, CITATION.cff or pyproject.toml names one");
    required("developer", facts_.developer,
             "not found in CITATION.cff, pyproject.toml or a licence");
    fact(1, "repository", facts_.repository);
    fact(1, "hub", facts_.hub);
    architecture();
    number(1, "parameters", facts_.parameters);
    if (!facts_.adapter_parameters.value.empty())
      out_.comment(1,
                   fmt::format("parameters: {{total: …, trainable: {}}}  from {}: what is all "
                               "that its base and it hold?",
                               facts_.adapter_parameters.value, facts_.adapter_parameters.source));
    text_list("languages", facts_.languages);
    text_list("tasks", facts_.tasks);
    base_models();
    weights();
    if (!facts_.survey.inference.empty()) {
      out_.open(1, "inference", found_by(facts_.survey.inference, "name and content"));
      paths(2, "code", facts_.survey.inference);
    }
  }

  void text_list(std::string_view key, const std::vector<Sourced>& values) {
    if (values.empty()) return;
    std::vector<std::string> texts;
    for (const Sourced& value : values) texts.push_back(value.value);
    out_.open(1, key, from(values.front().source));
    for (const std::string& text : texts) out_.item(2, text);
  }

  void architecture() {
    const auto& files = facts_.survey.architecture;
    if (files.empty() && facts_.architecture.value.empty()) return;
    out_.open(1, "architecture");
    fact(2, "type", facts_.architecture);
    fact(2, "description", facts_.shape);
    std::vector<std::string> code;
    std::vector<std::string> config;
    for (const std::string& file : files) (file.ends_with(".json") ? config : code).push_back(file);
    paths(2, "code", code);
    paths(2, "config", config);
    number(2, "context_length", facts_.context_length);
  }

  void base_models() {
    if (facts_.base_models.empty()) return;
    out_.open(1, "base_models", "add `revision` and `license` of each");
    for (const BaseModelFact& base : facts_.base_models) {
      out_.text(2, "- name", base.name, from(base.source));
      out_.text(3, "relation", base.relation);
    }
  }

  void weights() {
    if (facts_.weights.empty() && facts_.hub.value.empty()) return;
    out_.open(1, "weights");
    if (facts_.weights.empty()) {
      out_.open(2, "files");
      out_.text(3, "url", facts_.hub.value,
                from(facts_.hub.source) + (facts_.hub_links > 1
                                             ? fmt::format(", one of {} models that it links to; "
                                                           "pin it with `revision`",
                                                           facts_.hub_links)
                                             : "; pin it with `revision`"));
      return;
    }
    fact(2, "format", facts_.weights_format);
    out_.open(2, "files");
    for (const WeightsFact& file : facts_.weights) {
      out_.text(3, "- path", relative(facts_, file.path));
      if (file.sha256.empty()) continue;
      out_.raw(4, "sha256", yaml_scalar(file.sha256), from(file.source));
      out_.raw(4, "size_bytes", file.size, from(file.source));
    }
    if (!facts_.survey.other_weights.empty())
      out_.comment(2, "other forms, or parts, add those that are released as the model:");
    for (const std::string& path : short_list(facts_, facts_.survey.other_weights))
      out_.comment(2, fmt::format("- {}", path));
  }

  void data() {
    out_.blank();
    std::vector<const DatasetFact*> named;
    std::vector<const DatasetFact*> candidates;
    for (const DatasetFact& dataset : facts_.datasets)
      if ((dataset.by_card && is_hub_id(dataset.id)) || is_whole(dataset))
        named.push_back(&dataset);
      else if (!dataset.by_person)
        candidates.push_back(&dataset);
    if (named.empty() && facts_.data_files.empty()) {
      out_.unknown(
        0, "data",
        candidates.empty()
          ? "No data source was recognised: looked in the model card, in configurations and in "
            "scripts that load data."
          : "The comment below lists datasets that are named here; whether the model was "
            "trained on them, only a person can say.");
      mention_unfinished(1);
      mention_candidates(1, candidates);
      mention_data_files(1);
      return;
    }
    out_.open(0, "data");
    out_.open(1, "sources");
    for (const DatasetFact* dataset : named) {
      out_.text(2, "- name", dataset->id, from(dataset->source));
      if (!dataset->access.empty()) {
        access(*dataset);
        continue;
      }
      out_.raw(3, "access", "public", "the card names it: can anybody download it as it was used?");
      out_.text(3, "url", "https://huggingface.co/datasets/" + dataset->id);
    }
    if (!facts_.data_files.empty()) {
      out_.text(2, "- name", "Data in this repository",
                how_many(facts_.data_files.size(), "file", "name, which scripts or settings name"));
      out_.raw(3, "access", "open", "it is committed here");
      paths(3, "artifact", folders_of(facts_.data_files));
    }
    mention_unfinished(1);
    mention_candidates(1, candidates);
    mention_data_files(1);
  }

  // `squad`, `allenai/c4`; not "my own photographs".
  static bool is_hub_id(std::string_view id) {
    return std::ranges::all_of(id, [](char letter) {
      return is_word_letter(letter) || letter == '-' || letter == '.' || letter == '/';
    });
  }

  // Somebody said who can get it, and all that this owes.
  static bool is_whole(const DatasetFact& dataset) {
    return dataset.access == "open" || dataset.access == "public" || !dataset.detail.empty();
  }

  void access(const DatasetFact& dataset) {
    out_.text(3, "access", dataset.access, from(dataset.source));
    if (dataset.access == "obtainable") out_.text(3, "obtain", dataset.detail);
    if (dataset.access == "withheld") out_.text(3, "reason", dataset.detail);
  }

  void mention_data_files(int depth) {
    if (facts_.data_candidates.empty()) return;
    out_.comment(depth, "committed, and named by no script; add those that it was trained on:");
    for (const std::string& path : short_list(facts_, facts_.data_candidates))
      out_.comment(depth, fmt::format("- {{name: …, access: open, artifact: {}}}", path));
  }

  // One file stands for itself, several for the folder they share.
  static std::vector<std::string> folders_of(std::vector<std::string> files) {
    if (files.size() == 1) return files;
    std::string shared = files.front().substr(0, files.front().rfind('/') + 1);
    for (const std::string& file : files)
      while (!shared.empty() && !file.starts_with(shared)) {
        const std::size_t slash = shared.rfind('/', shared.size() - 2);
        shared = slash == std::string::npos ? "" : shared.substr(0, slash + 1);
      }
    return { shared.empty() ? files.front() : shared };
  }

  void mention_unfinished(int depth) {
    for (const DatasetFact& dataset : facts_.datasets)
      if (dataset.by_person && !is_whole(dataset))
        out_.comment(depth,
                     fmt::format("answered, say who can get it and how: - {{name: {}, access: {}}}",
                                 dataset.id, dataset.access.empty() ? "…" : dataset.access));
  }

  void mention_candidates(int depth, const std::vector<const DatasetFact*>& candidates) {
    if (candidates.empty()) return;
    out_.comment(depth, "loaded or linked here; add those that the model was trained on:");
    for (const DatasetFact* dataset : candidates)
      out_.comment(depth, fmt::format("- {{name: {}, access: …, license: …}}  from {}", dataset->id,
                                      dataset->source));
  }

  void preprocessing() {
    out_.blank();
    if (facts_.survey.preprocessing.empty() && facts_.survey.tokenizers.empty())
      return out_.unknown(
        0, "preprocessing",
        "No script that prepares the data was recognised, by its name or by what it "
        "does.");
    if (facts_.survey.preprocessing.empty()) {
      out_.unknown(0, "preprocessing",
                   "A tokenizer is here; no script that prepares the data was recognised.");
    } else {
      out_.open(0, "preprocessing");
      out_.open(1, "steps");
      out_.text(2, "- name", "Prepare the data",
                found_by(facts_.survey.preprocessing, "name and content"));
      paths(3, "scripts", facts_.survey.preprocessing);
    }
    mention_contradicted(&Survey::preprocessing);
    if (!facts_.survey.tokenizers.empty()) {
      out_.open(1, "tokenizer");
      paths(2, "files", facts_.survey.tokenizers);
    }
  }

  void training() {
    out_.blank();
    if (facts_.survey.training.empty()) {
      out_.unknown(0, "training",
                   "No training script was recognised, by its name or by what it does: looked for "
                   "optimisers, calls of trainers and what launches them.");
      run_records();
      for (const Sourced& submodule : facts_.submodules)
        out_.comment(
          1, fmt::format("or is it in the submodule `{}`, {}?", submodule.value, submodule.source));
      mention_contradicted(&Survey::training);
      return;
    }
    out_.open(0, "training");
    paths(1, "scripts", facts_.survey.training,
          found_by(facts_.survey.training, "name and content"));
    run_records();
    mention_contradicted(&Survey::training);
  }

  void run_records() {
    paths(1, "checkpoints", facts_.survey.checkpoints);
    paths(1, "logs", facts_.survey.logs);
  }

  void hyperparameters() {
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
    const std::size_t all = files.size();
    if (all > most_listed) files.resize(most_listed);
    if (!files.empty())
      out_.list(1, "files", relative(facts_, files),
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

  std::string pointer(const std::string& from_root) const { return relative(facts_, from_root); }

  static std::string quoted(const std::string& text) {
    const std::string scalar = yaml_scalar(text);
    return scalar.starts_with('"') ? scalar : '"' + scalar + '"';
  }

  void evaluation() {
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

  void environment() {
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
    out_.text(2, "dockerfile", relative(facts_, survey.containers.front()));
  }

  void accelerator(const HardwareFacts& hardware) {
    const Sourced& model = hardware.accelerator;
    if (hardware.memory.value.empty())
      return out_.text(1, "accelerator", model.value.empty() ? "unknown" : model.value,
                       from(model.source));
    out_.open(1, "accelerator");
    out_.text(2, "model", model.value.empty() ? "unknown" : model.value, from(model.source));
    number(2, "memory_gb", hardware.memory);
  }

  void hardware() {
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

  void license_line(std::string_view key, const Sourced& license) {
    const std::string expression = license.value.empty() ? "" : expression_of(license.value);
    if (!expression.empty())
      out_.text(1, key, expression, from(license.source));
    else if (!license.value.empty())
      out_.text(1, key, "NOASSERTION",
                fmt::format("{} says `{}`: which licence is it?", license.source, license.value));
    else if (!license.source.empty())
      out_.text(1, key, "NOASSERTION", fmt::format("{}: which licence is it?", license.source));
    else
      out_.text(1, key, "NOASSERTION", "no licence was found for it: say which");
  }

  void license() {
    out_.blank();
    out_.open(0, "license");
    license_line("code", facts_.code_license);
    license_line("weights", license_of_weights(facts_));
    if (!facts_.data_license.source.empty()) license_line("data", facts_.data_license);
    paths(1, "files", facts_.survey.licenses);
  }

  void restrictions() {
    out_.blank();
    if (facts_.restrictions.empty() && is_known_open(facts_))
      return out_.raw(0, "restrictions", "[]",
                      fmt::format("`{}` sets none; this states that there are none",
                                  license_of_weights(facts_).value));
    if (facts_.restrictions.empty())
      return out_.unknown(0, "restrictions",
                          license_of_weights(facts_).value.empty()
                            ? "No licence of the weights was recognised: read what applies to "
                              "them, and write `[]` where nothing limits the use."
                            : "The licence of the weights is not known to be free of them: read "
                              "it, and write `[]` where nothing limits the use.");
    out_.open(0, "restrictions");
    for (const Sourced& restriction : facts_.restrictions) {
      out_.text(1, "- kind", restriction.value, from(restriction.source));
      out_.text(2, "summary", fmt::format("See {}.", restriction.source));
    }
  }

  void documentation() {
    const auto card = std::ranges::find_if(facts_.survey.cards, [&](const std::string& path) {
      return relative(facts_, path).find('/') == std::string::npos;
    });
    const bool has_card = card != facts_.survey.cards.end();
    if (!has_card && facts_.paper.value.empty()) return;
    out_.blank();
    out_.open(0, "documentation");
    if (has_card) out_.text(1, "model_card", relative(facts_, *card));
    fact(1, "paper", facts_.paper);
  }

  void community() {
    const Survey& survey = facts_.survey;
    if (survey.contributing.empty() && facts_.issues.value.empty() && survey.conduct.empty() &&
        survey.security.empty() && survey.changelogs.empty() && survey.citations.empty())
      return;
    out_.blank();
    out_.open(0, "community");
    first(1, "contributing", survey.contributing);
    fact(1, "issues", facts_.issues);
    first(1, "code_of_conduct", survey.conduct);
    first(1, "security", survey.security);
    first(1, "changelog", survey.changelogs);
    first(1, "citation", survey.citations);
  }

  const Facts& facts_;
  const DraftClaim& claim_;
  Outline out_;
};

}  // namespace

std::string write_draft(const Facts& facts, const DraftClaim& claim) {
  return DraftWriter(facts, claim).write();
}

}  // namespace reallyopen
