// The files of a commit, straight from its tree objects.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "repository/git_handle.h"
#include "repository/lookup.h"
#include "repository/snapshot.h"

namespace reallyopen {

constexpr std::size_t most_unread_folders = 100;  // that are named

class CommitView {
 public:
  CommitView(git_repository* repository, TreeHandle root);

  Lookup lookup(std::string_view path) const;
  std::vector<std::string> walk(std::string_view folder,
                                const std::function<bool(const Entry&)>& visit) const;
  std::vector<Entry> list(std::string_view folder) const;
  ReadResult read(const Entry& file, std::size_t limit) const;
  ReadStatus stream(const Entry& file, const std::function<bool(std::string_view)>& take) const;
  std::optional<LfsPointer> lfs_pointer(const Entry& file) const;

 private:
  const git_tree* cached_tree(const git_oid& id) const;

  git_repository* repository_;
  DatabaseHandle database_;
  TreeHandle root_;
  // Many lookups share their folders, and a wide tree is dear to inflate again.
  mutable std::map<std::string, TreeHandle> trees_;
  mutable std::size_t cached_entries_ = 0;
};

}  // namespace reallyopen
