// JSON Pointer (RFC 6901) into a configuration.
#pragma once

#include <string>
#include <string_view>

#include "manifest/node.h"

namespace reallyopen {

struct PointerTarget {
  const Node* node = nullptr;     // null: nothing stands there, or it cannot be told
  bool unknown = false;           // a merge key, a tag or several documents are on the way
  const Node* nearest = nullptr;  // the deepest value on the way that exists
  std::string lost;               // the first step that leads nowhere
  std::string suggestion;         // a key beside it that may be meant
};

// `pointer` is "" for the whole document, or begins with '/'.
PointerTarget follow_pointer(const Document& document, std::string_view pointer);

}  // namespace reallyopen
