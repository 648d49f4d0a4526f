// The numbered steps that would make a claim hold.
#pragma once

#include <string>

#include "report/paint.h"
#include "verdict/verdict.h"

namespace reallyopen {

// Empty when nothing is missing.
std::string shortest_way(const ClaimVerdict& claim, const Paint& paint, int width);

}  // namespace reallyopen
