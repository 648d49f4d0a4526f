// TreeBuilder's anchors and aliases: expanded by copy, counted before anything is copied.
#include <fmt/format.h>

#include "manifest/tree_builder.h"
#include "text/printable.h"

namespace reallyopen {

void TreeBuilder::register_anchor(YAML::anchor_t anchor) {
  if (!anchor) return;
  if (anchors_.size() < anchor) anchors_.resize(anchor);
  Anchor& entry = anchors_[anchor - 1];
  entry.nodes = nodes_ - 1;
  entry.text_bytes = text_bytes_;
  for (const Frame& frame : stack_)
    entry.way.push_back(frame.node.is_sequence()
                          ? frame.node.items.size()
                          : 2 * frame.node.members.size() + frame.key.has_value());
}

void TreeBuilder::complete_anchor(YAML::anchor_t anchor, int height) {
  if (!anchor) return;
  Anchor& entry = anchors_[anchor - 1];
  entry.nodes = nodes_ - entry.nodes;
  entry.text_bytes = text_bytes_ - entry.text_bytes;
  entry.height = height;
  entry.complete = true;
}

// Walks from the root through open frames first, then through completed nodes.
const Node* TreeBuilder::anchored(const Anchor& anchor) const {
  if (stack_.empty()) return nullptr;
  const Node* node = &stack_.front().node;
  std::size_t level = 0;
  for (const std::size_t step : anchor.way) {
    const bool is_open = level < stack_.size() && node == &stack_[level].node;
    const std::size_t index = node->is_sequence() ? step : step / 2;
    const bool is_key = !node->is_sequence() && step % 2 == 0;
    if (node->is_sequence() && index < node->items.size()) {
      node = &node->items[index];
    } else if (!node->is_sequence() && index < node->members.size()) {
      node = is_key ? &node->members[index].key : &node->members[index].value;
    } else if (is_open && is_key && stack_[level].key) {
      node = &*stack_[level].key;
    } else if (is_open && level + 1 < stack_.size()) {
      node = &stack_[++level].node;
    } else {
      return nullptr;
    }
  }
  return node;
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t number) {
  const std::size_t offset = mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
  const std::string_view text = document_.text;
  const std::size_t end = std::min(text.size(), text.find_first_of(" \t\r\n,[]{}", offset));
  const std::string_view name = text.substr(offset, end - offset);
  last_end_ = end;
  Node node{ .alias = true };
  const Anchor* anchor = number <= anchors_.size() && number > 0 ? &anchors_[number - 1] : nullptr;
  const Node* original = anchor && anchor->complete ? anchored(*anchor) : nullptr;
  if (!original) {
    count(1, offset);
    add_problem({ .place = cursor_.place(offset, static_cast<int>(code_points(name))),
                  .message = fmt::format("`{}` stands inside the value that it refers to",
                                         printable(name, 60)),
                  .fix = "write the value out",
                  .subject = field() });
  } else {
    count(anchor->nodes, offset);
    text_bytes_ += anchor->text_bytes;
    const int depth = static_cast<int>(stack_.size()) + anchor->height;
    if (text_bytes_ > 2 * limits_.bytes || depth > limits_.depth) {
      add_problem({ .place = cursor_.place(offset, static_cast<int>(code_points(name))),
                    .message = depth > limits_.depth
                                 ? fmt::format("nested deeper than {} levels, aliases expanded",
                                               limits_.depth)
                                 : fmt::format("more than {} bytes of text, aliases expanded",
                                               2 * limits_.bytes),
                    .fix = "write the value out where it is needed, and shorter" },
                  ParseFailure::over_limit);
      throw Stop{};
    }
    node = *original;
    node.alias = true;
  }
  const int height = original ? anchor->height : 0;
  place_node(node, offset, static_cast<int>(code_points(name)));
  add(std::move(node), height);
}

}  // namespace reallyopen
