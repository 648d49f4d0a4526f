// The headers of weight files, read piece by piece.
#pragma once

#include <cstdint>
#include <map>
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

// Those of the files of one check, each read once: of safetensors and, by their ending, of GGUF.
class WeightsHeaders {
 public:
  explicit WeightsHeaders(const Snapshot& snapshot) : snapshot_(snapshot) {}

  // Valid as long as this. Reads 64 KiB of the file, and more only where the header goes on, at
  // most 256 MiB of all files: tensors take memory.
  const ReadHeader& of(const Entry& file);

 private:
  const Snapshot& snapshot_;
  std::uint64_t budget_ = 256u << 20;
  std::map<std::string, ReadHeader> read_;  // by path
};

}  // namespace reallyopen
