#include "repository/snapshot.h"

#include <fmt/format.h>

#include "repository/changes.h"
#include "repository/history.h"
#include "repository/open.h"
#include "repository/path.h"
#include "repository/repository_error.h"
#include "repository/state.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

// A submodule that is not checked out has no repository of its own, so the one around it was found.
void check_folder(const WorktreeView& view, const std::string& folder) {
  if (folder.empty()) return;
  Lookup found = view.lookup(folder);
  if (found.entry.kind == EntryKind::submodule)
    throw RepositoryError(
      fmt::format("`{}` is a submodule that is not checked out: run `git submodule update --init`",
                  printable(found.entry.path)));
}

}  // namespace

Snapshot Snapshot::open(const SnapshotRequest& request) {
  auto state = std::make_unique<State>();
  state->repository = open_repository(request.folder);
  git_repository* repository = state->repository.get();
  state->folder = folder_in_worktree(repository, request.folder);
  bool bare = git_repository_is_bare(repository) == 1;
  Revision revision = request.revision ? find_revision(repository, *request.revision)
                                       : find_head(repository);
  state->commit = revision.commit;
  state->description = revision.description;
  state->tag = revision.tag;
  if (!request.revision && !bare) {
    WorktreeView& view = state->view.emplace<WorktreeView>(repository);
    state->head = std::move(revision.tree);
    check_folder(view, state->folder);
  } else {
    if (!revision.tree) throw RepositoryError("the repository has no commit yet: commit first");
    state->view.emplace<CommitView>(repository, std::move(revision.tree));
  }
  return Snapshot(std::move(state));
}

Snapshot::Snapshot(std::unique_ptr<State> state) : state_(std::move(state)) {}
Snapshot::Snapshot(Snapshot&&) noexcept = default;
Snapshot& Snapshot::operator=(Snapshot&&) noexcept = default;
Snapshot::~Snapshot() = default;

View Snapshot::view() const {
  return std::holds_alternative<CommitView>(state_->view) ? View::commit : View::worktree;
}

std::optional<std::string> Snapshot::commit() const { return state_->commit; }

std::string Snapshot::description() const { return state_->description; }

std::optional<std::string> Snapshot::tag() const { return state_->tag; }

std::string Snapshot::folder() const { return state_->folder; }

Lookup Snapshot::State::lookup(std::string_view path) const {
  if (path.size() > longest_path || path.find('\0') != std::string_view::npos) return {};
  remember(std::string(path));
  return in_view([&](const auto& chosen) { return chosen.lookup(path); });
}

void Snapshot::State::remember(const std::string& path) const {
  if (!std::holds_alternative<WorktreeView>(view)) return;
  std::lock_guard lock(asked_guard);
  asked.insert(path);
}

std::optional<Entry> Snapshot::find(std::string_view path) const {
  std::optional<std::string> joined = join_path("", path);
  if (!joined) return std::nullopt;
  Lookup found = state_->lookup(*joined);
  if (found.status == Lookup::Status::unreadable) {
    std::string shown = printable(found.entry.path);
    throw RepositoryError(
      view() == View::worktree
        ? fmt::format("`{}` may not be read: correct its permissions, or those of a folder above",
                      shown)
        : fmt::format(
            "the folder `{}` is not in this clone: fetch it, e.g. with `git fetch --refetch`",
            shown));
  }
  return found.status == Lookup::Status::found ? std::optional(found.entry) : std::nullopt;
}

std::vector<std::string> Snapshot::walk(std::string_view folder,
                                        const std::function<bool(const Entry&)>& visit) const {
  return walk_names(folder, [&](const TrackedName&, const Look& look) {
    const Entry* entry = look();
    return !entry || visit(*entry);
  });
}

std::vector<std::string> Snapshot::walk_names(std::string_view folder,
                                              const VisitName& visit) const {
  std::optional<std::string> joined = join_path("", folder);
  if (!joined || joined->size() > longest_path || joined->find('\0') != std::string::npos)
    return {};
  return state_->in_view([&](const auto& chosen) { return chosen.walk_names(*joined, visit); });
}

std::vector<Entry> Snapshot::list(std::string_view folder) const {
  std::optional<std::string> joined = join_path("", folder);
  if (!joined || joined->size() > longest_path || joined->find('\0') != std::string::npos)
    return {};
  return state_->in_view([&](const auto& chosen) { return chosen.list(*joined); });
}

ReadResult Snapshot::read(const Entry& file, std::size_t limit) const {
  state_->remember(file.path);
  return state_->in_view([&](const auto& chosen) { return chosen.read(file, limit); });
}

ReadStatus Snapshot::stream(const Entry& file,
                            const std::function<bool(std::string_view)>& take) const {
  state_->remember(file.path);
  return state_->in_view([&](const auto& chosen) { return chosen.stream(file, take); });
}

std::string Snapshot::read_range(const Entry& file, std::uint64_t begin, std::size_t length) const {
  state_->remember(file.path);
  return state_->in_view(
    [&](const auto& chosen) { return chosen.read_range(file, begin, length); });
}

std::optional<LfsPointer> Snapshot::lfs_pointer(const Entry& file) const {
  state_->remember(file.path);
  return state_->in_view([&](const auto& chosen) { return chosen.lfs_pointer(file); });
}

TagSearch Snapshot::earlier_tag(bool itself) const {
  git_oid id;
  if (!state_->commit || git_oid_fromstr(&id, state_->commit->c_str()) < 0) return {};
  return find_earlier_tag(state_->repository.get(), id, itself);
}

std::optional<std::vector<std::string>> Snapshot::changed_since(
  const std::string& commit, const std::vector<std::string>& paths, std::size_t limit) const {
  git_repository* repository = state_->repository.get();
  const TreeHandle from = tree_of_commit(repository, commit);
  if (!from) return std::nullopt;
  if (const WorktreeView* worktree = std::get_if<WorktreeView>(&state_->view))
    return changed_paths(*worktree, from.get(), paths, limit);
  const TreeHandle to = tree_of_commit(repository, *state_->commit);
  return to ? changed_paths(repository, from.get(), to.get(), paths, limit) : std::nullopt;
}

bool Snapshot::dirty() const {
  const WorktreeView* worktree = std::get_if<WorktreeView>(&state_->view);
  if (!worktree) return false;
  std::lock_guard lock(state_->asked_guard);
  return differs_from_head(*worktree, state_->head.get(), state_->asked);
}

}  // namespace reallyopen
