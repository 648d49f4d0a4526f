// What training libraries write beside a model, as the ledger has it.
#include <fmt/format.h>

#include <algorithm>

#include "draft/gather.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_results = 20;

// "Use OptimizerNames.ADAMW_TORCH with betas=(0.9,0.999) and optimizer_args=No additional ..."
std::string without_filling(std::string text) {
  for (const std::string_view start : { "Use ", "OptimizerNames." })
    if (text.starts_with(start)) text.erase(0, start.size());
  for (const std::string_view rest : { " and optimizer_args=No", " and the args are:" })
    text.resize(std::min(text.find(rest), text.size()));
  return text;
}

// Only where no file of settings was found: those of different runs do not mix.
void gather_settings_of_run(Ledger& ledger, Facts& facts) {
  if (!facts.hyperparameters.empty()) return;
  for (const std::string_view name : settings_of_run) {
    std::vector<Fact> said = of_model(ledger, name);
    // `steps` of a run are those that were done.
    if (said.empty() && name == "steps") said = of_model(ledger, "steps_done");
    if (said.empty()) continue;
    const Fact& fact = said.front();
    facts.hyperparameters.push_back({ .name = std::string(name),
                                      .value = without_filling(fact.value.text),
                                      .number = safe_number(fact.value.text),
                                      .from = "",
                                      .source = source_of(fact) });
  }
}

void gather_results(Ledger& ledger, Facts& facts) {
  for (const Fact& fact : ledger.about("result")) {
    // Losses of a run are records, no results that a release states.
    const bool stated = fact.source == SourceKind::results ||
                        fact.source == SourceKind::card_metadata;
    if (!stated || facts.results.size() == most_results) continue;
    const std::size_t slash = fact.scope.rfind('/');
    ResultFact result{ .benchmark = fact.scope.substr(0, slash),
                       .metric = slash == std::string::npos ? "" : fact.scope.substr(slash + 1),
                       .value = safe_number(fact.value.text),
                       .source = source_of(fact) };
    const bool known = std::ranges::any_of(facts.results, [&](const ResultFact& other) {
      return other.benchmark == result.benchmark && other.metric == result.metric;
    });
    if (!known && !result.benchmark.empty() && !result.value.empty())
      facts.results.push_back(std::move(result));
  }
}

void gather_frameworks(Ledger& ledger, Facts& facts) {
  for (const Fact& fact : ledger.about("package")) {
    if (fact.source != SourceKind::card_list) continue;
    const Sourced version{ fact.value.text, source_of(fact) };
    const bool known = std::ranges::find(facts.frameworks, fact.scope, &FrameworkFact::name) !=
                       facts.frameworks.end();
    if (fact.scope == "python")
      facts.language_of_code = { "python " + version.value, version.source };
    else if (!known)
      facts.frameworks.push_back({ fact.scope, version });
  }
  for (const Fact& fact : ledger.about("python", SourceKind::lock_file))
    set_if_empty(facts.language_of_code, "python " + fact.value.text, source_of(fact));
}

void gather_relations(Ledger& ledger, Facts& facts) {
  const std::vector<Fact> sizes = of_model(ledger, "adapter_parameters");
  if (!sizes.empty() && of_model(ledger, "parameters").empty())
    facts.adapter_parameters = { sizes.front().value.text, source_of(sizes.front()) };
  for (BaseModelFact& base : facts.base_models)
    if (base.relation.empty()) base.relation = relation_by_files(facts);
}

// An adapter is for a model, whatever else the card calls it.
void gather_bases(Ledger& ledger, Facts& facts) {
  for (const Fact& fact : of_model(ledger, "base_model")) {
    if (fact.source == SourceKind::adapter) {
      std::erase_if(facts.base_models,
                    [&](const BaseModelFact& base) { return base.name == fact.value.text; });
      facts.base_models.insert(facts.base_models.begin(),
                               { fact.value.text, "adapter", source_of(fact) });
    } else if (fact.source == SourceKind::weights && facts.base_models.empty()) {
      facts.base_models.push_back({ fact.value.text, relation_by_files(facts), source_of(fact) });
    }
  }
}

// Which data a GGUF header names, in whatever sense.
void gather_datasets_of_header(Ledger& ledger, Facts& facts) {
  for (const Fact& fact : of_model(ledger, "dataset", SourceKind::weights)) {
    const bool known = std::ranges::any_of(
      facts.datasets, [&](const DatasetFact& other) { return other.id == fact.value.text; });
    if (!known)
      facts.datasets.push_back(
        { .id = fact.value.text, .revision = "", .source = source_of(fact) });
  }
}

// The parts of a model may be of several kinds; what is quantised is told by any.
bool is_quantised(Ledger& ledger) {
  constexpr double least_whole_bits = 16;
  return std::ranges::any_of(ledger.about("quantisation"),
                             [](const Fact& fact) { return fact.value.text != "none"; }) ||
         std::ranges::any_of(ledger.about("bits"),
                             [](const Fact& fact) { return fact.value.number < least_whole_bits; });
}

void gather_names(Ledger& ledger, Facts& facts) {
  const auto take = [&](Sourced& fact, std::string_view quantity) {
    for (const SourceKind source : { SourceKind::weights, SourceKind::configuration })
      for (const Fact& said : of_model(ledger, quantity, source))
        set_if_empty(fact, said.value.text, source_of(said));
  };
  take(facts.name, "name");
  take(facts.developer, "developer");
  take(facts.version, "version");
  take(facts.weights_license, "license");
  take(facts.architecture, "architecture");
  take(facts.context_length, "context_length");
}

}  // namespace

std::string relation_by_files(const Facts& facts) {
  if (!facts.adapter_parameters.value.empty()) return "adapter";
  if (facts.quantised) return "quantized";
  // The same numbers in another form, or others: a header does not tell.
  return facts.weights_format.value == "gguf" ? "other" : "finetune";
}

void gather_trained(Ledger& ledger, Facts& facts) {
  facts.quantised = is_quantised(ledger);
  gather_names(ledger, facts);
  gather_datasets_of_header(ledger, facts);
  gather_bases(ledger, facts);
  gather_relations(ledger, facts);
  gather_settings_of_run(ledger, facts);
  gather_results(ledger, facts);
  gather_frameworks(ledger, facts);
}

}  // namespace reallyopen
