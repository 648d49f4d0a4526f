// The policy a check was given, and the repository's own, as one.
#pragma once

#include <span>
#include <vector>

#include "policy/policy.h"
#include "verdict/policy_remark.h"
#include "verdict/verdict.h"

namespace reallyopen {

// The stricter of the two in everything, but for what `given` lets the repository loosen; a remark
// for each setting that has no effect for that reason.
Policy combine(Policy given, const Policy& own, std::span<const RuleDescription> rules,
               std::vector<PolicyRemark>& remarks);

}  // namespace reallyopen
