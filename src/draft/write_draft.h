// Facts -> the text of a TRANSPARENCY.yaml that a person completes.
#pragma once

#include <string>

#include "draft/facts.h"

namespace reallyopen {

struct DraftClaim {
  std::string id;
  std::string comment;  // what it is, and which is next
};

// Valid by the schema; every value has its source beside it, and what was not found says
// `status: unknown` and what was looked for.
std::string write_draft(const Facts& facts, const DraftClaim& claim);

}  // namespace reallyopen
