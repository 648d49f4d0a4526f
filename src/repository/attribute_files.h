// Guards the files that libgit2 opens by itself when asked for ignores and attributes.
#pragma once

#include <string>
#include <string_view>

#include "repository/worktree_view.h"

namespace reallyopen {

// True when every `name` (`.gitignore`, `.gitattributes`) from the root down to the folder of
// `path` is absent or a regular file of at most 1 MiB, in the working tree and in the index:
// libgit2 follows links and has no limit.
bool attribute_files_are_plain(const WorktreeView& view, std::string_view path,
                               std::string_view name);

}  // namespace reallyopen
