// A rule: a check with an id that produces findings. The row is the documentation.
#pragma once

#include <span>
#include <string_view>

#include "verdict/finding.h"

namespace reallyopen {

class Findings;
struct Inspection;

struct Rule {
  std::string_view id;  // kebab-case, names what is wrong, is forever
  Level level = Level::error;
  bool incomplete = false;  // its findings say that something could not be examined
  std::string_view title;
  std::string_view why;
  std::string_view fix;
  std::string_view example;  // a line that is found, and how it is mended
  void (*check)(const Inspection&, Findings&);
};

using RuleFamily = std::span<const Rule>;

}  // namespace reallyopen
