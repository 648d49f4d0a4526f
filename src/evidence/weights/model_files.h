// Whether the files of a release are of one model: what the weights hold against what its
// configuration and tokenizer say.
#pragma once

#include <string>
#include <vector>

#include "evidence/declarations.h"
#include "ledger/ledger.h"

namespace reallyopen {

// One file against a more definitive one.
struct ModelFileDisagreement {
  const Quantity* quantity = nullptr;
  const Quantity* other_quantity = nullptr;  // another one where the first cannot exceed it
  Place place;
  std::string value;
  Place other;
  std::string other_value;
  std::string about = {};  // where a quantity is of many things: `rows of q_a_proj.weight`
};

// Of the released weights that are here, folder by folder; without weights, of the declared
// configuration.
std::vector<ModelFileDisagreement> compare_model_files(const Snapshot& snapshot, Ledgers& ledgers,
                                                       const Declarations& declarations);

}  // namespace reallyopen
