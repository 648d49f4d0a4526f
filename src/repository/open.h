// Finds the repository and the revision, and says in one sentence what is wrong when it cannot.
#pragma once

#include <optional>
#include <string>

#include "repository/git_handle.h"
#include "repository/snapshot.h"

namespace reallyopen {

RepositoryHandle open_repository(const std::string& folder);

struct Revision {
  TreeHandle tree;                    // empty: an unborn HEAD
  std::optional<std::string> commit;  // none for a bare tree
  std::string description;
  std::optional<std::string> tag;  // its name, where the revision is one
};

Revision find_revision(git_repository* repository, const std::string& revision);
Revision find_head(git_repository* repository);

// `folder` from the top of the working tree; "" there, and where it is not inside.
std::string folder_in_worktree(git_repository* repository, const std::string& folder);

}  // namespace reallyopen
