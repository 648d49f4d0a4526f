#include "repository/last_change.h"

#include <cstddef>

#include "repository/git_handle.h"
#include "repository/open.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_commits_searched = 20'000;

TreeHandle tree_of(const git_commit* commit) {
  git_tree* tree = nullptr;
  return git_commit_tree(&tree, commit) == 0 ? TreeHandle(tree) : nullptr;
}

// The id at `path`; none where it is not there.
std::optional<git_oid> id_at(const git_tree* tree, const std::string& path) {
  git_tree_entry* entry = nullptr;
  if (git_tree_entry_bypath(&entry, tree, path.c_str()) < 0) return std::nullopt;
  const TreeEntryHandle owned(entry);
  return *git_tree_entry_id(entry);
}

struct Step {
  CommitHandle parent;  // has `path` as the commit does; empty: the commit changed it
  bool cut = false;     // a parent is not in this clone
};

Step step_back(const git_commit* commit, const std::string& path, const git_oid& id) {
  if (hides_parents(*commit)) return { nullptr, true };
  for (unsigned i = 0; i < git_commit_parentcount(commit); ++i) {
    git_commit* found = nullptr;
    if (git_commit_parent(&found, commit, i) < 0) return { nullptr, true };
    CommitHandle parent(found);
    const TreeHandle tree = tree_of(parent.get());
    if (!tree) return { nullptr, true };
    const auto other = id_at(tree.get(), path);
    if (other && git_oid_equal(&*other, &id)) return { std::move(parent), false };
  }
  return {};
}

// The tree of the commit that last changed `path`; empty where it is not known.
TreeHandle tree_at_last_change(git_repository* repository, const std::string& path) {
  git_oid head;
  git_commit* found = nullptr;
  if (git_reference_name_to_id(&head, repository, "HEAD") < 0 ||
      git_commit_lookup(&found, repository, &head) < 0)
    return nullptr;
  CommitHandle commit(found);
  TreeHandle tree = tree_of(commit.get());
  const auto id = tree ? id_at(tree.get(), path) : std::nullopt;
  if (!id) return nullptr;
  for (std::size_t count = 0; count < most_commits_searched; ++count) {
    Step step = step_back(commit.get(), path, *id);
    if (step.cut) return nullptr;
    if (!step.parent) return tree_of(commit.get());
    commit = std::move(step.parent);
  }
  return nullptr;
}

}  // namespace

std::optional<std::vector<std::string>> known_at_last_change(
  const std::string& folder, const std::string& path, const std::vector<std::string>& candidates) {
  const LibraryUse library;
  const RepositoryHandle repository = open_repository(folder);
  const TreeHandle tree = tree_at_last_change(repository.get(), path);
  if (!tree) return std::nullopt;
  std::vector<std::string> known;
  for (const std::string& candidate : candidates)
    if (id_at(tree.get(), candidate)) known.push_back(candidate);
  return known;
}

}  // namespace reallyopen
