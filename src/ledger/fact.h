// One statement of one source about one quantity.
#pragma once

#include <string>
#include <string_view>

#include "ledger/quantity.h"
#include "manifest/node.h"
#include "verdict/place.h"

namespace reallyopen {

// The more definitive before the less: what the weights hold, what a run recorded, what was set,
// what somebody wrote.
enum class SourceKind {
  weights,        // headers of weight files
  configuration,  // of the model
  tokenizer,      // its files
  adapter,        // configuration of an adapter
  run_record,     // what a trainer wrote of a run
  run_log,        // what a run said while it went, and tools kept of it
  lock_file,
  settings,          // of a training
  results,           // of an evaluation
  launch_script,     // what starts a training, with its requests to a scheduler
  script,            // a program, or the settings that it reads
  container_file,    // what builds an image
  license_file,      // a licence's text
  card_metadata,     // front matter
  card_list,         // what a trainer wrote into the card
  citation,          // how to cite the release
  package_metadata,  // of the code, as it is installed
  card_text,         // sentences of the card
};

std::string_view name(SourceKind kind);

struct Fact {
  const Quantity* quantity = nullptr;
  Node value;         // a scalar, as the source writes it
  std::string scope;  // the part that it is about: a folder, a package, a metric; "" is the model
  SourceKind source = SourceKind::card_list;
  Place place;
  bool hint = false;  // not certain: contradicts nothing
};

// `vision` of the model in `folder`; "" is the model itself.
std::string scope_of_part(const std::string& folder, std::string_view part);

// A text as a scalar, typed as YAML types it: `5e-05` is a number.
Node scalar(std::string_view text);

}  // namespace reallyopen
