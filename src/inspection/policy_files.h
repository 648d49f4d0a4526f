// Where the policy of a check comes from.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "policy/policy.h"
#include "repository/snapshot.h"
#include "verdict/policy_remark.h"
#include "verdict/verdict.h"

namespace reallyopen {

constexpr std::string_view policy_name = ".reallyopen.yaml";

// `given` is a file on disk, or none. The repository's own is read from the snapshot, so that it is
// that of the revision. Throws PolicyError where one of them cannot be relied on.
Policy policy_of(const Snapshot& snapshot, const std::optional<std::string>& given,
                 std::span<const RuleDescription> rules, std::vector<PolicyRemark>& remarks);

// The claims that a check judges: the shipped ones, the policy's own, and what it requires beside
// them as one more.
std::vector<Claim> claims_under(const Policy& policy);

}  // namespace reallyopen
