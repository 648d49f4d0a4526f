// The problems of a validation: the words, the places, and none twice.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "manifest/subschema.h"

namespace reallyopen {

// Where the walk stands. `owner` is the key whose value is judged; null for list items and the
// root.
struct Site {
  const Node& node;
  const Node* owner = nullptr;
  unsigned also = 0;  // types that an `if` on the same node sends to its other branch
  std::string_view description = {};  // the nearest one above
  const Subschema*
    mapping = nullptr;  // what lists the properties, for an `if` that only names them
};

class SchemaReport {
 public:
  SchemaReport(const SchemaGraph& graph, const Document& document)
      : graph_(graph), document_(document) {}

  std::string path;  // of the node being judged
  Problems problems;

  bool full() const;
  void wrong_type(const Subschema& schema, const Site& site);
  void wrong_value(const Subschema& schema, const Site& site);
  void wrong_pattern(const Subschema& schema, const Site& site);
  // `expected` is the whole phrase: "at most 1".
  void out_of_bounds(std::string_view keyword, std::string expected, const Site& site);
  void missing_key(std::string_view key, const Subschema& schema, const Site& site);
  void unknown_key(const Node& key, const Subschema& schema, const Site& site);
  void not_allowed(const Site& site);

 private:
  bool is_new(const Node& node, std::string_view keyword, std::string_view key = {});
  void add(const Place& place, std::string message, std::string fix, std::string subject);
  void add_at_node(const Site& site, std::string found, std::string expected, std::string fix);
  std::string fix_of_unknown_key(const std::string& key, const Subschema& schema) const;
  std::string field_name() const;

  const SchemaGraph& graph_;
  const Document& document_;
  std::set<std::tuple<const Node*, std::string, std::string>> reported_;
};

}  // namespace reallyopen
