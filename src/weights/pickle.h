// What a pickle would build, as a tree of plain values (the opcodes of Python's pickletools.py).
// Nothing is imported, called or built: a call is a node with its arguments.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace reallyopen {

struct PickleNode {
  enum class Kind {
    other,
    number,
    text,
    name,  // of a class or function: `text` its last part
    list,  // or a tuple or set
    dictionary,
    call,        // of `called` with `arguments`
    persistent,  // kept outside of the pickle; `arguments` says what
  };
  static constexpr std::uint32_t none = 0xffffffff;

  Kind kind = Kind::other;
  std::string_view text;  // in the pickle's own bytes
  std::int64_t number = 0;
  std::vector<std::uint32_t> items;  // of a list; of a dictionary keys and values in turn
  std::uint32_t called = none;
  std::uint32_t arguments = none;
  std::uint32_t state = none;
};

struct Pickle {
  std::vector<PickleNode> nodes;  // may refer to one another in circles
  std::uint32_t root = PickleNode::none;

  const PickleNode* at(std::uint32_t node) const {
    return node < nodes.size() ? &nodes[node] : nullptr;
  }
};

// Nothing where the bytes are no pickle of a protocol up to 5, or one that is too large.
std::optional<Pickle> read_pickle(std::string_view bytes);

}  // namespace reallyopen
