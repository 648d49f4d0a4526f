#include "draft/facts.h"

#include <fmt/format.h>

#include <algorithm>

#include "draft/gather.h"

namespace reallyopen {
namespace {

// mergekit keeps its settings beside what it merged.
void name_merge(const Snapshot& snapshot, Facts& facts) {
  if (snapshot.resolve(facts.folder, "mergekit_config.yml").status != ResolveStatus::found) return;
  for (BaseModelFact& base : facts.base_models)
    if (base.relation == "finetune") base.relation = "merge";
}

}  // namespace

std::string source_of(const Fact& fact) {
  return fact.place.line > 0 ? fmt::format("{}:{}", fact.place.path, fact.place.line)
                             : fact.place.path;
}

std::vector<Fact> of_model(Ledger& ledger, std::string_view quantity,
                           std::optional<SourceKind> source) {
  std::vector<Fact> facts = ledger.about(quantity, source);
  std::erase_if(facts, [](const Fact& fact) { return fact.hint || !fact.scope.empty(); });
  return facts;
}

Facts gather_facts(const Snapshot& snapshot, std::string_view folder) {
  Ledger ledger(snapshot, std::string(folder));
  Facts facts{ .survey = survey_files(snapshot, folder), .folder = std::string(folder) };
  // Who is asked first decides: what is written about the model before what is about the code.
  gather_card(snapshot, ledger, facts);
  gather_project(snapshot, ledger, facts);
  gather_licenses(snapshot, facts);
  gather_clone(snapshot, ledger, facts);
  gather_model(snapshot, ledger, facts);
  gather_restrictions(facts);
  gather_datasets(snapshot, ledger, facts);
  gather_hyperparameters(snapshot, facts);
  gather_trained(ledger, facts);
  name_merge(snapshot, facts);
  gather_hardware(ledger, facts);
  return facts;
}

}  // namespace reallyopen
