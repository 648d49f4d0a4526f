// The results that a manifest states, against those that cards and files of results state.
#pragma once

#include <string>
#include <vector>

#include "evidence/cards/card.h"
#include "evidence/declarations.h"

namespace reallyopen {

// The same benchmark and metric with another value.
struct OtherResult {
  std::string benchmark;
  std::string metric;
  std::string stated;
  Place declared;
  std::string found;
  Place place;
  bool in_prose = false;  // a sentence, which may speak of another model
};

// Looks into the front matter, tables and sentences of the cards, `evaluation.results_files`, and
// files named like results beside the manifest. A value that a file gives once as stated is
// confirmed by it, whatever else it gives. Names that do not match say nothing.
std::vector<OtherResult> find_other_results(const Snapshot& snapshot,
                                            const Declarations& declarations,
                                            const std::vector<Card>& cards);

}  // namespace reallyopen
