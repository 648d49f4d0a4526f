// git's index, read once and kept as it lies in the file: what is tracked, without a look at the
// disk.
#pragma once

#include <git2.h>
#include <sys/stat.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

struct IndexTime {
  std::uint32_t seconds = 0;
  std::uint32_t nanoseconds = 0;
};

struct IndexEntry {
  std::string_view path;
  git_oid id = {};
  std::uint32_t mode = 0;
  int stage = 0;  // a side of a conflict where it is not 0
  bool skip_worktree = false;
  // The file as it was when git last compared it, the numbers cut to 32 bits.
  IndexTime modified;
  IndexTime changed;
  std::uint32_t inode = 0;
  std::uint32_t size = 0;

  bool is_conflict() const { return stage != 0; }
};

// As git does: what was not written since the index was, is what the index recorded.
bool stat_matches(const IndexEntry& entry, const struct stat& status);

// Versions 2 to 4 of gitformat-index(5). Of a million files it takes the size of the file, and
// eight bytes more for each; of version 4, which shortens the paths, also the paths.
class Index {
 public:
  // Without a file there are no entries. Throws RepositoryError for one that git did not write, or
  // that needs an extension.
  static Index read(const std::string& file);
  // The same of bytes at hand.
  static Index parse(std::string_view bytes);

  std::size_t size() const { return rows_.size(); }
  std::string_view path(std::size_t position) const;
  std::uint32_t mode(std::size_t position) const;
  IndexEntry entry(std::size_t position) const;

  // Where `path` is, or would be; of a conflict the first side.
  std::size_t first_not_before(std::string_view path) const;
  std::optional<IndexEntry> find(std::string_view path) const;

  // A file written in the same tick as the index may have changed after it without a trace.
  bool is_racy(const struct stat& file) const;

 private:
  struct Row {
    std::uint32_t record = 0;  // offset in the file
    std::uint32_t path = 0;    // offset of its NUL-terminated path
  };
  class Parser;

  Index() = default;
  void fill();
  const char* paths() const { return expanded_.empty() ? bytes_.get() : expanded_.data(); }

  std::unique_ptr<char[]> bytes_;
  std::size_t length_ = 0;
  std::vector<char> expanded_;  // the paths of version 4
  std::vector<Row> rows_;
  timespec written_ = {};  // as far as the system tells
};

}  // namespace reallyopen
