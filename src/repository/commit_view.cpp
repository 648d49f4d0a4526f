#include "repository/commit_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "repository/path.h"
#include "repository/repository_error.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t deepest_folder = 4096;
constexpr std::size_t longest_walked_path = 65536;
// Trees that share their subtrees can stand for any number of files.
constexpr std::size_t most_entries = 5'000'000;
constexpr std::size_t most_cached_entries = 200'000;

EntryKind kind_of(std::uint32_t mode) {
  switch (mode) {
    case GIT_FILEMODE_TREE:
      return EntryKind::folder;
    case GIT_FILEMODE_LINK:
      return EntryKind::symlink;
    case GIT_FILEMODE_COMMIT:
      return EntryKind::submodule;
    default:
      return EntryKind::file;
  }
}

// Empty where the tree is not in this clone, or too damaged to be read.
TreeHandle read_tree(git_repository* repository, const git_oid& id) {
  git_tree* tree = nullptr;
  git_tree_lookup(&tree, repository, &id);
  return TreeHandle(tree);
}

struct Level {
  TreeHandle tree;
  std::size_t next = 0;
  std::size_t folder_length = 0;  // of the path, with its '/'
};

// What git itself would never write: it would make one answer of walk() and another of lookup().
void check_well_formed(const Level& level, const git_tree_entry* entry, std::string_view path) {
  const git_tree_entry* previous = level.next > 1
                                     ? git_tree_entry_byindex(level.tree.get(), level.next - 2)
                                     : nullptr;
  if (is_safe_name(git_tree_entry_name(entry)) &&
      (!previous || git_tree_entry_cmp(previous, entry) < 0))
    return;
  throw RepositoryError(
    fmt::format("the commit holds `{}` in a folder that git would not have written: run `git fsck`",
                printable(path)));
}

void check_bounds(std::size_t depth, const Entry& entry, std::size_t visited) {
  if (depth > deepest_folder || entry.path.size() > longest_walked_path)
    throw RepositoryError(
      fmt::format("the folders of the commit are nested too deep at `{}`: at most {} levels and {} "
                  "bytes are walked",
                  printable(entry.path), deepest_folder, longest_walked_path));
  if (visited > most_entries)
    throw RepositoryError(fmt::format(
      "the commit holds more than {} files: that is more than can be checked", most_entries));
}

// Replaces what follows the folder's part of the path.
void set_name(Entry& entry, std::size_t folder_length, std::string_view name) {
  entry.path.resize(folder_length);
  if (folder_length > 0) entry.path.back() = '/';
  entry.path += name;
}

}  // namespace

CommitView::CommitView(git_repository* repository, TreeHandle root)
    : repository_(repository),
      database_(acquire<DatabaseHandle>(git_repository_odb, repository)),
      pointers_(database_.get()),
      root_(std::move(root)) {}

const git_tree* CommitView::cached_tree(const git_oid& id) const {
  std::string key(reinterpret_cast<const char*>(id.id), sizeof id.id);
  if (auto known = trees_.find(key); known != trees_.end()) return known->second.get();
  TreeHandle tree = read_tree(repository_, id);
  if (!tree) return nullptr;
  cached_entries_ += git_tree_entrycount(tree.get());
  if (cached_entries_ > most_cached_entries) {
    trees_.clear();
    cached_entries_ = git_tree_entrycount(tree.get());
  }
  return (trees_[key] = std::move(tree)).get();
}

Lookup CommitView::lookup(std::string_view path) const {
  Lookup result = { Lookup::Status::found,
                    { "", EntryKind::folder, hex(*git_tree_id(root_.get())) } };
  const git_tree* tree = root_.get();
  std::string name;
  for (std::string_view part : split_path(path)) {
    if (result.entry.kind != EntryKind::folder) return { Lookup::Status::blocked, result.entry };
    if (!tree) return { Lookup::Status::unreadable, result.entry };
    name = part;
    const git_tree_entry* found = git_tree_entry_byname(tree, name.c_str());
    if (!found) return { Lookup::Status::missing, {} };
    const git_oid& id = *git_tree_entry_id(found);
    append_to_path(result.entry.path, name);
    result.entry.kind = kind_of(git_tree_entry_filemode(found));
    set_hex(result.entry.id, id);
    if (result.entry.kind == EntryKind::folder) tree = cached_tree(id);
  }
  return result;
}

std::vector<std::string> CommitView::walk_names(std::string_view folder,
                                                const VisitName& visit) const {
  Entry entry;
  TreeFile reached;
  const Look look = [&] {
    entry.path = reached.path;
    entry.kind = kind_of(reached.mode);
    set_hex(entry.id, *reached.id);
    return &entry;
  };
  return walk_files(folder, [&](const TreeFile& file) {
    reached = file;
    return visit({ file.path, kind_of(file.mode) }, look);
  });
}

std::vector<std::string> CommitView::walk_files(
  std::string_view folder, const std::function<bool(const TreeFile&)>& visit) const {
  Lookup start = lookup(folder);
  std::vector<std::string> unread;
  if (start.status == Lookup::Status::unreadable) return { start.entry.path };
  if (start.status != Lookup::Status::found || start.entry.kind != EntryKind::folder) return {};

  Entry entry = start.entry;
  git_oid id;
  check_git(git_oid_fromstr(&id, entry.id.c_str()));
  std::vector<Level> levels;
  const auto descend = [&] {
    if (TreeHandle tree = read_tree(repository_, id))
      levels.push_back({ std::move(tree), 0, entry.path.empty() ? 0 : entry.path.size() + 1 });
    else if (unread.size() < most_unread_folders)
      unread.push_back(entry.path);
  };
  descend();
  for (std::size_t visited = 0; !levels.empty(); ++visited) {
    Level& level = levels.back();
    const git_tree_entry* next = git_tree_entry_byindex(level.tree.get(), level.next++);
    if (!next) {
      levels.pop_back();
      continue;
    }
    set_name(entry, level.folder_length, git_tree_entry_name(next));
    check_well_formed(level, next, entry.path);
    check_bounds(levels.size(), entry, visited);
    const auto mode = static_cast<std::uint32_t>(git_tree_entry_filemode(next));
    if (mode == GIT_FILEMODE_TREE) {
      id = *git_tree_entry_id(next);
      descend();
    } else if (!visit({ entry.path, mode, git_tree_entry_id(next) })) {
      break;
    }
  }
  return unread;
}

std::vector<Entry> CommitView::list(std::string_view folder) const {
  const Lookup start = lookup(folder);
  git_oid id;
  if (start.status != Lookup::Status::found || start.entry.kind != EntryKind::folder ||
      git_oid_fromstr(&id, start.entry.id.c_str()) < 0)
    return {};
  const git_tree* tree = cached_tree(id);
  std::vector<Entry> entries;
  for (std::size_t i = 0; tree && i < git_tree_entrycount(tree); ++i) {
    const git_tree_entry* next = git_tree_entry_byindex(tree, i);
    if (!is_safe_name(git_tree_entry_name(next))) continue;
    Entry entry{ start.entry.path, kind_of(git_tree_entry_filemode(next)),
                 hex(*git_tree_entry_id(next)) };
    append_to_path(entry.path, git_tree_entry_name(next));
    entries.push_back(std::move(entry));
  }
  std::ranges::sort(entries, {}, &Entry::path);
  return entries;
}

ReadResult CommitView::read(const Entry& file, std::size_t limit) const {
  if (file.kind == EntryKind::folder || file.kind == EntryKind::submodule)
    return { ReadStatus::unreadable, "", 0 };
  return read_blob(database_.get(), file.id, limit);
}

ReadStatus CommitView::stream(const Entry& file,
                              const std::function<bool(std::string_view)>& take) const {
  if (file.kind == EntryKind::folder || file.kind == EntryKind::submodule)
    return ReadStatus::unreadable;
  return stream_blob(database_.get(), file.id, take);
}

std::string CommitView::read_range(const Entry& file, std::uint64_t begin,
                                   std::size_t length) const {
  if (file.kind != EntryKind::file) return "";
  return read_blob_range(database_.get(), file.id, begin, length);
}

std::optional<LfsPointer> CommitView::lfs_pointer(const Entry& file) const {
  return file.kind == EntryKind::file ? pointers_.find(file.id) : std::nullopt;
}

}  // namespace reallyopen
