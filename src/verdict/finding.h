// A rule's statement about one place.
#pragma once

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
};

}  // namespace reallyopen
