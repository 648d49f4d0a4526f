// What the repository's history says of the manifest: changes since a tag, and commits that
// submodules pin.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evidence/declarations.h"

namespace reallyopen {

// The manifest is as it was at the tag, but files that it declares are not.
struct StaleManifest {
  std::string tag;
  std::vector<std::string> changed;  // sorted; one more than most_shown when there are more
};

inline constexpr std::size_t most_changed_shown = 5;

// A commit that the manifest names of a repository that the tree has as a submodule at another.
struct OtherPin {
  std::string named;  // the commit in the manifest
  Place place;
  std::string submodule;  // its path
  std::string pinned;     // its commit
  Place record;           // in `.gitmodules`
};

// The version that the manifest states against the tag that was checked.
struct OtherVersion {
  std::string stated;
  Place place;
  std::string tag;
};

struct History {
  std::optional<StaleManifest> stale;
  std::string unexamined;  // why nobody can tell whether the manifest is stale; empty otherwise
  std::string deepen;      // the command that would tell
  std::vector<OtherPin> pins;
  std::optional<OtherVersion> version;
};

History examine_history(const Snapshot& snapshot, const Declarations& declarations);

}  // namespace reallyopen
