#include "inspection/terms.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "inspection/policy_files.h"
#include "inspection/usage_error.h"

namespace reallyopen {
std::vector<std::string> claimable(const Policy& policy, const std::vector<Claim>& claims) {
  std::vector<std::string> ids;
  for (const Claim& claim : claims)
    if (claim.id != policy_claim &&
        std::ranges::find(policy.unclaimable, claim.id) == policy.unclaimable.end())
      ids.push_back(claim.id);
  return ids;
}

Terms terms_of(const CheckRequest& request, const Snapshot& snapshot,
               std::span<const RuleDescription> rules) {
  Terms terms{ .request = request, .rules = rules };
  terms.policy = policy_of(snapshot, request.policy, rules, terms.remarks);
  if (!request.waivers) terms.policy.waivers.clear();
  terms.claims = claims_under(terms.policy);
  for (const LicenseChange& license : terms.policy.licenses)
    terms.license_changes.push_back(license.change);
  if (request.baseline)
    terms.baseline = read_baseline(request.baseline->path, request.baseline->text);
  const std::vector<std::string> known = claimable(terms.policy, terms.claims);
  demand_known("claim", request.claims, known,
               fmt::format("the claims are {}", fmt::join(known, ", ")));
  return terms;
}

}  // namespace reallyopen
