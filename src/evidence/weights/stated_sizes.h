// Sizes that the manifest states of the architecture in words.
#pragma once

#include <string>
#include <vector>

#include "manifest/node.h"

namespace reallyopen {

struct StatedSize {
  std::string name;           // as configurations call it: `layers`, `hidden_size`
  Node value;                 // the number, at the place of the words
  std::string_view quantity;  // of the ledger
  bool is_setting = true;     // one that configurations are compared with
};

// "32 layers, width 4096, 32 heads, 8 key-value heads"; nothing of a size that is given twice.
std::vector<StatedSize> find_stated_sizes(const Node& description);

// Whether a part of the model has this size by its configuration: `text_config` and `vision_config`
// have numbers of their own, and the words may be about any of them.
bool is_of_a_part(const StatedSize& size, const Document& configuration);

}  // namespace reallyopen
