// Evidence against a claim's requirements: holds, fails or incomplete.
#pragma once

#include <span>

#include "claims/claim.h"
#include "license/license_set.h"
#include "verdict/verdict.h"

namespace reallyopen {

// `components` holds the evidence of every component that the claim names; throws std::logic_error
// otherwise. A requirement whose condition is not met is not counted, nor is a choice that is met
// by a component which the claim asks for anyway. `changes` are a policy's, to licence sets;
// what only its additions meet is told apart.
// `asked` of the result is left to the caller.
ClaimVerdict judge(const Claim& claim, std::span<const ComponentEvidence> components,
                   std::span<const LicenseSetChange> changes = {});

}  // namespace reallyopen
