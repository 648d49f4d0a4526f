#include "repository/worktree_view.h"

#include <unistd.h>

#include <algorithm>

#include "repository/lfs_pointer.h"
#include "repository/open_folders.h"
#include "repository/path.h"

namespace reallyopen {
namespace {

// A sparse checkout leaves the file out of the working tree on purpose; git counts it as unchanged.
bool may_be_absent(const IndexEntry& entry) { return entry.skip_worktree; }

EntryKind recorded_kind(std::uint32_t mode) {
  if (mode == GIT_FILEMODE_LINK) return EntryKind::symlink;
  return mode == GIT_FILEMODE_COMMIT ? EntryKind::submodule : EntryKind::file;
}

// What the entry is in the working tree, where `type` stands at its path (0: nothing). None: it is
// not there.
std::optional<EntryKind> kind_on_disk(const IndexEntry& entry, mode_t type) {
  EntryKind recorded = recorded_kind(entry.mode);
  if (type == 0) return may_be_absent(entry) ? std::optional(recorded) : std::nullopt;
  if (recorded == EntryKind::submodule || S_ISDIR(type))
    return recorded == EntryKind::submodule && S_ISDIR(type) ? std::optional(recorded)
                                                             : std::nullopt;
  return S_ISLNK(type) ? EntryKind::symlink : EntryKind::file;
}

bool exists(const std::string& folder, std::string_view name) {
  return access((folder + std::string(name)).c_str(), F_OK) == 0;
}

}  // namespace

WorktreeView::WorktreeView(git_repository* repository)
    : repository_(repository),
      database_(acquire<DatabaseHandle>(git_repository_odb, repository)),
      pointers_(database_.get()),
      index_(Index::read(std::string(git_repository_path(repository)) + "index")),
      disk_(git_repository_workdir(repository)),
      has_own_attributes_(exists(git_repository_commondir(repository), "info/attributes")) {}

bool WorktreeView::has_tracked_below(std::string_view folder) const {
  const std::string prefix = std::string(folder) + '/';
  const std::size_t first = index_.first_not_before(prefix);
  return first < index_.size() && index_.path(first).starts_with(prefix);
}

bool WorktreeView::has_present_below(std::string_view folder) const {
  bool present = false;
  walk_names(folder, [&](const TrackedName&, const Look& look) {
    present = look() != nullptr;
    return !present;
  });
  return present;
}

Lookup WorktreeView::lookup(std::string_view path) const {
  std::string reached;
  for (std::string_view name : split_path(path)) {
    append_to_path(reached, name);
    if (const std::optional<IndexEntry> entry = index_.find(reached)) {
      DiskState state = disk_.state(reached);
      if (state.denied)
        return { Lookup::Status::unreadable,
                 { reached, recorded_kind(entry->mode), hex(entry->id) } };
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

std::vector<std::string> WorktreeView::walk_names(std::string_view folder,
                                                  const VisitName& visit) const {
  std::string prefix(folder);
  if (!prefix.empty()) prefix += '/';
  OpenFolders folders(disk_);
  Entry entry;
  std::size_t at = index_.first_not_before(prefix);
  const Look look = [&]() -> const Entry* {
    const IndexEntry tracked = index_.entry(at);
    const std::optional<EntryKind> kind = kind_on_disk(tracked, folders.type_of(tracked.path));
    if (!kind) return nullptr;
    entry.path = tracked.path;
    entry.kind = *kind;
    set_hex(entry.id, tracked.id);
    return &entry;
  };
  for (std::string_view last; at < index_.size(); ++at) {
    const std::string_view path = index_.path(at);
    if (!path.starts_with(prefix)) break;
    if (path == last) continue;  // another side of a conflict
    last = path;
    if (!visit({ path, recorded_kind(index_.mode(at)) }, look)) break;
  }
  return std::move(folders).unread();
}

std::vector<Entry> WorktreeView::list(std::string_view folder) const {
  std::string prefix(folder);
  if (!prefix.empty()) prefix += '/';
  OpenFolders folders(disk_);
  std::vector<Entry> entries;
  for (std::size_t i = index_.first_not_before(prefix); i < index_.size();) {
    const IndexEntry next = index_.entry(i);
    if (!next.path.starts_with(prefix)) break;
    const std::size_t slash = next.path.find('/', prefix.size());
    const std::string path(next.path.substr(0, slash));
    if (slash != std::string_view::npos) {
      entries.push_back({ path, EntryKind::folder, "" });
      // Behind all that is below it.
      i = index_.first_not_before(path + static_cast<char>('/' + 1));
      continue;
    }
    const bool repeated = !entries.empty() &&
                          entries.back().path == path;  // another side of a conflict
    if (const auto kind = kind_on_disk(next, folders.type_of(path)); kind && !repeated)
      entries.push_back({ path, *kind, hex(next.id) });
    ++i;
  }
  std::ranges::sort(entries, {}, &Entry::path);
  return entries;
}

bool WorktreeView::is_left_out(std::string_view path) const {
  const std::optional<IndexEntry> entry = index_.find(path);
  return entry && may_be_absent(*entry) && disk_.state(path).type == 0;
}

// Whether what git holds is what lies there, byte by byte: it has not changed, and no attribute
// says that git puts something else in its place.
bool WorktreeView::is_unfiltered(const Entry& file) const {
  const std::optional<IndexEntry> entry = index_.find(file.path);
  const DiskState state = disk_.state(file.path);
  return entry && state.type == S_IFREG && stat_matches(*entry, state.status) &&
         !index_.is_racy(state.status) && !has_attributes(file.path);
}

// Of the repository, not of the machine.
bool WorktreeView::has_attributes(std::string_view path) const {
  if (has_own_attributes_) return true;
  for (std::string_view folder = folder_of(path);; folder = folder_of(folder)) {
    std::string file(folder);
    append_to_path(file, ".gitattributes");
    if (index_.find(file) || disk_.state(file).type != 0) return true;
    if (folder.empty()) return false;
  }
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

std::string WorktreeView::read_range(const Entry& file, std::uint64_t begin,
                                     std::size_t length) const {
  if (file.kind != EntryKind::file) return "";
  return is_left_out(file.path) ? read_blob_range(database_.get(), file.id, begin, length)
                                : disk_.read_range(file.path, begin, length);
}

std::optional<LfsPointer> WorktreeView::lfs_pointer(const Entry& file) const {
  if (file.kind != EntryKind::file) return std::nullopt;
  ReadResult text = disk_.read(file.path, lfs_pointer_limit);
  if (text.status == ReadStatus::complete)
    if (std::optional<LfsPointer> pointer = parse_lfs_pointer(text.bytes)) return pointer;
  if (is_unfiltered(file)) return std::nullopt;
  return pointers_.find(file.id);
}

}  // namespace reallyopen
