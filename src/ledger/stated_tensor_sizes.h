// The sizes of tensors that a configuration gives, see weights/tensor_size.h.
#pragma once

#include <string>
#include <string_view>

#include "ledger/reader.h"

namespace reallyopen {

// What `node` gives for a model of that type. Each fact is at the first key that it comes from, and
// its scope ends in the label of the tensor.
void add_stated_sizes(const Document& config, const Node& node, std::string_view type,
                      const std::string& scope, FactWriter& out);

// A positive whole number; nothing where there is no such key.
std::optional<std::uint64_t> size_at(const Node& node, std::string_view key);

// A value that is computed from what stands at `node`.
Node computed(const Node& node, std::string_view text);

}  // namespace reallyopen
