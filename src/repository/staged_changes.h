// What the index has otherwise than a tree, found without libgit2's own reading of the index.
#pragma once

#include <set>
#include <string>

#include "repository/commit_view.h"
#include "repository/git_handle.h"
#include "repository/worktree_view.h"

namespace reallyopen {

class StagedChanges {
 public:
  // Both have to live as long.
  StagedChanges(const WorktreeView& view, git_tree* from);

  // Adds what differs at or below `path`, until there are `limit`; false where an object on the way
  // is not in this clone.
  bool add(const std::string& path, std::size_t limit, std::set<std::string>& changed) const;

 private:
  const Index& index_;
  git_tree* from_;
  CommitView before_;
};

}  // namespace reallyopen
