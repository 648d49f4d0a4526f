#include "policy/combine.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/printable.h"

namespace reallyopen {
namespace {

class Combination {
 public:
  Combination(Policy given, std::span<const RuleDescription> rules,
              std::vector<PolicyRemark>& remarks)
      : policy_(std::move(given)), rules_(rules), remarks_(remarks) {}

  Policy with(const Policy& own) {
    append(policy_.required_claims, own.required_claims);
    append(policy_.requirements, own.requirements);
    add_claims(own.claims);
    if (policy_.files.empty()) policy_.name = own.name;
    add_fail_on(own);
    for (const RuleLevel& level : own.levels) add_level(level);
    for (const LicenseChange& change : own.licenses) add_license(change);
    add_limits(own.limits);
    add_terms(own.waiver_terms);
    add_waivers(own.waivers);
    if (!own.repository_may_loosen.empty())
      ignore(own.may_loosen_place,
             "`repository_may_loosen` is ignored: only the policy of the check can say it",
             "repository_may_loosen");
    append(policy_.files, own.files);
    return std::move(policy_);
  }

 private:
  template <class Item>
  static void append(std::vector<Item>& all, const std::vector<Item>& more) {
    all.insert(all.end(), more.begin(), more.end());
  }

  bool may(Loosening what) const {
    return std::ranges::find(policy_.repository_may_loosen, what) !=
           policy_.repository_may_loosen.end();
  }

  void ignore(const Place& place, std::string message, std::string subject) {
    remarks_.push_back({ .kind = RemarkKind::loosening_ignored,
                         .place = place,
                         .message = std::move(message),
                         .subject = std::move(subject) });
  }

  Level level_now(const std::string& rule) const {
    const auto set = std::ranges::find(policy_.levels, rule, &RuleLevel::rule);
    if (set != policy_.levels.end()) return set->level;
    const auto row = std::ranges::find(rules_, rule, &RuleDescription::id);
    return row == rules_.end() ? Level::error : row->level;
  }

  void add_fail_on(const Policy& own) {
    if (!own.fail_on) return;
    if (policy_.fail_on && *own.fail_on > *policy_.fail_on && !may(Loosening::levels))
      return ignore(own.fail_on_place,
                    "`fail_on: error` is ignored: the policy of this check fails on warnings",
                    "fail_on");
    policy_.fail_on = own.fail_on;
  }

  void add_level(const RuleLevel& level) {
    const Level now = level_now(level.rule);
    if (level.level < now && !may(Loosening::levels))
      return ignore(level.place,
                    fmt::format("`{}: {}` is ignored: the policy of this check has it at {}",
                                level.rule, name(level.level), name(now)),
                    "levels." + level.rule);
    std::erase_if(policy_.levels, [&](const RuleLevel& old) { return old.rule == level.rule; });
    policy_.levels.push_back(level);
  }

  void add_license(const LicenseChange& change) {
    if (change.change.adds && !may(Loosening::licenses))
      return ignore(
        change.place,
        fmt::format("`{}` is not added to `{}`: {}", printable(change.change.id, 80),
                    change.change.set,
                    policy_.files.empty()
                      ? "only a policy that `--policy` names can widen a licence set"
                      : "the policy of this check does not let the repository widen licence sets"),
        fmt::format("licenses.{}.{}", change.change.set, change.change.id));
    policy_.licenses.push_back(change);
  }

  // They can be required, which only adds to what is asked.
  void add_claims(const std::vector<Claim>& own) {
    append(policy_.claims, own);
    // A repository does not make up what its release may call itself.
    for (Claim& claim : policy_.claims)
      if (std::ranges::find(own, claim.id, &Claim::id) != own.end()) claim.label = false;
    if (may(Loosening::claims)) return;
    for (const Claim& claim : own) policy_.unclaimable.push_back(claim.id);
  }

  void add_limits(const PolicyLimits& own) {
    PolicyLimits& limits = policy_.limits;
    add_limit("manifests", limits.manifests, own.manifests, own.place);
    add_limit("manifest_bytes", limits.manifest_bytes, own.manifest_bytes, own.place);
    add_limit("manifest_nodes", limits.manifest_nodes, own.manifest_nodes, own.place);
  }

  void add_limit(std::string_view key, std::optional<std::size_t>& now,
                 const std::optional<std::size_t>& own, const Place& place) {
    if (!own) return;
    if (now && *own > *now)
      return ignore(
        place, fmt::format("`{}: {}` is ignored: the policy of this check has {}", key, *own, *now),
        fmt::format("limits.{}", key));
    now = own;
  }

  void add_terms(const WaiverTerms& own) {
    WaiverTerms& terms = policy_.waiver_terms;
    append(terms.never, own.never);
    if (own.warn_days) terms.warn_days = std::max(terms.warn_days.value_or(0), *own.warn_days);
    if (!own.longest_days) return;
    // Without a policy that was given, the repository sets the term of its waivers itself.
    if (!policy_.files.empty() && *own.longest_days > terms.longest())
      return ignore(own.longest_days_place,
                    fmt::format("`longest_days: {}` is ignored: the policy of this check has {}",
                                *own.longest_days, terms.longest()),
                    "waiver_terms.longest_days");
    terms.longest_days = own.longest_days;
  }

  void add_waivers(const std::vector<Waiver>& own) {
    if (own.empty()) return;
    if (!may(Loosening::waivers))
      return ignore(
        own.front().acceptance.place,
        fmt::format("{} of the repository {} ignored: the policy of this check allows none",
                    own.size() == 1 ? "the waiver" : fmt::format("{} waivers", own.size()),
                    own.size() == 1 ? "is" : "are"),
        "waivers");
    append(policy_.waivers, own);
  }

  Policy policy_;
  std::span<const RuleDescription> rules_;
  std::vector<PolicyRemark>& remarks_;
};

}  // namespace

Policy combine(Policy given, const Policy& own, std::span<const RuleDescription> rules,
               std::vector<PolicyRemark>& remarks) {
  return Combination(std::move(given), rules, remarks).with(own);
}

}  // namespace reallyopen
