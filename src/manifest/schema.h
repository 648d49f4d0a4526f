// The closed list of draft-07 keywords that the project's schemas use, interpreted over positioned
// nodes.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/node.h"
#include "verdict/problem.h"

namespace reallyopen {

struct SchemaGraph;
struct Subschema;

// A node that was valid or not, but was judged by `#/definitions/<definition>`.
struct DefinitionUse {
  std::string definition;
  const Node* node = nullptr;
  std::string field;  // `data.sources[0].artifact`
};

struct Validation {
  Problems problems;  // every one, in document order; at most one per node and keyword
  std::vector<DefinitionUse> uses;
};

class Schema {
 public:
  // `json` is one of our embedded schemas. Throws std::logic_error on a keyword outside the list:
  // our bug.
  static Schema parse(std::string_view json);
  // Of a schema whose parts are constants.
  explicit Schema(const Subschema& root);
  Schema(Schema&&) noexcept;
  Schema& operator=(Schema&&) noexcept;
  ~Schema();

  // Problem::subject is the field path; messages name the field, what is there, what was expected
  // and the nearest key or value where it looks like a typing error.
  Validation validate(const Document& document) const;

  // The description of a field path such as `data.sources.access` (array items are passed through);
  // empty when there is no such field. For `explain`.
  struct Field {
    std::string path;
    std::string description;
    std::string expected;  // "one of `open`, `public`", "a string", "a path, URL or mapping"…
    bool required = false;
  };
  std::vector<Field> fields()
    const;  // every field of the schema, depth first, definitions expanded once per path

  const SchemaGraph& graph() const { return *graph_; }  // for what the build prepares

 private:
  explicit Schema(std::unique_ptr<SchemaGraph> graph);
  std::unique_ptr<SchemaGraph> graph_;
};

}  // namespace reallyopen
