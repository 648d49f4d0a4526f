// What a Snapshot is made of.
#pragma once

#include <mutex>
#include <set>
#include <variant>

#include "repository/commit_view.h"
#include "repository/git_handle.h"
#include "repository/worktree_view.h"

namespace reallyopen {

struct Snapshot::State {
  LibraryUse library;
  RepositoryHandle repository;
  std::optional<std::string> commit;
  std::string description;
  std::optional<std::string> tag;
  std::string folder;
  TreeHandle head;  // of the working-tree view; empty for an unborn HEAD
  std::variant<std::monostate, CommitView, WorktreeView> view;

  mutable std::mutex asked_guard;
  mutable std::set<std::string, std::less<>> asked;  // the paths that dirty() is about
  // A manifest may hold any number of globs and wrong paths; each means a walk over everything.
  mutable std::size_t visits_left = 10'000'000;

  Lookup lookup(std::string_view path) const;
  void remember(const std::string& path) const;

  template <typename Function>
  auto in_view(Function function) const {
    if (const CommitView* commit_view = std::get_if<CommitView>(&view))
      return function(*commit_view);
    return function(std::get<WorktreeView>(view));
  }
};

}  // namespace reallyopen
