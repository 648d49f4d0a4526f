// A rule's statement about one place.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verdict/place.h"

namespace reallyopen {

enum class Level { note, warning, error };

std::string_view name(Level level);

// Another place that the message is about, e.g. the line that says something else.
struct Related {
  Place place;
  std::string label;  // what stands there: "the configuration says"

  friend bool operator==(const Related&, const Related&) = default;
};

// A dated, owned and reasoned acceptance of one finding.
struct Acceptance {
  std::string reason;
  std::string owner;
  std::string until;  // the last day, YYYY-MM-DD
  Place place;        // where it is written down

  friend bool operator==(const Acceptance&, const Acceptance&) = default;
};

struct Finding {
  std::string rule;  // a rule id
  Level level = Level::error;
  std::string message;    // what is
  std::string hint;       // a few words below the caret, e.g. the nearest name; may be empty
  std::string fix;        // how to mend it
  std::string component;  // a component id, or empty
  Place place;
  std::vector<Related> related;
  bool incomplete = false;  // something could not be examined: never green
  std::string
    fingerprint;  // rule, subject and content, but no line: stays when the file is edited elsewhere
  std::optional<Acceptance> waived;
  bool known = false;  // in the baseline
};

// An accepted finding does not fail the run. What could not be examined cannot be accepted.
inline bool is_accepted(const Finding& finding) {
  return !finding.incomplete && (finding.waived || finding.known);
}

}  // namespace reallyopen
