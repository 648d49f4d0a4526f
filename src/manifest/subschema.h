// A schema as compact structs: one Subschema for each JSON schema object.
#pragma once

#include <cstddef>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "manifest/schema.h"

namespace re2 {
class RE2;
}

namespace reallyopen {

// Searched unanchored, as in JSON Schema. Compiled when first needed: a run touches few of a
// schema's patterns.
class Pattern {
 public:
  explicit Pattern(std::string text);
  ~Pattern();
  bool found_in(std::string_view subject) const;
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::optional<std::string> prefix_;  // of a pattern that is only `^letters`
  mutable std::once_flag once_;
  mutable std::unique_ptr<re2::RE2> compiled_;
};

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
  std::string text;  // a string's value, or how JSON writes the rest
  double number = 0;
  bool boolean = false;
};

struct Subschema {
  bool allows = true;  // of the schemas `true` and `false`
  unsigned types = any_type;
  std::string title;
  std::string description;
  std::vector<Literal> values;  // of enum; empty: any
  std::optional<Literal> constant;
  const Pattern* pattern = nullptr;
  std::size_t min_length = 0;
  std::size_t max_length = std::numeric_limits<std::size_t>::max();
  std::size_t min_items = 0;
  std::size_t max_items = std::numeric_limits<std::size_t>::max();
  std::optional<double> minimum;
  std::optional<double> maximum;
  std::optional<double> exclusive_minimum;
  std::vector<std::string> required;
  std::vector<std::pair<std::string, const Subschema*>> properties;  // as written
  std::map<std::string_view, const Subschema*> property_index;       // views into `properties`
  std::vector<std::pair<const Pattern*, const Subschema*>> pattern_properties;
  const Subschema* additional_properties = nullptr;
  const Subschema* items = nullptr;
  const Subschema* if_schema = nullptr;
  const Subschema* then_schema = nullptr;
  const Subschema* else_schema = nullptr;
  std::vector<const Subschema*> all_of;
  const Subschema* reference = nullptr;  // then only title and description count beside it
  std::string reference_name;
};

struct SchemaGraph {
  std::deque<Subschema> subschemas;  // stable addresses
  std::deque<Pattern> patterns;
  std::map<std::string, Subschema*, std::less<>> definitions;
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
