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

// What a badge says of a model's claim. What was accepted does not make a claim hold; where it
// holds all the same, the findings that were accepted are counted.
Badge badge_for(const ModelVerdict& model, const ClaimVerdict& claim);

// Self-contained: no script, no font, nothing to fetch.
std::string badge_svg(const Badge& badge);
std::string badge_json(const Badge& badge);

}  // namespace reallyopen
