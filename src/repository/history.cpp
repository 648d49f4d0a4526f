#include "repository/history.h"

#include <map>
#include <memory>
#include <queue>
#include <set>
#include <string_view>

#include "repository/changes.h"
#include "repository/staged_changes.h"

namespace reallyopen {
namespace {

// Beyond it a tag is not near, and looking for one costs more than the whole check.
constexpr std::size_t most_commits = 20'000;
constexpr std::size_t most_tags = 20'000;
constexpr std::size_t most_files_on_disk = 5'000;

using IteratorHandle = std::unique_ptr<git_reference_iterator,
                                       FreeWith<git_reference_iterator_free>>;
using DiffHandle = std::unique_ptr<git_diff, FreeWith<git_diff_free>>;

struct IdLess {
  bool operator()(const git_oid& a, const git_oid& b) const { return git_oid_cmp(&a, &b) < 0; }
};

using Tags = std::map<git_oid, std::string, IdLess>;  // by commit

// Tags of files and trees, and those whose object is not here, are no releases that could be looked
// at.
void add_tag(const git_reference* reference, Tags& tags) {
  git_object* peeled = nullptr;
  if (git_reference_peel(&peeled, reference, GIT_OBJECT_COMMIT) < 0) return;
  const ObjectHandle owned(peeled);
  std::string& name = tags[*git_object_id(peeled)];
  name = std::max(name, std::string(git_reference_shorthand(reference)));
}

Tags list_tags(git_repository* repository) {
  Tags tags;
  const auto iterator = acquire<IteratorHandle>(git_reference_iterator_glob_new, repository,
                                                "refs/tags/*");
  git_reference* reference = nullptr;
  while (tags.size() < most_tags && git_reference_next(&reference, iterator.get()) == 0) {
    const ReferenceHandle owned(reference);
    add_tag(reference, tags);
  }
  return tags;
}

struct Ancestor {
  std::shared_ptr<git_commit> commit;
  bool operator<(const Ancestor& other) const {
    const git_time_t mine = git_commit_time(commit.get());
    const git_time_t theirs = git_commit_time(other.commit.get());
    return mine != theirs
             ? mine < theirs
             : git_oid_cmp(git_commit_id(commit.get()), git_commit_id(other.commit.get())) < 0;
  }
};

// Ancestors from the youngest on. libgit2's own walk stops with an error where a shallow clone
// ends.
class Ancestors {
 public:
  Ancestors(git_repository* repository, const git_oid& start) : repository_(repository) {
    add(start);
  }

  // The id of the next commit; none at the end.
  std::optional<git_oid> next() {
    if (queue_.empty()) return std::nullopt;
    const std::shared_ptr<git_commit> commit = queue_.top().commit;
    queue_.pop();
    for (unsigned i = 0; i < git_commit_parentcount(commit.get()); ++i)
      add(*git_commit_parent_id(commit.get(), i));
    cut_ |= hides_parents(*commit);
    return *git_commit_id(commit.get());
  }

  bool reached_end_of_clone() const { return cut_; }

 private:
  void add(const git_oid& id) {
    if (!seen_.insert(id).second) return;
    git_commit* commit = nullptr;
    if (git_commit_lookup(&commit, repository_, &id) < 0)
      cut_ = true;
    else
      queue_.push({ std::shared_ptr<git_commit>(commit, git_commit_free) });
  }

  git_repository* repository_;
  std::priority_queue<Ancestor> queue_;
  std::set<git_oid, IdLess> seen_;
  bool cut_ = false;
};

struct PathOptions {
  std::vector<char*> names;
  git_diff_options options = GIT_DIFF_OPTIONS_INIT;

  explicit PathOptions(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) names.push_back(const_cast<char*>(path.c_str()));
    options.pathspec = { names.data(), names.size() };
    options.flags = GIT_DIFF_DISABLE_PATHSPEC_MATCH | GIT_DIFF_SKIP_BINARY_CHECK |
                    GIT_DIFF_INCLUDE_TYPECHANGE;
    options.ignore_submodules = GIT_SUBMODULE_IGNORE_DIRTY;
  }
};

std::optional<std::set<std::string>> paths_of(int code, git_diff* diff, std::size_t limit) {
  if (code < 0) return std::nullopt;
  const DiffHandle owned(diff);
  std::set<std::string> paths;
  for (std::size_t i = 0; i < git_diff_num_deltas(diff) && paths.size() < limit; ++i) {
    const git_diff_delta* delta = git_diff_get_delta(diff, i);
    paths.insert(delta->new_file.path ? delta->new_file.path : delta->old_file.path);
  }
  return paths;
}

std::vector<std::string> listed(const std::set<std::string>& paths) {
  return { paths.begin(), paths.end() };
}

}  // namespace

TagSearch find_earlier_tag(git_repository* repository, const git_oid& commit, bool itself) {
  using Status = TagSearch::Status;
  const Tags tags = list_tags(repository);
  // Without tags only a shallow clone leaves open whether there are any.
  if (tags.empty() && git_repository_is_shallow(repository) != 1) return {};
  Ancestors ancestors(repository, commit);
  std::size_t count = 0;
  while (const auto id = ancestors.next()) {
    if (++count > most_commits) return { Status::over_limit, "", "" };
    const auto found = tags.find(*id);
    if (found != tags.end() && (itself || !git_oid_equal(&*id, &commit)))
      return { Status::found, found->second, hex(*id) };
  }
  return { ancestors.reached_end_of_clone() ? Status::cut_off : Status::none, "", "" };
}

TreeHandle tree_of_commit(git_repository* repository, const std::string& commit) {
  git_oid id;
  git_commit* found = nullptr;
  if (git_oid_fromstr(&id, commit.c_str()) < 0 || git_commit_lookup(&found, repository, &id) < 0)
    return nullptr;
  const CommitHandle owned(found);
  git_tree* tree = nullptr;
  git_commit_tree(&tree, found);
  return TreeHandle(tree);
}

std::optional<std::vector<std::string>> changed_paths(git_repository* repository, git_tree* from,
                                                      git_tree* to,
                                                      const std::vector<std::string>& paths,
                                                      std::size_t limit) {
  if (paths.empty()) return std::vector<std::string>();  // libgit2 would take it for all
  PathOptions options(paths);
  git_diff* diff = nullptr;
  const int code = git_diff_tree_to_tree(&diff, repository, from, to, &options.options);
  const auto changed = paths_of(code, diff, limit);
  return changed ? std::optional(listed(*changed)) : std::nullopt;
}

std::optional<std::vector<std::string>> changed_paths(const WorktreeView& view, git_tree* from,
                                                      const std::vector<std::string>& paths,
                                                      std::size_t limit) {
  std::set<std::string> changed;
  const StagedChanges staged(view, from);
  for (const std::string& path : paths)
    if (!staged.add(path, limit, changed)) return std::nullopt;
  std::size_t files = 0;
  const auto look = [&](const std::string& path) {
    if (changed.size() < limit && differs_on_disk(view, path)) changed.insert(path);
    return ++files < most_files_on_disk;
  };
  for (const std::string& path : paths) {
    if (view.index().find(path))
      look(path);
    else
      view.walk_names(path, [&](const TrackedName&, const Look& look_up) {
        const Entry* entry = look_up();
        return !entry || look(entry->path);
      });
  }
  return listed(changed);
}

}  // namespace reallyopen
