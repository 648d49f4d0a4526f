// What a reader of a file (YAML, schema, claim) found wrong at one place, before a rule speaks
// about it.
#pragma once

#include <string>
#include <vector>

#include "verdict/place.h"

namespace reallyopen {

struct Problem {
  Place place;
  std::string message;  // what is
  std::string fix;      // how to mend it; may be empty
  std::string subject;  // what it is about, free of line numbers: a field (`training.scripts`)

  friend bool operator==(const Problem&, const Problem&) = default;
};

using Problems = std::vector<Problem>;

}  // namespace reallyopen
