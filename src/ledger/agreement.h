// Facts about one quantity of one part that cannot all be true.
#pragma once

#include <span>
#include <vector>

#include "ledger/fact.h"

namespace reallyopen {

// Two facts, the less definitive first: where they differ, that is the one to look at.
struct Disagreement {
  const Fact* fact = nullptr;
  const Fact* with = nullptr;
};

// Every fact that the most definitive one of its quantity and scope contradicts. `facts` are in the
// order of the ledger. Hints contradict nothing, and nor does a kind of source that contradicts
// itself. Where a quantity cannot exceed another, the facts of both have to be among them.
std::vector<Disagreement> find_disagreements(std::span<const Fact> facts);

}  // namespace reallyopen
