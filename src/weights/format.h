// The file formats of weights, by name and first bytes.
#pragma once

#include <string_view>

namespace reallyopen {

// As the manifest names it: `safetensors`, `gguf`, `onnx`, `pytorch`, `keras`, `jax`; "" for a name
// that does not tell.
std::string_view weights_format(std::string_view file_name);

// Formats that run code when they are loaded: Python's pickle, and what PyTorch and joblib make of
// it. HDF5 (`.h5`) is none of them.
bool is_pickle_name(std::string_view file_name);
// A pickle, or the archive that PyTorch puts one in.
bool starts_like_pickle(std::string_view front);

}  // namespace reallyopen
