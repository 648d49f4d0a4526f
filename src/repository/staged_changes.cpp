#include "repository/staged_changes.h"

#include <optional>
#include <string_view>

namespace reallyopen {
namespace {

TreeHandle share_tree(git_tree* tree) {
  git_object* another = nullptr;
  check_git(git_object_dup(&another, reinterpret_cast<git_object*>(tree)));
  return TreeHandle(reinterpret_cast<git_tree*>(another));
}

bool is_staged_as(const TreeFile& committed, const IndexEntry& staged) {
  return !staged.is_conflict() && committed.mode == staged.mode &&
         git_oid_equal(committed.id, &staged.id);
}

// Goes along the entries of the index at or below `folder` while the files of a tree come in the
// same order.
class StagedBelow {
 public:
  StagedBelow(const Index& index, const std::string& folder, std::size_t limit,
              std::set<std::string>& changed)
      : index_(index),
        prefix_(folder.empty() ? "" : folder + "/"),
        at_(index.first_not_before(prefix_)),
        limit_(limit),
        changed_(changed) {}

  // Takes the next file of the tree; false when enough is known.
  bool take(const TreeFile& committed) {
    while (has_entry() && index_.path(at_) < committed.path) add_entry();
    if (has_entry() && index_.path(at_) == committed.path) {
      if (!is_staged_as(committed, index_.entry(at_))) add(committed.path);
      // The sides of a conflict have one path.
      while (has_entry() && index_.path(at_) == committed.path) ++at_;
    } else {
      add(committed.path);
    }
    return changed_.size() < limit_;
  }

  void finish() {
    while (has_entry() && changed_.size() < limit_) add_entry();
  }

 private:
  bool has_entry() const { return at_ < index_.size() && index_.path(at_).starts_with(prefix_); }
  void add_entry() { add(index_.path(at_++)); }
  void add(std::string_view path) {
    if (changed_.size() < limit_) changed_.emplace(path);
  }

  const Index& index_;
  std::string prefix_;
  std::size_t at_;
  std::size_t limit_;
  std::set<std::string>& changed_;
};

// No folder: what is below it is looked at by itself.
std::optional<TreeFile> file_of(const git_tree_entry* entry, std::string_view path) {
  if (!entry || git_tree_entry_type(entry) == GIT_OBJECT_TREE) return std::nullopt;
  return TreeFile{ path, static_cast<std::uint32_t>(git_tree_entry_filemode(entry)),
                   git_tree_entry_id(entry) };
}

}  // namespace

StagedChanges::StagedChanges(const WorktreeView& view, git_tree* from)
    : index_(view.index()), from_(from), before_(view.repository(), share_tree(from)) {}

bool StagedChanges::add(const std::string& path, std::size_t limit,
                        std::set<std::string>& changed) const {
  const Lookup looked_up = before_.lookup(path);
  if (looked_up.status == Lookup::Status::unreadable) return false;
  git_tree_entry* raw = nullptr;
  if (looked_up.status == Lookup::Status::found && !path.empty())
    git_tree_entry_bypath(&raw, from_, path.c_str());
  const TreeEntryHandle entry(raw);
  const std::optional<TreeFile> committed = file_of(entry.get(), path);
  const std::optional<IndexEntry> staged = index_.find(path);
  const bool differs = committed && staged ? !is_staged_as(*committed, *staged)
                                           : committed.has_value() != staged.has_value();
  if (differs && changed.size() < limit) changed.insert(path);
  StagedBelow below(index_, path, limit, changed);
  const auto unread = before_.walk_files(path,
                                         [&](const TreeFile& each) { return below.take(each); });
  below.finish();
  return unread.empty();
}

}  // namespace reallyopen
