// The numbers that an ONNX graph holds (onnx.proto3): initialisers, and constants of its nodes.
#pragma once

#include <string_view>

#include "weights/header.h"

namespace reallyopen {

// The whole file. Begins of tensors are from its start; 0 for what another file holds. Whole
// numbers of 64 bits and truth values, which exporters fold in as shapes and masks, are left out
// where there are others. `unsupported` where the graph holds none. Some operators keep their
// weights in attributes of their own: the numbers of all those are one tensor of the name below.
inline constexpr std::string_view onnx_attributes = "(attributes)";
WeightsHeader read_onnx(std::string_view bytes);

}  // namespace reallyopen
