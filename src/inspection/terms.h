// What is the same for all models of a run: what is asked, and under which policy.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "claims/claim.h"
#include "inspection/check.h"
#include "policy/accept.h"
#include "verdict/policy_remark.h"

namespace reallyopen {

struct Terms {
  const CheckRequest& request;
  Policy policy;
  std::vector<Claim> claims;
  std::vector<LicenseSetChange> license_changes;
  std::optional<std::set<std::string>> baseline;
  std::vector<PolicyRemark> remarks;
  std::span<const RuleDescription> rules;
};

// Of the request and of the repository's own policy. Throws PolicyError and UsageError.
Terms terms_of(const CheckRequest& request, const Snapshot& snapshot,
               std::span<const RuleDescription> rules);

// The claims that a manifest or the command line can name.
std::vector<std::string> claimable(const Policy& policy, const std::vector<Claim>& claims);

}  // namespace reallyopen
