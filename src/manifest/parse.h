// Text -> Document: YAML 1.2 core with places and limits. The only door to yaml-cpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "manifest/node.h"
#include "verdict/problem.h"

namespace reallyopen {

struct ParseLimits {
  std::size_t bytes = 4u << 20;  // DESIGN: manifest at most 4 MiB
  std::size_t nodes = 100'000;   // after aliases are expanded
  int depth = 64;
  // Keys without a value cost the parser the square of the line they stand in.
  std::size_t line_bytes = 256u << 10;
};

// What a text is read as. The manifest is held to what everybody reads alike; a configuration was
// written for one tool: tags, merge keys (kept as the key `<<`), keys that stand twice, odd keys
// and further documents pass.
enum class Dialect { manifest, configuration };

enum class ParseFailure { none, unreadable, over_limit };

// `document` is null exactly when `failure` is not none; problems then says why.
// Duplicate keys, tags, merge keys, further documents and non-string keys are problems; all are
// listed in one run where the parser can go on.
struct ParseResult {
  std::unique_ptr<Document> document;
  ParseFailure failure = ParseFailure::none;
  Problems problems;
};

ParseResult parse_document(std::string_view path, std::string_view text,
                           const ParseLimits& limits = {}, Dialect dialect = Dialect::manifest);

// Plain scalars that YAML 1.1 tools read as another type (`no`, `012`, `1e-4`, `1:30`…), only where
// that changes the type or value, with the safe spelling as fix.
Problems ambiguous_scalars(const Document& document);

}  // namespace reallyopen
