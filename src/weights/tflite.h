// The constants of a TensorFlow Lite model (tensorflow/lite/schema/schema.fbs, a flat buffer).
#pragma once

#include <string_view>

#include "weights/header.h"

namespace reallyopen {

// The whole file. Whole numbers of 32 and 64 bits are biases and shapes, and left out.
WeightsHeader read_tflite(std::string_view bytes);

}  // namespace reallyopen
