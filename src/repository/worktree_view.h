// The files of the index as they are in the working tree.
#pragma once

#include <functional>
#include <vector>

#include "repository/git_handle.h"
#include "repository/index.h"
#include "repository/lookup.h"
#include "repository/objects.h"
#include "repository/snapshot.h"
#include "repository/working_folder.h"

namespace reallyopen {

class WorktreeView {
 public:
  explicit WorktreeView(git_repository* repository);

  Lookup lookup(std::string_view path) const;
  std::vector<std::string> walk_names(std::string_view folder, const VisitName& visit) const;
  std::vector<Entry> list(std::string_view folder) const;
  ReadResult read(const Entry& file, std::size_t limit) const;
  ReadStatus stream(const Entry& file, const std::function<bool(std::string_view)>& take) const;
  std::string read_range(const Entry& file, std::uint64_t begin, std::size_t length) const;
  std::optional<LfsPointer> lfs_pointer(const Entry& file) const;

  const WorkingFolder& disk() const { return disk_; }
  const Index& index() const { return index_; }
  // What git itself holds at the id, whatever stands on disk.
  bool is_pointer(const std::string& id) const { return pointers_.find(id).has_value(); }
  git_repository* repository() const { return repository_; }
  git_odb* database() const { return database_.get(); }

 private:
  bool is_left_out(std::string_view path) const;
  bool is_unfiltered(const Entry& file) const;
  bool has_attributes(std::string_view path) const;
  bool has_tracked_below(std::string_view folder) const;
  bool has_present_below(std::string_view folder) const;

  git_repository* repository_;
  DatabaseHandle database_;
  mutable PointerBlobs pointers_;
  Index index_;
  WorkingFolder disk_;
  bool has_own_attributes_;  // that are not part of the tree
};

}  // namespace reallyopen
