// Pieces of one file, wherever they stand in it: a small file is read once, of a large one only
// what is asked for.
#pragma once

#include <cstdint>
#include <string>

#include "repository/snapshot.h"

namespace reallyopen {

class FileRanges {
 public:
  // `size` of its content. What a committed file takes in memory is taken from `budget`.
  FileRanges(const Snapshot& snapshot, const Entry& file, std::uint64_t size,
             std::uint64_t& budget);

  std::uint64_t size() const { return size_; }
  // Fewer bytes at the end of the file, none where it cannot be read or is too large.
  std::string read(std::uint64_t begin, std::size_t length) const;
  std::string tail(std::uint64_t length) const;

 private:
  const Snapshot& snapshot_;
  const Entry& file_;
  std::uint64_t size_;
  bool is_whole_ = false;
  bool is_closed_ = false;  // too large to be read at all
  std::string whole_;
};

}  // namespace reallyopen
