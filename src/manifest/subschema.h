// A schema as compact structs: one Subschema for each JSON schema object.
#pragma once

#include <cstddef>
#include <deque>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/schema.h"
#include "text/pattern.h"

namespace reallyopen {

enum Type : unsigned {
  type_null = 1,
  type_boolean = 2,
  type_integer = 4,
  type_number = 8,  // includes integers
  type_string = 16,
  type_array = 32,
  type_object = 64,
  any_type = 127,
};

// A value of `enum` or `const`; collections are outside our list of keywords.
struct Literal {
  NodeKind kind = NodeKind::null;
  std::string_view text;  // a string's value, or how JSON writes the rest
  double number = 0;
  bool boolean = false;
};

struct Subschema;

struct Property {
  std::string_view name;
  const Subschema* schema = nullptr;
};

struct PatternProperty {
  const Pattern* pattern = nullptr;
  const Subschema* schema = nullptr;
};

// Plain views, so that the build can write one down as a constant.
struct Subschema {
  bool allows = true;  // of the schemas `true` and `false`
  unsigned types = any_type;
  std::string_view title = {};
  std::string_view description = {};
  std::span<const Literal> values = {};    // of enum; empty: any
  std::span<const Literal> constant = {};  // one, or none
  const Pattern* pattern = nullptr;        // searched unanchored, as in JSON Schema
  std::size_t min_length = 0;
  std::size_t max_length = std::numeric_limits<std::size_t>::max();
  std::size_t min_items = 0;
  std::size_t max_items = std::numeric_limits<std::size_t>::max();
  std::optional<double> minimum = {};
  std::optional<double> maximum = {};
  std::optional<double> exclusive_minimum = {};
  std::span<const std::string_view> required = {};
  std::span<const Property> properties = {};  // as written
  std::span<const PatternProperty> pattern_properties = {};
  const Subschema* additional_properties = nullptr;
  const Subschema* items = nullptr;
  const Subschema* if_schema = nullptr;
  const Subschema* then_schema = nullptr;
  const Subschema* else_schema = nullptr;
  std::span<const Subschema* const> all_of = {};
  const Subschema* reference = nullptr;  // then only title and description count beside it
  std::string_view reference_name = {};

  // Null where there is no property of this name. There are few of them, which are searched faster
  // than an index.
  const Subschema* property(std::string_view name) const;
};

// What a schema consists of that was read from its text.
struct SchemaParts {
  std::deque<Subschema> subschemas;
  std::deque<Pattern> patterns;
  std::deque<std::string> texts;
  std::deque<std::vector<Literal>> literals;
  std::deque<std::vector<std::string_view>> names;
  std::deque<std::vector<Property>> properties;
  std::deque<std::vector<PatternProperty>> pattern_properties;
  std::deque<std::vector<const Subschema*>> lists;
};

struct SchemaGraph {
  SchemaParts parts;  // of a prepared schema none
  const Subschema* root = nullptr;

  std::vector<Schema::Field> fields() const;
  // For messages about unknown keys: where else a key is known. Filled when first needed.
  const std::multimap<std::string, std::string>& sections_by_key() const;
  mutable std::once_flag sections_once;
  mutable std::multimap<std::string, std::string> sections;
};

// "one of `open`, `public`", "a string or a mapping"; for messages and `explain`.
// `also` are types that a surrounding `if` sends elsewhere.
std::string describe_expected(const Subschema& schema, unsigned also = 0);
std::string describe_types(unsigned types);
// The description nearest to the schema: its own, or that of what it refers to.
std::string_view find_description(const Subschema& schema);
// Up to the first full stop, which is left out.
std::string first_sentence(std::string_view description);
// The types a schema can accept at all.
unsigned accepted_types(const Subschema& schema);

}  // namespace reallyopen
