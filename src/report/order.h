// The one order in which every format lists findings.
#pragma once

#include <vector>

#include "verdict/finding.h"

namespace reallyopen {

// By file, line, column, rule, message; identical findings once. Points into `findings`.
std::vector<const Finding*> in_order(const std::vector<Finding>& findings);

}  // namespace reallyopen
