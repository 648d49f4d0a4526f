// The header of a weight file, read piece by piece.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "repository/snapshot.h"
#include "weights/header.h"

namespace reallyopen {

// The first bytes of a file, also of a large packed one, which Snapshot::read() does not give.
ReadResult read_front(const Snapshot& snapshot, const Entry& file, std::size_t length);

struct ReadHeader {
  std::optional<WeightsHeader> header;  // none where it could not be read: `unread` says why
  std::string unread;
  std::string front;  // the first 16 bytes
};

// Over all files of one pass: tensors take memory.
inline constexpr std::uint64_t most_header_bytes = 256 << 20;

// Of a safetensors or, by its ending, a GGUF file. Reads 64 KiB, and more only where the header
// goes on; takes what that is from `budget`.
ReadHeader read_weights_header(const Snapshot& snapshot, const Entry& file, std::uint64_t& budget);

}  // namespace reallyopen
