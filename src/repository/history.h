// Tags before a commit, and what changed since one of them.
#pragma once

#include <string>
#include <vector>

#include "repository/git_handle.h"
#include "repository/snapshot.h"
#include "repository/worktree_view.h"

namespace reallyopen {

// The tag whose commit is the youngest among the ancestors of `commit`; with `itself` the commit's
// own counts.
TagSearch find_earlier_tag(git_repository* repository, const git_oid& commit, bool itself);

// Empty where it is not in this clone.
TreeHandle tree_of_commit(git_repository* repository, const std::string& commit);

// The paths at or below `paths` that differ from the tree `from`: in the commit, or in the index
// and on disk. Sorted, at most `limit`; none where an object on the way is not in this clone.
std::optional<std::vector<std::string>> changed_paths(git_repository* repository, git_tree* from,
                                                      git_tree* to,
                                                      const std::vector<std::string>& paths,
                                                      std::size_t limit);
std::optional<std::vector<std::string>> changed_paths(const WorktreeView& view, git_tree* from,
                                                      const std::vector<std::string>& paths,
                                                      std::size_t limit);

}  // namespace reallyopen
