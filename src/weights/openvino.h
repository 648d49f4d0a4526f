// The constants of an OpenVINO model, which its `.xml` lists and the `.bin` beside it holds
// (docs.openvino.ai, "OpenVINO IR format").
#pragma once

#include <string_view>

#include "weights/header.h"

namespace reallyopen {

// The `.xml`; begins are of the `.bin`. Whole numbers of 32 and 64 bits are shapes and axes, and
// left out. Nothing else of the XML is understood.
WeightsHeader read_openvino(std::string_view xml);

}  // namespace reallyopen
