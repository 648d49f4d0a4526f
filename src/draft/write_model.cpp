#include <fmt/format.h>

#include "draft/draft_writer.h"
#include "manifest/write_scalar.h"

namespace reallyopen {

void DraftWriter::model() {
  out_.blank();
  out_.open(0, "model");
  required("name", facts_.name, "not found in README.md, CITATION.cff or pyproject.toml");
  required("version", facts_.version, "no tag, CITATION.cff or pyproject.toml names one");
  required("developer", facts_.developer, "not found in CITATION.cff, pyproject.toml or a licence");
  fact(1, "repository", facts_.repository);
  fact(1, "hub", facts_.hub);
  architecture();
  number(1, "parameters", facts_.parameters);
  if (!facts_.adapter_parameters.value.empty())
    out_.comment(1, fmt::format("parameters: {{total: …, trainable: {}}}  from {}: what is all "
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

void DraftWriter::required(std::string_view key, const Sourced& fact, std::string_view looked) {
  if (fact.value.empty())
    out_.text(1, key, "unknown", looked);
  else
    out_.text(1, key, fact.value, from(fact.source));
}

void DraftWriter::architecture() {
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

void DraftWriter::base_models() {
  if (!facts_.base_models.empty())
    out_.open(1, "base_models", "add `revision` and `license` of each");
  for (const BaseModelFact& base : facts_.base_models) {
    out_.text(2, "- name", base.name, from(base.source));
    out_.text(3, "relation", base.relation);
  }
  for (const Sourced& hint : facts_.base_hints)
    out_.comment(1, fmt::format("{} links to `{}` where it speaks of how a model was made: is it "
                                "the base of this one?",
                                hint.source, hint.value));
}

void DraftWriter::weights() {
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
    out_.text(3, "- path", relative(file.path));
    if (file.sha256.empty()) continue;
    out_.raw(4, "sha256", yaml_scalar(file.sha256), from(file.source));
    out_.raw(4, "size_bytes", file.size, from(file.source));
  }
  if (!facts_.survey.other_weights.empty())
    out_.comment(2, "other forms, or parts, add those that are released as the model:");
  for (const std::string& path : short_list(facts_.survey.other_weights))
    out_.comment(2, fmt::format("- {}", path));
}

}  // namespace reallyopen
