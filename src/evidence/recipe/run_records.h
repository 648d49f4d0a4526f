// What a trainer wrote beside the model, against what the manifest says of the training.
#pragma once

#include <vector>

#include "evidence/declarations.h"
#include "evidence/recipe/configurations.h"
#include "ledger/ledger.h"

namespace reallyopen {

// Values of `hyperparameters` and versions of `environment.frameworks` that a run record, or the
// list that a trainer put into the card, contradicts. A run with stages has several such records,
// and none is compared.
std::vector<Contradiction> compare_run_records(Ledger& ledger, const Declarations& declarations);

}  // namespace reallyopen
