// What the header of a weight file says: its tensors, and a few texts beside them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace reallyopen {

enum class HeaderStatus {
  complete,
  needs_more,   // the header goes on beyond the bytes given, and the file is long enough for it
  invalid,      // the file contradicts its format; `problem` says how
  unsupported,  // a version or construct that is not read; `problem` names it
};

// The first sizes of a tensor; those beyond are one in `rank` only.
struct Shape {
  std::array<std::uint64_t, 4> sizes = {};
  unsigned rank = 0;

  void add(std::uint64_t size) {
    if (rank < sizes.size()) sizes[rank] = size;
    ++rank;
  }
};

struct Tensor {
  std::string name;
  std::string type;            // as the format names it: `BF16`, `Q4_K`
  std::uint64_t elements = 0;  // as stored: a packed format stores several parameters in one
  std::uint64_t begin = 0;     // of its bytes, from the start of the file's data
  std::uint64_t bytes = 0;     // 0 where the type is not known
  Shape shape = {};            // outermost first, as PyTorch says it
};

struct WeightsHeader {
  HeaderStatus status = HeaderStatus::invalid;
  std::string problem;       // printable
  std::uint64_t needed = 0;  // with needs_more: how many bytes at least
  std::vector<Tensor> tensors;
  // GGUF: the texts under `general.`; safetensors: its `__metadata__`.
  std::vector<std::pair<std::string, std::string>> texts;
  // GGUF: what the model is made of, `llama.block_count`; of a list how many it has.
  std::vector<std::pair<std::string, std::uint64_t>> sizes;
};

}  // namespace reallyopen
