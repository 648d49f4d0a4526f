// The tensors of a file that `torch.save` or TorchScript wrote, by the pickle in its archive
// (torch/serialization.py, torch/_utils.py): never unpickled.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "weights/header.h"
#include "weights/parameters.h"

namespace reallyopen {

struct TorchState {
  bool readable = false;
  std::vector<Tensor> tensors;        // of the model; begins are not known here
  std::vector<std::string> storages;  // the archive's entry below `data/` of each of them
  std::uint64_t optimizer_tensors = 0;
  std::vector<std::string> all_storages;
  // A checkpoint may hold the model twice, and averages of it: from the smallest of its parts to
  // all of them.
  ParameterCount count;
};

TorchState read_torch_state(std::string_view pickle);

}  // namespace reallyopen
