// The arrays of a state that Flax wrote with msgpack (flax/serialization.py: extension 1 is shape,
// type and bytes).
#pragma once

#include <string_view>

#include "weights/header.h"

namespace reallyopen {

// The whole file; whole numbers are counters and left out. `unsupported` without an array.
WeightsHeader read_flax_state(std::string_view bytes);

}  // namespace reallyopen
