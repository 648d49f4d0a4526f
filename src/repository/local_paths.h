// Where a repository lies on disk, for the commands that write into it.
#pragma once

#include <string>

namespace reallyopen {

struct LocalPaths {
  std::string worktree;       // ends in '/'
  std::string hooks;          // the folder that git runs hooks from
  bool hooks_shared = false;  // that other repositories use as well
};

// Throws RepositoryError where there is no repository, or one without a working tree.
LocalPaths local_paths(const std::string& folder);

}  // namespace reallyopen
