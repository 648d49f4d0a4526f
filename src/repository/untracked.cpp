// Looks for files that git does not know.
#include "repository/attribute_files.h"
#include "repository/path.h"
#include "repository/snapshot.h"
#include "repository/state.h"

namespace reallyopen {

Untracked Snapshot::untracked(std::string_view path) const {
  const WorktreeView* worktree = std::get_if<WorktreeView>(&state_->view);
  std::optional<std::string> joined = join_path("", path);
  if (!worktree || !joined || joined->size() > longest_path ||
      joined->find('\0') != std::string::npos)
    return Untracked::absent;
  for (std::string_view name : split_path(*joined))
    if (name == ".git") return Untracked::absent;
  if (worktree->disk().state(*joined).type == 0) return Untracked::absent;
  int ignored = 0;
  if (attribute_files_are_plain(*worktree, *joined, ".gitignore"))
    git_ignore_path_is_ignored(&ignored, state_->repository.get(), joined->c_str());
  return ignored ? Untracked::ignored : Untracked::untracked;
}

}  // namespace reallyopen
