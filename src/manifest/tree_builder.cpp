#include "manifest/tree_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "manifest/core_schema.h"
#include "manifest/field_path.h"
#include "manifest/readable.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

// The width of a key that is a problem already; such a document is never handed out.
constexpr int refused = 0;

std::size_t offset_of(const YAML::Mark& mark) {
  return mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
}

}  // namespace

void TreeBuilder::add_problem(Problem problem, ParseFailure failure) {
  if (result_.failure != ParseFailure::over_limit) result_.failure = failure;
  result_.problems.push_back(std::move(problem));
  if (result_.problems.size() >= most_parse_problems) throw Stop{};
}

SyntaxContext TreeBuilder::context() const {
  SyntaxContext context{ .last_scalar = last_scalar_ };
  if (!stack_.empty() && stack_.back().flow) context.open_bracket = stack_.back().offset;
  return context;
}

void TreeBuilder::count(std::size_t nodes, std::size_t offset) {
  nodes_ += nodes;
  if (nodes_ <= limits_.nodes) return;
  add_problem(
    { .place = cursor_.place(offset),
      .message = fmt::format("more than {} nodes up to here, aliases expanded", limits_.nodes),
      .fix = "move long lists to files of their own and name them here" },
    ParseFailure::over_limit);
  throw Stop{};
}

bool TreeBuilder::expects_key() const {
  return !stack_.empty() && stack_.back().node.is_mapping() && !stack_.back().key;
}

std::string TreeBuilder::field() const {
  std::string path;
  for (const Frame& frame : stack_) {
    if (frame.key) append_key(path, frame.key->text);
    if (frame.node.is_sequence()) append_index(path, frame.node.items.size());
  }
  return path;
}

void TreeBuilder::place_node(Node& node, std::size_t offset, int width) {
  const Cursor::Position position = cursor_.at(offset);
  node.line = position.line;
  node.column = position.column;
  node.width = std::max(width, 1);
}

// The parser marks an empty value with what follows it, which may be many lines below.
void TreeBuilder::place_empty(Node& node, std::size_t mark) {
  if (!stack_.empty() && stack_.back().key) {
    const Node& key = *stack_.back().key;
    node.line = key.line;
    node.column = key.column + key.width + (key.alias ? 0 : 1);
    // Only the last key of a line can reach its end; counting for each would take the square of the
    // line.
    const bool ends_line = last_end_ >= document_.text.size() ||
                           document_.text[last_end_] == '\n' || document_.text[last_end_] == '\r';
    if (!ends_line && cursor_.at(last_end_).line == key.line) return;
    const auto width = static_cast<int>(code_points(document_.line(key.line)));
    node.column = std::min(node.column, width + 1);
    return;
  }
  const auto dash = stack_.empty() ? std::nullopt : empty_item_dash(document_.text, mark);
  if (stack_.empty()) mark = 0;
  place_node(node, dash.value_or(mark), 1);
}

void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const std::size_t offset = offset_of(mark);
  const std::string_view text = document_.text;
  count(1, offset);
  register_anchor(anchor);
  const std::size_t content = anchor ? find_content(text, offset).content : offset;
  Node node{ .plain = true };
  if (is_written_null(text, content, expects_key())) {
    node.text = text.substr(content, text[content] == '~' ? 1 : 4);
    place_node(node, content, static_cast<int>(node.text.size()));
  } else if (expects_key()) {
    return refuse_empty_key(offset);
  } else if (anchor) {
    place_node(node, offset, 1);
  } else {
    const bool in_flow_list = !stack_.empty() && stack_.back().flow &&
                              stack_.back().node.is_sequence();
    if (in_flow_list && offset < text.size() && text[offset] == ',')
      add_problem({ .place = cursor_.place(offset),
                    .message = "nothing stands before this `,`",
                    .fix = "remove the comma",
                    .subject = field() });
    place_empty(node, offset);
    refuse_key_without_colon();
  }
  complete_anchor(anchor, 0);
  add(std::move(node), 0);
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                           const std::string& value) {
  const std::size_t offset = offset_of(mark);
  const std::string_view text = document_.text;
  count(1, offset);
  register_anchor(anchor);
  const NodeSource source = find_content(text, offset);
  Node node{ .text = value };
  take_tag(source, node);
  const std::size_t content = source.tag && value.empty() ? offset : source.content;
  last_scalar_ = content;
  text_bytes_ += value.size();
  node.plain = scalar_style(text, content) == ScalarStyle::plain;
  const ScalarSpan span = scalar_span(text, content, value);
  last_end_ = content + span.length;
  place_node(node, content, static_cast<int>(code_points(text.substr(content, span.length))));
  if (!span.closed) add_problem(explain_open_quote(document_, cursor_, content));
  node.kind = NodeKind::string;
  if (node.plain) type_plain_scalar(node);
  complete_anchor(anchor, 0);
  add(std::move(node), 0);
}

void TreeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                                  YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
  open(NodeKind::sequence, mark, tag, anchor, style == YAML::EmitterStyle::Flow);
}

void TreeBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value style) {
  open(NodeKind::mapping, mark, tag, anchor, style == YAML::EmitterStyle::Flow);
}

void TreeBuilder::open(NodeKind kind, const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor, bool flow) {
  const std::size_t offset = offset_of(mark);
  count(1, offset);
  register_anchor(anchor);
  if (stack_.size() >= static_cast<std::size_t>(limits_.depth)) {
    add_problem({ .place = cursor_.place(offset),
                  .message = fmt::format("nested deeper than {} levels", limits_.depth),
                  .fix = "flatten the structure" },
                ParseFailure::over_limit);
    throw Stop{};
  }
  Frame frame{ .offset = offset, .flow = flow, .anchor = anchor };
  // Without a property of its own, a property at the mark belongs to the first key.
  if (anchor || !(tag.empty() || tag == "?")) {
    const NodeSource source = find_content(document_.text, offset);
    take_tag(source, frame.node);
    frame.offset = source.content;
  }
  frame.node.kind = kind;
  place_node(frame.node, frame.offset, 1);
  stack_.push_back(std::move(frame));
}

void TreeBuilder::close() {
  Frame frame = std::move(stack_.back());
  stack_.pop_back();
  Node& node = frame.node;
  if (node.is_mapping() && !node.members.empty()) {
    if (!frame.flow) node.width = std::max(node.members.front().key.width, 1);
    if (strict_) report_duplicates(node);
  }
  complete_anchor(frame.anchor, frame.height);
  add(std::move(node), frame.height);
}

void TreeBuilder::add(Node node, int height) {
  if (stack_.empty()) {
    document_.root = std::move(node);
    return;
  }
  Frame& parent = stack_.back();
  parent.height = std::max(parent.height, height + 1);
  if (parent.node.is_sequence()) {
    parent.node.items.push_back(std::move(node));
  } else if (parent.key) {
    parent.node.members.push_back({ std::move(*parent.key), std::move(node) });
    parent.key.reset();
  } else {
    set_key(std::move(node));
  }
}

void TreeBuilder::set_key(Node node) {
  const Place place = document_.place(node);
  const bool is_collection = node.is_mapping() || node.is_sequence();
  if (is_collection && !strict_) {
    node = { .line = node.line, .column = node.column };
  } else if (is_collection) {
    add_problem({ .place = place,
                  .message = node.is_mapping() ? "a mapping is used as a key, expected a string"
                                               : "a list is used as a key, expected a string",
                  .fix = "quote the key, or give it a plain name",
                  .subject = field() });
    node = { .line = node.line, .column = node.column, .width = refused };
  } else if (strict_ && node.plain && node.text == "<<") {
    add_problem({ .place = place,
                  .message = "merge keys (`<<`) are not supported",
                  .fix = "write the keys out",
                  .subject = field() });
  }
  node.kind = NodeKind::string;
  stack_.back().key = std::move(node);
  stack_.back().key_end = last_end_;
}

void TreeBuilder::refuse_empty_key(std::size_t offset) {
  if (strict_)
    add_problem({ .place = cursor_.place(offset),
                  .message = "a key is missing here",
                  .fix = "write `key: value`, or remove what stands here",
                  .subject = field() });
  Node key{ .kind = NodeKind::string };
  place_node(key, offset, 1);
  key.width = refused;
  stack_.back().key = std::move(key);
}

// The parser takes a last line without a colon for a key; other parsers refuse the file.
void TreeBuilder::refuse_key_without_colon() {
  if (!strict_ || stack_.empty() || stack_.back().flow || !stack_.back().key) return;
  const Node& key = *stack_.back().key;
  if (key.width == refused || has_key_mark(document_.text, stack_.back().key_end)) return;
  add_problem(explain_missing_colon(document_.place(key), key.text));
}

void TreeBuilder::take_tag(const NodeSource& source, Node& node) {
  if (!source.tag) return;
  node.tagged = true;
  if (!strict_) return;
  const std::string_view tag = std::string_view(document_.text)
                                 .substr(*source.tag, source.tag_length);
  const std::string shown = printable(tag, 60);
  add_problem({ .place = cursor_.place(*source.tag, static_cast<int>(code_points(tag))),
                .message = fmt::format("tags such as `{}` are not supported", shown),
                .fix = "remove the tag; quote the value if it is a string that starts with `!`",
                .subject = field() });
}

void TreeBuilder::report_duplicates(const Node& mapping) {
  const auto& members = mapping.members;
  std::vector<std::size_t> order(members.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return members[a].key.text < members[b].key.text;
  });
  std::size_t first = 0;
  for (std::size_t i = 1; i < order.size(); ++i) {
    const Node& key = members[order[i]].key;
    const Node& before = members[order[first]].key;
    if (key.text != before.text || key.width == refused) {
      first = i;
      continue;
    }
    std::string path = field();
    append_key(path, key.text);
    add_problem({ .place = document_.place(key),
                  .message = key.line == before.line
                               ? fmt::format("`{}` is given twice in this line", path)
                               : fmt::format("`{}` is given twice, in line {} and in line {}", path,
                                             before.line, key.line),
                  .fix = "keep one of them",
                  .subject = path });
  }
}

}  // namespace reallyopen
