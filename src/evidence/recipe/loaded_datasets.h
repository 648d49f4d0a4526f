// Data sets that the training loads, against the sources that the manifest names.
#pragma once

#include <string>
#include <vector>

#include "evidence/declarations.h"
#include "ledger/ledger.h"

namespace reallyopen {

struct UnlistedDataset {
  std::string name;  // `owner/name`
  Place place;       // where it is loaded
  Place sources;     // the list that lacks it
};

// By the names of the Hub (`owner/name`) in declared scripts and configurations of the training;
// a name alone may be anything. One
// that the manifest mentions anywhere is listed, and what is loaded to test is no training data.
std::vector<UnlistedDataset> find_unlisted_datasets(const Snapshot& snapshot, Ledgers& ledgers,
                                                    const Declarations& declarations);

}  // namespace reallyopen
