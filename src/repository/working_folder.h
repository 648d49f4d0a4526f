// The working tree on disk. No link is ever followed, and nothing outside of the tree is opened.
#pragma once

#include <sys/stat.h>

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "repository/descriptor.h"
#include "repository/snapshot.h"

namespace reallyopen {

struct DiskName {
  std::string name;
  mode_t type = 0;  // S_IFREG, S_IFLNK, S_IFDIR, …
};

// What stands at a path.
struct DiskState {
  mode_t type = 0;  // 0: nothing, or a part of the path is a link or no folder
  struct stat status = {};
  bool denied = false;  // may not be looked at
};

struct Listing {
  std::vector<DiskName> names;  // sorted
};

// A folder below another; none, with errno, where a name on the way is a link or no folder.
Descriptor open_folder_below(const Descriptor& folder, std::string_view path);

Listing list_names(const Descriptor& folder);

class WorkingFolder {
 public:
  explicit WorkingFolder(const std::string& root);

  Descriptor open_folder(std::string_view folder) const;
  DiskState state(std::string_view path) const;
  ReadResult read(std::string_view path, std::size_t limit) const;
  ReadStatus stream(std::string_view path, const std::function<bool(std::string_view)>& take) const;
  std::string read_range(std::string_view path, std::uint64_t begin, std::size_t length) const;
  ReadResult read_link(std::string_view path, std::size_t limit) const;

 private:
  // A folder by its number, which is the root's own or one that closes with it.
  struct Opened {
    Descriptor own;
    int number = -1;

    explicit operator bool() const { return number >= 0; }
  };

  Opened folder_at(std::string_view folder) const;
  DiskState look_at(std::string_view path) const;
  Descriptor open_file(std::string_view path, struct stat& status) const;
  std::optional<ReadResult> remembered(std::string_view path, std::size_t limit) const;
  void remember(std::string_view path, const std::string& bytes) const;

  Descriptor root_;
  // Small files are read by several parts of an examination, and all should see the same bytes.
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::string, std::less<>> contents_;
  mutable std::size_t room_ = std::size_t{ 8 } << 20;
  // And asked for by more.
  mutable std::map<std::string, DiskState, std::less<>> states_;
};

}  // namespace reallyopen
