#include "ledger/weights_header.h"

#include <algorithm>

#include "weights/gguf.h"
#include "weights/safetensors.h"

namespace reallyopen {
namespace {

constexpr std::size_t first_read = 64 << 10;
constexpr std::uint64_t longest_weights_header = 8 + longest_safetensors_header;
constexpr std::size_t front_bytes = 16;

}  // namespace

ReadResult read_front(const Snapshot& snapshot, const Entry& file, std::size_t length) {
  ReadResult result = snapshot.read(file, length);
  if (result.status != ReadStatus::over_limit || !result.bytes.empty()) return result;
  const ReadStatus status = snapshot.stream(file, [&](std::string_view piece) {
    result.bytes += piece.substr(0, length - result.bytes.size());
    return result.bytes.size() < length;
  });
  if (status != ReadStatus::complete) result.status = status;
  return result;
}

namespace {

// Takes what it reads beyond the first piece from `budget`.
ReadHeader read_header(const Snapshot& snapshot, const Entry& file, std::uint64_t& budget) {
  ReadHeader read;
  for (std::uint64_t length = first_read;;) {
    const ReadResult front = read_front(snapshot, file, static_cast<std::size_t>(length));
    if (front.bytes.empty() && front.size > 0) {
      read.unread = front.status == ReadStatus::over_limit ? "the packed object is too large"
                                                           : "the content cannot be read";
      return read;
    }
    read.front = front.bytes.substr(0, front_bytes);
    WeightsHeader header = file.path.ends_with(".gguf") ? read_gguf(front.bytes, front.size)
                                                        : read_safetensors(front.bytes, front.size);
    if (header.status != HeaderStatus::needs_more) {
      const std::uint64_t taken = front.bytes.size() > first_read ? front.bytes.size() : 0;
      budget -= std::min(budget, taken);
      if (header.status == HeaderStatus::unsupported)
        read.unread = header.problem;
      else
        read.header = std::move(header);
      return read;
    }
    if (header.needed > longest_weights_header || header.needed <= front.bytes.size() ||
        header.needed > budget) {
      read.unread = "the header is larger than is read";
      return read;
    }
    // A larger piece each time, so that the work stays in proportion to the header.
    length = std::min(std::max(header.needed, length * 4), longest_weights_header);
  }
}

}  // namespace

const ReadHeader& WeightsHeaders::of(const Entry& file) {
  const auto [read, is_new] = read_.try_emplace(file.path);
  if (is_new) read->second = read_header(snapshot_, file, budget_);
  return read->second;
}

}  // namespace reallyopen
