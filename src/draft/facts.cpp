#include "draft/facts.h"

#include "draft/gather.h"

namespace reallyopen {

Facts gather_facts(const Snapshot& snapshot, std::string_view folder) {
  Facts facts{ .survey = survey_files(snapshot, folder), .folder = std::string(folder) };
  // Who is asked first decides: what is written about the model before what is about the code.
  gather_card(snapshot, facts);
  gather_project(snapshot, facts);
  gather_licenses(snapshot, facts);
  gather_clone(snapshot, facts);
  Ledger ledger(snapshot, std::string(folder));
  gather_model(snapshot, ledger, facts);
  gather_restrictions(facts);
  gather_datasets(snapshot, facts);
  gather_hyperparameters(snapshot, facts);
  gather_trained(ledger, facts);
  gather_hardware(snapshot, facts);
  return facts;
}

}  // namespace reallyopen
