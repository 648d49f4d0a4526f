// The working tree on disk. No link is ever followed, and nothing outside of the tree is opened.
#pragma once

#include <sys/stat.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "repository/snapshot.h"

namespace reallyopen {

// An open file that closes itself; -1 is none.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;

  int number() const { return number_; }
  int release();
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

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
  bool denied = false;          // the folder is there, but may not be read
};

class WorkingFolder {
 public:
  explicit WorkingFolder(const std::string& root);

  DiskState state(std::string_view path) const;
  Listing list(std::string_view folder) const;
  ReadResult read(std::string_view path, std::size_t limit) const;
  ReadStatus stream(std::string_view path, const std::function<bool(std::string_view)>& take) const;
  ReadResult read_link(std::string_view path, std::size_t limit) const;

 private:
  Descriptor open_folder(std::string_view folder) const;
  Descriptor open_file(std::string_view path, struct stat& status) const;

  Descriptor root_;
};

}  // namespace reallyopen
