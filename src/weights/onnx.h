// The graph of an ONNX model (onnx.proto3): where it says that its weights are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

// The files that hold initialisers of the graph, as it names them beside itself, each once; nothing
// where the bytes are no such model.
std::vector<std::string> external_files_of_onnx(std::string_view bytes);

}  // namespace reallyopen
