// Whether files differ between the working tree, the index and HEAD.
#pragma once

#include <set>
#include <string>

#include "repository/worktree_view.h"

namespace reallyopen {

// `head` is null for an unborn HEAD, from which every file differs. A path that is nowhere does not
// differ.
bool differs_from_head(const WorktreeView& view, const git_tree* head,
                       const std::set<std::string, std::less<>>& paths);

// Whether a tracked file is something else in the working tree than in the index.
bool differs_on_disk(const WorktreeView& view, const std::string& path);

}  // namespace reallyopen
