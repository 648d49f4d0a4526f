#include "repository/worktree_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "repository/commit_view.h"
#include "repository/lfs_pointer.h"
#include "repository/objects.h"
#include "repository/path.h"
#include "repository/repository_error.h"

namespace reallyopen {
namespace {

// A sparse checkout leaves the file out of the working tree on purpose; git counts it as unchanged.
bool may_be_absent(const git_index_entry& entry) {
  return entry.flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE;
}

EntryKind recorded_kind(const git_index_entry& entry) {
  if (entry.mode == GIT_FILEMODE_LINK) return EntryKind::symlink;
  return entry.mode == GIT_FILEMODE_COMMIT ? EntryKind::submodule : EntryKind::file;
}

// What the entry is in the working tree, where `type` stands at its path (0: nothing). None: it is
// not there.
std::optional<EntryKind> kind_on_disk(const git_index_entry& entry, mode_t type) {
  EntryKind recorded = recorded_kind(entry);
  if (type == 0) return may_be_absent(entry) ? std::optional(recorded) : std::nullopt;
  if (recorded == EntryKind::submodule || S_ISDIR(type))
    return recorded == EntryKind::submodule && S_ISDIR(type) ? std::optional(recorded)
                                                             : std::nullopt;
  return S_ISLNK(type) ? EntryKind::symlink : EntryKind::file;
}

IndexHandle open_index(git_repository* repository) {
  git_index* index = nullptr;
  if (git_repository_index(&index, repository) < 0)
    throw RepositoryError(fmt::format(
      "the index of the repository cannot be read ({}): `git update-index --no-split-index` and "
      "`git sparse-checkout disable` make it plain, `rm .git/index && git reset` makes it new",
      last_git_error()));
  IndexHandle handle(index);
  // core.ignoreCase would sort it otherwise.
  check_git(git_index_set_caps(index, git_index_caps(index) & ~GIT_INDEX_CAPABILITY_IGNORE_CASE));
  return handle;
}

// The listings of the folders above the entry at hand, so that each folder is read once in a walk.
class ListedFolders {
 public:
  explicit ListedFolders(const WorkingFolder& disk) : disk_(disk) {}

  // What stands at `path` in the working tree; paths come in order.
  mode_t type_of(std::string_view path) {
    std::string_view folder = folder_of(path);
    while (!listed_.empty() && !is_within(folder, listed_.back().folder)) listed_.pop_back();
    if (listed_.empty() || listed_.back().folder != folder) {
      listed_.push_back({ std::string(folder), disk_.list(folder), 0 });
      if (listed_.back().listing.denied && unread_.size() < most_unread_folders)
        unread_.emplace_back(folder);
    }
    Listed& top = listed_.back();
    const std::vector<DiskName>& names = top.listing.names;
    std::string_view name = name_of(path);
    while (top.next < names.size() && names[top.next].name < name) ++top.next;
    return top.next < names.size() && names[top.next].name == name ? names[top.next].type : 0;
  }

  std::vector<std::string> unread() && { return std::move(unread_); }

 private:
  struct Listed {
    std::string folder;
    Listing listing;
    std::size_t next = 0;
  };
  const WorkingFolder& disk_;
  std::vector<Listed> listed_;
  std::vector<std::string> unread_;
};

}  // namespace

WorktreeView::WorktreeView(git_repository* repository)
    : repository_(repository),
      database_(acquire<DatabaseHandle>(git_repository_odb, repository)),
      index_(open_index(repository)),
      disk_(git_repository_workdir(repository)) {}

std::size_t WorktreeView::first_not_before(std::string_view path) const {
  std::size_t low = 0;
  std::size_t high = git_index_entrycount(index_.get());
  while (low < high) {
    std::size_t middle = low + (high - low) / 2;
    if (std::string_view(git_index_get_byindex(index_.get(), middle)->path) < path)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const git_index_entry* WorktreeView::tracked(std::string_view path) const {
  const git_index_entry* entry = git_index_get_byindex(index_.get(), first_not_before(path));
  return entry && entry->path == path ? entry : nullptr;
}

bool WorktreeView::has_tracked_below(std::string_view folder) const {
  std::string prefix = std::string(folder) + '/';
  const git_index_entry* entry = git_index_get_byindex(index_.get(), first_not_before(prefix));
  return entry && std::string_view(entry->path).starts_with(prefix);
}

bool WorktreeView::has_present_below(std::string_view folder) const {
  bool present = false;
  walk(folder, [&](const Entry&) {
    present = true;
    return false;
  });
  return present;
}

Lookup WorktreeView::lookup(std::string_view path) const {
  std::string reached;
  for (std::string_view name : split_path(path)) {
    append_to_path(reached, name);
    if (const git_index_entry* entry = tracked(reached)) {
      DiskState state = disk_.state(reached);
      if (state.denied)
        return { Lookup::Status::unreadable, { reached, recorded_kind(*entry), hex(entry->id) } };
      if (std::optional<EntryKind> kind = kind_on_disk(*entry, state.type)) {
        bool blocked = reached.size() < path.size();
        return { blocked ? Lookup::Status::blocked : Lookup::Status::found,
                 { reached, *kind, hex(entry->id) } };
      }
    }
    if (!has_tracked_below(reached)) return { Lookup::Status::missing, {} };
  }
  if (!reached.empty() && !has_present_below(reached)) return { Lookup::Status::missing, {} };
  return { Lookup::Status::found, { reached, EntryKind::folder, "" } };
}

std::vector<std::string> WorktreeView::walk(std::string_view folder,
                                            const std::function<bool(const Entry&)>& visit) const {
  std::string prefix(folder);
  if (!prefix.empty()) prefix += '/';
  ListedFolders folders(disk_);
  Entry entry;
  for (std::size_t i = first_not_before(prefix);; ++i) {
    const git_index_entry* next = git_index_get_byindex(index_.get(), i);
    if (!next || !std::string_view(next->path).starts_with(prefix)) break;
    if (entry.path == next->path) continue;  // another side of a conflict
    entry.path = next->path;
    std::optional<EntryKind> kind = kind_on_disk(*next, folders.type_of(entry.path));
    if (!kind) continue;
    entry.kind = *kind;
    entry.id.resize(GIT_OID_HEXSZ);
    git_oid_fmt(entry.id.data(), &next->id);
    if (!visit(entry)) break;
  }
  return std::move(folders).unread();
}

std::vector<Entry> WorktreeView::list(std::string_view folder) const {
  std::string prefix(folder);
  if (!prefix.empty()) prefix += '/';
  std::vector<Entry> entries;
  for (std::size_t i = first_not_before(prefix);;) {
    const git_index_entry* next = git_index_get_byindex(index_.get(), i);
    if (!next || !std::string_view(next->path).starts_with(prefix)) break;
    const std::string_view rest = std::string_view(next->path).substr(prefix.size());
    const std::string path = prefix + std::string(rest.substr(0, rest.find('/')));
    if (rest.find('/') != std::string_view::npos) {
      entries.push_back({ path, EntryKind::folder, "" });
      i = first_not_before(path + static_cast<char>('/' + 1));  // behind all that is below it
      continue;
    }
    const bool repeated = !entries.empty() &&
                          entries.back().path == path;  // another side of a conflict
    if (const auto kind = kind_on_disk(*next, disk_.state(path).type); kind && !repeated)
      entries.push_back({ path, *kind, hex(next->id) });
    ++i;
  }
  std::ranges::sort(entries, {}, &Entry::path);
  return entries;
}

bool WorktreeView::is_left_out(std::string_view path) const {
  const git_index_entry* entry = tracked(path);
  return entry && may_be_absent(*entry) && disk_.state(path).type == 0;
}

ReadResult WorktreeView::read(const Entry& file, std::size_t limit) const {
  if (file.kind == EntryKind::folder || file.kind == EntryKind::submodule)
    return { ReadStatus::unreadable, "", 0 };
  if (is_left_out(file.path)) return read_blob(database_.get(), file.id, limit);
  return file.kind == EntryKind::symlink ? disk_.read_link(file.path, limit)
                                         : disk_.read(file.path, limit);
}

ReadStatus WorktreeView::stream(const Entry& file,
                                const std::function<bool(std::string_view)>& take) const {
  if (file.kind != EntryKind::file) return ReadStatus::unreadable;
  if (is_left_out(file.path)) return stream_blob(database_.get(), file.id, take);
  return disk_.stream(file.path, take);
}

std::optional<LfsPointer> WorktreeView::lfs_pointer(const Entry& file) const {
  if (file.kind != EntryKind::file) return std::nullopt;
  ReadResult text = disk_.read(file.path, lfs_pointer_limit);
  if (text.status == ReadStatus::complete)
    if (std::optional<LfsPointer> pointer = parse_lfs_pointer(text.bytes)) return pointer;
  return lfs_pointer_of_blob(database_.get(), file.id);
}

}  // namespace reallyopen
