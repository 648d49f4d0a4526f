// The tensors of a program that `torch.export` saved (`.pt2`), by the table beside its weights
// (torch/_export/serde/schema.py, PayloadConfig).
#pragma once

#include <string_view>

#include "weights/torch_state.h"

namespace reallyopen {

// `data/weights/*config.json` of the archive.
TorchState read_exported_weights(std::string_view json);

}  // namespace reallyopen
