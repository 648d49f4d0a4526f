// Reads the metadata and tensor list of a GGUF file, and holds the file to every bound of the
// format.
#pragma once

#include <string_view>

#include "weights/header.h"

namespace reallyopen {

// `front` is the beginning of a file of `size` bytes.
WeightsHeader read_gguf(std::string_view front, std::uint64_t size);

}  // namespace reallyopen
