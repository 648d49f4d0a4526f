#include "configuration/pointer.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "text/nearest.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_candidates = 200;

std::string unescaped(std::string_view token) {
  std::string text;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escape = token[i] == '~' && i + 1 < token.size() &&
                        (token[i + 1] == '0' || token[i + 1] == '1');
    text += escape ? (token[++i] == '0' ? '~' : '/') : token[i];
  }
  return text;
}

const Node* item_at(const Node& list, std::string_view token) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  const bool whole = error == std::errc() && end == token.data() + token.size();
  return whole && index < list.items.size() ? &list.items[index] : nullptr;
}

// Of a key that stands twice the last counts, as in the tools that allow it.
const Node* member_at(const Node& mapping, std::string_view key) {
  const Node* found = nullptr;
  for (const Member& member : mapping.members)
    if (member.key.text == key) found = &member.value;
  return found;
}

std::string nearest_key(const Node& mapping, std::string_view key) {
  std::vector<std::string> keys;
  for (const Member& member : mapping.members) {
    if (keys.size() == most_candidates) break;
    keys.push_back(member.key.text);
  }
  return nearest_word(key, keys).value_or("");
}

}  // namespace

PointerTarget follow_pointer(const Document& document, std::string_view pointer) {
  PointerTarget target{ .nearest = &document.root };
  if (document.several) {
    target.unknown = true;
    return target;
  }
  const Node* node = &document.root;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t slash = std::min(pointer.find('/'), pointer.size());
    const std::string key = unescaped(pointer.substr(0, slash));
    pointer.remove_prefix(slash);
    const Node* next = node->is_sequence() ? item_at(*node, key) : member_at(*node, key);
    if (!next) {
      target.unknown = node->tagged || node->get("<<") != nullptr;
      target.lost = key;
      target.suggestion = nearest_key(*node, key);
      return target;
    }
    node = target.nearest = next;
  }
  target.node = node;
  return target;
}

}  // namespace reallyopen
