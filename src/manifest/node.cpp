#include "manifest/node.h"

#include <cstdint>

namespace reallyopen {
namespace {

constexpr std::size_t longest_line_text = 1000;

std::string_view cut_at_code_point(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<std::uint8_t>(text[limit]) & 0xC0) == 0x80) --limit;
  return text.substr(0, limit);
}

}  // namespace

const Node* Node::get(std::string_view key) const {
  for (const Member& member : members)
    if (member.key.text == key) return &member.value;
  return nullptr;
}

const Node* Node::find(std::initializer_list<std::string_view> keys) const {
  const Node* node = this;
  for (const std::string_view key : keys) {
    node = node->get(key);
    if (!node) return nullptr;
  }
  return node;
}

std::string_view Node::string_at(std::string_view key) const {
  const Node* node = get(key);
  return node && node->is_string() ? std::string_view(node->text) : std::string_view();
}

Place Document::place(const Node& node) const { return place(node.line, node.column, node.width); }

Place Document::place(int number, int column, int width) const {
  return { path, number, column, width,
           std::string(cut_at_code_point(line(number), longest_line_text)) };
}

std::string_view Document::line(int number) const {
  if (number < 1 || static_cast<std::size_t>(number) > line_starts.size()) return {};
  const std::size_t index = static_cast<std::size_t>(number) - 1;
  const std::size_t start = line_starts[index];
  const std::size_t end = index + 1 < line_starts.size() ? line_starts[index + 1] : text.size();
  std::string_view line = std::string_view(text).substr(start, end - start);
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::vector<const Node*> each_of(const Node* node) {
  if (!node) return {};
  if (!node->is_sequence()) return { node };
  std::vector<const Node*> items;
  for (const Node& item : node->items) items.push_back(&item);
  return items;
}

}  // namespace reallyopen
