// A parsed YAML (or JSON) document whose every node knows its place.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verdict/place.h"

namespace reallyopen {

// The YAML 1.2 core schema's types. `number` is a float; `integer` also carries `number`.
enum class NodeKind { null, boolean, integer, number, string, sequence, mapping };

struct Member;

struct Node {
  NodeKind kind = NodeKind::null;
  std::string text;   // a scalar's value as written, escapes resolved
  double number = 0;  // integer and number: the value (integers beyond 2^53 lose digits, as in JSON
                      // tools)
  bool boolean = false;
  bool plain = false;       // a scalar without quotes, not a block scalar
  bool alias = false;       // written as `*name`; nodes below it keep the place of the anchor
  bool tagged = false;      // written with a tag (Dialect::configuration): what it is worth only
                            // its reader knows
  std::vector<Node> items;  // sequence
  std::vector<Member> members;  // mapping, in file order, keys unique
  // 1-based; columns and width in code points. An alias has the place where it is used.
  int line = 0;
  int column = 0;
  int width = 1;

  bool is_string() const { return kind == NodeKind::string; }
  bool is_mapping() const { return kind == NodeKind::mapping; }
  bool is_sequence() const { return kind == NodeKind::sequence; }
  bool is_number() const { return kind == NodeKind::integer || kind == NodeKind::number; }

  // The value of `key`, or null when this is no mapping or has no such key.
  const Node* get(std::string_view key) const;
  // Follows mapping keys: find({"training", "scripts"}).
  const Node* find(std::initializer_list<std::string_view> keys) const;
  // The text of a string child, or "" .
  std::string_view string_at(std::string_view key) const;
};

struct Member {
  Node key;
  Node value;
};

// A node that is no list as a list of one, the items of a list; none of null.
std::vector<const Node*> each_of(const Node* node);

// A document and the text it came from. Not copied lightly: evidence points into `root`.
struct Document {
  std::string path;      // from the repository root
  std::string text;      // UTF-8, without BOM
  Node root;             // with `several`, the sequence of them
  bool several = false;  // more than one YAML document (Dialect::configuration)

  Place place(const Node& node) const;
  Place place(int line, int column, int width = 1) const;
  // The text of a 1-based line without its line end; "" when there is none.
  std::string_view line(int number) const;

  std::vector<std::size_t> line_starts;  // byte offsets into `text`
};

}  // namespace reallyopen
