// Published models that a release starts from, and that its manifest does not name.
#pragma once

#include <string>
#include <vector>

#include "evidence/cards/card.h"
#include "evidence/declarations.h"
#include "ledger/ledger.h"
#include "license/model_family.h"

namespace reallyopen {

struct UnnamedBase {
  std::string id;  // `owner/name`, a name that a library knows, or an address
  Place place;     // of what names it: a configuration, an adapter, weights, a script, a command
  Place manifest;  // `model.base_models`, or the model's section
  const ModelFamily* family = nullptr;  // where its licence is known to limit what is made from it
};

// From the files beside the weights and the manifest, and from the declared training scripts,
// settings, commands, architecture code that they import, and the cards' sentences. The model's own
// name is no base.
std::vector<UnnamedBase> find_unnamed_bases(const Snapshot& snapshot, Ledgers& ledgers,
                                            const Declarations& declarations,
                                            const std::vector<Card>& cards);

}  // namespace reallyopen
