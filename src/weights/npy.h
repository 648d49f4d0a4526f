// The header of an array that NumPy saved (numpy.lib.format, versions 1 to 3).
#pragma once

#include <optional>
#include <string_view>

#include "weights/header.h"

namespace reallyopen {

bool starts_like_npy(std::string_view front);

// Its shape, its type by our names, and where its numbers begin in the file; nothing where the
// bytes are no such header, or end before it does, or the elements are no numbers.
std::optional<Tensor> read_npy(std::string_view front);

}  // namespace reallyopen
