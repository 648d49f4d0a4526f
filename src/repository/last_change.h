// What was in the repository when one of its files was last committed.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace reallyopen {

// Those of `candidates` that the commit has which last changed `path`, of HEAD and the ancestors
// that git log would follow. None where no commit has `path`, or where this clone ends before.
std::optional<std::vector<std::string>> known_at_last_change(
  const std::string& folder, const std::string& path, const std::vector<std::string>& candidates);

}  // namespace reallyopen
