// What a GGUF file says of itself, beside its tensors.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ledger/reader.h"

namespace reallyopen {

struct GgufMetadata {
  const SourceFile* file = nullptr;
  std::string main_type;  // of most weights
  // As WeightsHeader has them.
  std::vector<std::pair<std::string, std::string>> texts;
  std::vector<std::pair<std::string, std::uint64_t>> sizes;
};

void add_gguf_metadata(const GgufMetadata& metadata, FactWriter& out);

}  // namespace reallyopen
