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
  bool incomplete = false;   // its findings say that something could not be examined
  bool contradicts = false;  // its finding makes the component that it is about broken
  std::string_view title;
  std::string_view why;
  std::string_view fix;
  // Two small repositories, the first with a finding and the second without; the tests run both.
  // Each is files as `head` shows several: `==> train.py <==` before each; what comes before the
  // first is TRANSPARENCY.yaml.
  std::string_view fails;
  std::string_view passes;
  void (*check)(const Inspection&, Findings&);
};

using RuleFamily = std::span<const Rule>;

}  // namespace reallyopen
