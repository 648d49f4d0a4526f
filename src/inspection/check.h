// From a repository to the verdicts on its models.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "repository/snapshot.h"
#include "verdict/verdict.h"

namespace reallyopen {

// What `--format json` wrote earlier.
struct Baseline {
  std::string path;
  std::string text;
};

struct CheckRequest {
  std::string folder = ".";
  std::optional<std::string> revision;
  std::vector<std::string> claims;  // ids; none: what each manifest claims
  Level fail_on = Level::error;
  std::optional<std::string> policy;  // a file; the repository's own can then only tighten it
  bool waivers = true;
  std::string today = "1970-01-01";  // YYYY-MM-DD; on this one every waiver is too long
  std::optional<Baseline> baseline;
  // Told how many bytes of how many have been hashed; may stay empty.
  std::function<void(std::uint64_t done, std::uint64_t total)> hashing = {};
};

// The models of the repository, each judged by its manifest. Throws RepositoryError where it cannot
// check, PolicyError where a policy or baseline cannot be relied on, UsageError for a claim that
// nobody knows.
RunVerdict check(const CheckRequest& request);

// The verdict on the model at `path` if its manifest had this text.
ModelVerdict check_manifest(const Snapshot& snapshot, const std::string& path,
                            std::string_view text);

}  // namespace reallyopen
