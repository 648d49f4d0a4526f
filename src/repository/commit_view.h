// The files of a commit, straight from its tree objects.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "repository/git_handle.h"
#include "repository/lookup.h"
#include "repository/objects.h"
#include "repository/snapshot.h"

namespace reallyopen {

// A file, link or submodule as a tree object names it.
struct TreeFile {
  std::string_view path;
  std::uint32_t mode = 0;
  const git_oid* id = nullptr;
};

class CommitView {
 public:
  CommitView(git_repository* repository, TreeHandle root);

  Lookup lookup(std::string_view path) const;
  std::vector<std::string> walk_names(std::string_view folder, const VisitName& visit) const;
  // The same, as the trees have it.
  std::vector<std::string> walk_files(std::string_view folder,
                                      const std::function<bool(const TreeFile&)>& visit) const;
  std::vector<Entry> list(std::string_view folder) const;
  ReadResult read(const Entry& file, std::size_t limit) const;
  ReadStatus stream(const Entry& file, const std::function<bool(std::string_view)>& take) const;
  std::string read_range(const Entry& file, std::uint64_t begin, std::size_t length) const;
  std::optional<LfsPointer> lfs_pointer(const Entry& file) const;

 private:
  const git_tree* cached_tree(const git_oid& id) const;

  git_repository* repository_;
  DatabaseHandle database_;
  mutable PointerBlobs pointers_;
  TreeHandle root_;
  // Many lookups share their folders, and a wide tree is dear to inflate again.
  mutable std::map<std::string, TreeHandle> trees_;
  mutable std::size_t cached_entries_ = 0;
};

}  // namespace reallyopen
