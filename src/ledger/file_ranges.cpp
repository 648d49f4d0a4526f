#include "ledger/file_ranges.h"

#include <algorithm>

namespace reallyopen {
namespace {

constexpr std::uint64_t small_file = 1 << 20;
// Git has to inflate an object from its beginning.
constexpr std::uint64_t largest_committed = 32 << 20;

}  // namespace

FileRanges::FileRanges(const Snapshot& snapshot, const Entry& file, std::uint64_t size,
                       std::uint64_t& budget)
    : snapshot_(snapshot), file_(file), size_(size) {
  const bool committed = snapshot.view() == View::commit;
  is_closed_ = committed && (size > largest_committed || size > budget);
  if (is_closed_ || (!committed && size > small_file)) return;
  if (size > small_file) budget -= size;
  whole_ = snapshot.read(file, static_cast<std::size_t>(size)).bytes;
  is_whole_ = true;
}

std::string FileRanges::read(std::uint64_t begin, std::size_t length) const {
  if (is_closed_ || begin >= size_) return "";
  if (!is_whole_) return snapshot_.read_range(file_, begin, length);
  return begin < whole_.size() ? whole_.substr(static_cast<std::size_t>(begin), length) : "";
}

std::string FileRanges::tail(std::uint64_t length) const {
  const std::uint64_t taken = std::min(length, size_);
  return read(size_ - taken, static_cast<std::size_t>(taken));
}

}  // namespace reallyopen
