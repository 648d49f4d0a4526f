#include "inspection/terms.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "inspection/policy_files.h"
#include "inspection/usage_error.h"
#include "text/nearest.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

void demand_known(const std::vector<std::string>& ids, const std::vector<std::string>& known) {
  for (const std::string& id : ids) {
    if (std::ranges::find(known, id) != known.end()) continue;
    const auto near = nearest_word(id, known);
    throw UsageError(fmt::format("no claim `{}`; {}", printable(id, 80),
                                 near ? fmt::format("did you mean `{}`?", *near)
                                      : fmt::format("the claims are {}", fmt::join(known, ", "))));
  }
}

}  // namespace

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
  demand_known(request.claims, claimable(terms.policy, terms.claims));
  return terms;
}

}  // namespace reallyopen
