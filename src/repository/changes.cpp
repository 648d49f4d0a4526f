#include "repository/changes.h"

#include <algorithm>

#include "repository/attribute_files.h"
#include "repository/objects.h"
#include "repository/path.h"

namespace reallyopen {
namespace {

// Filters need the whole content in memory.
constexpr std::size_t largest_filtered = 64 << 20;

using BufferHandle = std::unique_ptr<git_buf, FreeWith<git_buf_dispose>>;
using FilterHandle = std::unique_ptr<git_filter_list, FreeWith<git_filter_list_free>>;

TreeEntryHandle entry_in_head(const git_tree* head, const std::string& path) {
  git_tree_entry* entry = nullptr;
  if (head && !path.empty()) git_tree_entry_bypath(&entry, head, path.c_str());
  return TreeEntryHandle(entry);
}

// The content as git would store it: with line endings and `ident` as the attributes say. libgit2
// knows no other filters, so nothing is run.
std::optional<git_oid> filtered_id(const WorktreeView& view, const std::string& path,
                                   const std::string& bytes) {
  git_oid id;
  git_filter_list* raw = nullptr;
  if (attribute_files_are_plain(view, path, ".gitattributes"))
    git_filter_list_load(&raw, view.repository(), nullptr, path.c_str(), GIT_FILTER_TO_ODB,
                         GIT_FILTER_DEFAULT);
  FilterHandle filters(raw);
  git_buf stored = GIT_BUF_INIT;
  BufferHandle owned(&stored);
  const char* content = bytes.data();
  std::size_t size = bytes.size();
  if (filters &&
      git_filter_list_apply_to_buffer(&stored, filters.get(), bytes.data(), bytes.size()) == 0) {
    content = stored.ptr;
    size = stored.size;
  }
  if (git_odb_hash(&id, content, size, GIT_OBJECT_BLOB) < 0) return std::nullopt;
  return id;
}

bool large_content_differs(const WorktreeView& view, const Entry& file, std::uint64_t size) {
  git_oid id;
  std::size_t recorded = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  if (git_oid_fromstr(&id, file.id.c_str()) < 0 ||
      git_odb_read_header(&recorded, &type, view.database(), &id) < 0)
    return true;
  std::string path = git_repository_workdir(view.repository()) + file.path;
  git_oid now;
  return recorded != size || git_odb_hashfile(&now, path.c_str(), GIT_OBJECT_BLOB) < 0 ||
         !git_oid_equal(&now, &id);
}

bool content_differs(const WorktreeView& view, const IndexEntry& entry, const struct stat& status) {
  const std::string path(entry.path);
  Entry file = { path, S_ISLNK(status.st_mode) ? EntryKind::symlink : EntryKind::file,
                 hex(entry.id) };
  ReadResult now = view.read(file, largest_filtered);
  if (now.status == ReadStatus::complete) {
    git_oid id;
    if (git_odb_hash(&id, now.bytes.data(), now.bytes.size(), GIT_OBJECT_BLOB) == 0 &&
        git_oid_equal(&id, &entry.id))
      return false;
    if (file.kind == EntryKind::symlink) return true;
    std::optional<git_oid> filtered = filtered_id(view, path, now.bytes);
    return !filtered || !git_oid_equal(&*filtered, &entry.id);
  }
  return now.status != ReadStatus::over_limit || large_content_differs(view, file, now.size);
}

bool entry_differs_on_disk(const WorktreeView& view, const IndexEntry& entry) {
  DiskState state = view.disk().state(entry.path);
  if (state.type == 0) return !entry.skip_worktree;
  if (entry.mode == GIT_FILEMODE_COMMIT) return state.type != S_IFDIR;
  if (state.type != (entry.mode == GIT_FILEMODE_LINK ? S_IFLNK : S_IFREG)) return true;
  if (stat_matches(entry, state.status)) {
    if (!view.index().is_racy(state.status)) return false;
    // Fetched LFS content never hashes to its pointer: git would run the filter, we go by the
    // recorded size.
    if (view.is_pointer(hex(entry.id))) return false;
  }
  return content_differs(view, entry, state.status);
}

bool path_differs(const WorktreeView& view, const git_tree* head, const std::string& path) {
  TreeEntryHandle committed = entry_in_head(head, path);
  const std::optional<IndexEntry> staged = view.index().find(path);
  if (!staged) {
    // A folder of both, or nothing in either, is no difference by itself.
    bool folder_committed = committed && git_tree_entry_type(committed.get()) == GIT_OBJECT_TREE;
    return committed && !(folder_committed && view.lookup(path).status == Lookup::Status::found);
  }
  if (!committed || staged->is_conflict()) return true;
  if (!git_oid_equal(git_tree_entry_id(committed.get()), &staged->id)) return true;
  if (static_cast<std::uint32_t>(git_tree_entry_filemode(committed.get())) != staged->mode)
    return true;
  return entry_differs_on_disk(view, *staged);
}

}  // namespace

bool differs_on_disk(const WorktreeView& view, const std::string& path) {
  const std::optional<IndexEntry> staged = view.index().find(path);
  return staged && entry_differs_on_disk(view, *staged);
}

bool differs_from_head(const WorktreeView& view, const git_tree* head,
                       const std::set<std::string, std::less<>>& paths) {
  return std::any_of(paths.begin(), paths.end(),
                     [&](const std::string& path) { return path_differs(view, head, path); });
}

}  // namespace reallyopen
