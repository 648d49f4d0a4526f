// A policy: what an organisation or a repository asks of its models, beyond what the models claim.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "claims/claim.h"
#include "license/license_set.h"
#include "verdict/finding.h"

namespace reallyopen {

// The id under which a policy's own requirements are judged.
constexpr std::string_view policy_claim = "policy";

struct RuleLevel {
  std::string rule;
  Level level = Level::error;
  Place place;
};

struct LicenseChange {
  LicenseSetChange change;
  Place place;
};

struct Waiver {
  std::string rule;
  std::string path;       // empty: any
  std::string component;  // empty: any
  std::string fingerprint;
  Acceptance acceptance;
  bool in_repository = true;  // of the repository's own policy; its place can be shown
};

struct WaiverTerms {
  std::optional<int> longest_days;  // none: 365
  std::optional<int> warn_days;     // none: 14
  std::vector<std::string> never;   // rules
  Place longest_days_place;

  int longest() const { return longest_days.value_or(365); }
  int warning() const { return warn_days.value_or(14); }
};

// The schema bounds them by what they are here.
struct PolicyLimits {
  std::optional<std::size_t> manifests;
  std::optional<std::size_t> manifest_bytes;
  std::optional<std::size_t> manifest_nodes;
  Place place;

  std::size_t most_manifests() const { return manifests.value_or(256); }
  std::size_t most_bytes() const { return manifest_bytes.value_or(4u << 20); }
  std::size_t most_nodes() const { return manifest_nodes.value_or(100'000); }
};

// `claims`: that a manifest may claim what only the repository's own policy defines.
enum class Loosening { levels, licenses, waivers, claims };

struct Policy {
  std::vector<std::string> files;  // that it was read from; none: there is no policy
  std::string name;
  std::vector<std::string> required_claims;
  std::vector<Requirement> requirements;
  std::optional<Level> fail_on;
  Place fail_on_place;
  std::vector<RuleLevel> levels;  // at most one for each rule
  std::vector<LicenseChange> licenses;
  std::vector<Claim> claims;  // of its own
  // Those of them that a manifest cannot claim: it would choose its own gate.
  std::vector<std::string> unclaimable;
  PolicyLimits limits;
  std::vector<Waiver> waivers;
  WaiverTerms waiver_terms;
  std::vector<Loosening> repository_may_loosen;
  Place may_loosen_place;
};

}  // namespace reallyopen
