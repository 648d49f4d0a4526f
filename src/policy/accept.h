// Which findings are accepted: by waivers, and by a baseline.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.h"
#include "verdict/policy_remark.h"
#include "verdict/verdict.h"

namespace reallyopen {

// Marks what a waiver covers on the day `today` (YYYY-MM-DD); a remark for each waiver that covers
// nothing, or soon will not. A finding is met by rule, path, component and fingerprint together.
std::vector<PolicyRemark> apply_waivers(const Policy& policy, std::string_view today,
                                        std::span<const RuleDescription> rules,
                                        std::span<ModelVerdict* const> models);

// The fingerprints in a report that `--format json` wrote. Throws PolicyError where it is none;
// `name` is for people.
std::set<std::string> read_baseline(const std::string& name, std::string_view json);

// Marks the findings that the baseline has.
void apply_baseline(const std::set<std::string>& fingerprints,
                    std::span<ModelVerdict* const> models);

}  // namespace reallyopen
