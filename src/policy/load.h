// From policy files to a policy. Throws PolicyError where one of them is not there, not readable or
// not valid.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "policy/policy.h"
#include "repository/snapshot.h"
#include "verdict/verdict.h"

namespace reallyopen {

// Where the files come from: the disk, or a snapshot.
struct PolicySource {
  // At most `limit` bytes of a file.
  std::function<ReadResult(const std::string& path, std::size_t limit)> read;
  bool may_go_up = false;  // whether `..` may leave the folder that paths begin in
};

// What there is beside the policy, for it to name.
struct PolicyNames {
  std::span<const RuleDescription> rules;
  std::vector<std::string> claims;  // ids
};

// `path` and the files it names. Names of rules, components, claims and licence sets must be known.
Policy load_policy(const std::string& path, const PolicySource& source, const PolicyNames& names);

}  // namespace reallyopen
