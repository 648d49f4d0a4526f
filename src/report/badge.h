// A claim's verdict on a badge: an SVG of our own, and the JSON of a shields.io endpoint.
#pragma once

#include <string>

#include "verdict/verdict.h"

namespace reallyopen {

struct Badge {
  std::string label;    // "open source"
  std::string message;  // "shown", "not shown (78 %)", "cannot tell"
  std::string colour;   // "#2b7a3d"
};

Badge badge_for(const ClaimVerdict& claim);

// Self-contained: no script, no font, nothing to fetch.
std::string badge_svg(const Badge& badge);
std::string badge_json(const Badge& badge);

}  // namespace reallyopen
