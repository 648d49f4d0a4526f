// The files of the index as they are in the working tree.
#pragma once

#include <functional>
#include <vector>

#include "repository/git_handle.h"
#include "repository/lookup.h"
#include "repository/snapshot.h"
#include "repository/working_folder.h"

namespace reallyopen {

class WorktreeView {
 public:
  explicit WorktreeView(git_repository* repository);

  Lookup lookup(std::string_view path) const;
  std::vector<std::string> walk(std::string_view folder,
                                const std::function<bool(const Entry&)>& visit) const;
  std::vector<Entry> list(std::string_view folder) const;
  ReadResult read(const Entry& file, std::size_t limit) const;
  ReadStatus stream(const Entry& file, const std::function<bool(std::string_view)>& take) const;
  std::optional<LfsPointer> lfs_pointer(const Entry& file) const;

  const WorkingFolder& disk() const { return disk_; }
  // The index entry at exactly this path, or null; of a conflict the first side.
  const git_index_entry* tracked(std::string_view path) const;
  git_repository* repository() const { return repository_; }
  git_odb* database() const { return database_.get(); }
  git_index* index() const { return index_.get(); }

 private:
  std::size_t first_not_before(std::string_view path) const;
  bool is_left_out(std::string_view path) const;
  bool has_tracked_below(std::string_view folder) const;
  bool has_present_below(std::string_view folder) const;

  git_repository* repository_;
  DatabaseHandle database_;
  IndexHandle index_;
  WorkingFolder disk_;
};

}  // namespace reallyopen
