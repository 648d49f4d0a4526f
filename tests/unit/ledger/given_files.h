// A repository made on the spot, and what a ledger says of it.
#pragma once

#include <string>
#include <vector>

#include "ledger/ledger.h"
#include "support/fixture_repository.h"

namespace reallyopen {

using Values = std::vector<std::string>;

struct Given {
  FixtureRepository repository;

  Given& write(const std::string& path, const std::string& text) {
    repository.write(path, text);
    return *this;
  }
  std::vector<Fact> about(const std::string& quantity, const std::string& folder = "") {
    repository.commit("model");
    const Snapshot snapshot = Snapshot::open({ .folder = repository.path() });
    return Ledger(snapshot, folder).about(quantity);
  }
  // Values of one scope, most definitive first; "" is the model itself.
  Values said(const std::string& quantity, const std::string& scope = "") {
    Values values;
    for (const Fact& fact : about(quantity))
      if (fact.scope == scope) values.push_back(fact.value.text);
    return values;
  }
};

}  // namespace reallyopen
