#include "verdict/evidence.h"

#include <algorithm>

namespace reallyopen {

std::string_view name(Evidence evidence) {
  switch (evidence) {
    case Evidence::unknown:
      return "unknown";
    case Evidence::broken:
      return "broken";
    case Evidence::not_applicable:
      return "not-applicable";
    case Evidence::absent:
      return "absent";
    case Evidence::withheld:
      return "withheld";
    case Evidence::described:
      return "described";
    case Evidence::linked:
      return "linked";
    case Evidence::pinned:
      return "pinned";
    case Evidence::present:
      return "present";
  }
  return "unknown";
}

bool reaches(Evidence evidence, Evidence least) {
  return evidence >= Evidence::absent && evidence >= least;
}

Evidence weaker(Evidence a, Evidence b) {
  if (a == Evidence::not_applicable) return b;
  if (b == Evidence::not_applicable) return a;
  return std::min(a, b);
}

}  // namespace reallyopen
