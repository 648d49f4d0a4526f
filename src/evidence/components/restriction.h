// Limits on use that the manifest states beside the licences.
#pragma once

#include <string>
#include <vector>

#include "manifest/node.h"

namespace reallyopen {

// Those that concern the model; a restriction of a hosted service alone does not.
std::vector<const Node*> use_restrictions(const Node& restrictions);

// "`non-commercial`: only for research", for a person.
std::string describe_restriction(const Node& restriction);

}  // namespace reallyopen
