// What the files of formats other than safetensors and GGUF say of their tensors: ONNX, OpenVINO,
// NumPy, PyTorch's archives.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "repository/snapshot.h"
#include "weights/header.h"
#include "weights/parameters.h"

namespace reallyopen {

struct TensorListing {
  // Where the tensors are known; begins are not to be used.
  std::optional<WeightsHeader> header;
  std::string_view format;  // that the name says, where the file is none: `problem` says how
  std::string problem;
  std::optional<ParameterCount> count;  // with `header`
  std::uint64_t unpacked = 0;           // bytes of what an archive holds, where that is known
  bool compressed = false;              // its size says nothing
  bool only_optimizer = false;
  bool constant = false;  // one number in each matrix that was looked at
};

// `front` is the file's first kilobyte, `size` its length. Reads of an archive its table of
// contents and a few samples; takes from `budget` what that is of a large committed file.
TensorListing read_tensor_listing(const Snapshot& snapshot, const Entry& file,
                                  std::string_view front, std::uint64_t size,
                                  std::uint64_t& budget);

}  // namespace reallyopen
