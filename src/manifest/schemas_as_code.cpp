// A step of the build: schemas_as_code OUTPUT NAME FILE... writes schemas as constants, with which
// a run begins without reading any.
#include <fmt/format.h>

#include <fstream>
#include <map>
#include <stdexcept>

#include "embedded/code.h"
#include "manifest/schema.h"
#include "manifest/subschema.h"

namespace {

using namespace reallyopen;

class Writer {
 public:
  Writer(std::string name, const SchemaGraph& graph) : name_(std::move(name)), parts_(graph.parts) {
    for (const Subschema& schema : parts_.subschemas) numbers_.emplace(&schema, numbers_.size());
    for (const Pattern& pattern : parts_.patterns) patterns_.emplace(&pattern, patterns_.size());
  }

  std::string write() {
    for (const Subschema& schema : parts_.subschemas) rows_ += row(schema);
    return fmt::format(
      "extern const Subschema {0}[{1}];\n{2}{3}constinit const Subschema {0}[{1}] = {{\n{4}}};\n\n",
      name_, parts_.subschemas.size(), patterns(), lists_, rows_);
  }

  std::string place_of(const Subschema* schema) const {
    return fmt::format("&{}[{}]", name_, numbers_.at(schema));
  }

 private:
  std::string patterns() const {
    if (parts_.patterns.empty()) return "";
    std::string code = fmt::format("constinit const Pattern {}_patterns[] = {{\n", name_);
    for (const Pattern& pattern : parts_.patterns)
      code += fmt::format("  Pattern({}, {}),\n", view_literal(pattern.text()),
                          view_literal(pattern.words()));
    return code + "};\n";
  }

  // The fields that a keyword sets, in their order.
  std::string row(const Subschema& schema) {
    row_.clear();
    add_values(schema);
    add_bounds(schema);
    add_parts(schema);
    return fmt::format("  {{ {}}},\n", row_);
  }

  void add_values(const Subschema& schema) {
    if (!schema.allows) add("allows", "false");
    if (schema.types != any_type) add("types", fmt::to_string(schema.types));
    add_text("title", schema.title);
    add_text("description", schema.description);
    add_list("values", "Literal", schema.values, literal);
    add_list("constant", "Literal", schema.constant, literal);
    if (schema.pattern) add("pattern", place_of(schema.pattern));
  }

  void add_bounds(const Subschema& schema) {
    const Subschema none;
    const auto size = [&](std::string_view field, std::size_t value, std::size_t usual) {
      if (value != usual) add(field, fmt::to_string(value));
    };
    const auto number = [&](std::string_view field, const std::optional<double>& value) {
      if (value) add(field, fmt::format("{:.17g}", *value));
    };
    size("min_length", schema.min_length, none.min_length);
    size("max_length", schema.max_length, none.max_length);
    size("min_items", schema.min_items, none.min_items);
    size("max_items", schema.max_items, none.max_items);
    number("minimum", schema.minimum);
    number("maximum", schema.maximum);
    number("exclusive_minimum", schema.exclusive_minimum);
  }

  void add_parts(const Subschema& schema) {
    const auto part = [&](std::string_view field, const Subschema* value) {
      if (value) add(field, place_of(value));
    };
    add_list("required", "std::string_view", schema.required, view_literal);
    add_list("properties", "Property", schema.properties, [&](const Property& property) {
      return fmt::format("{{ {}, {} }}", view_literal(property.name), place_of(property.schema));
    });
    add_list("pattern_properties", "PatternProperty", schema.pattern_properties,
             [&](const PatternProperty& property) {
      return fmt::format("{{ {}, {} }}", place_of(property.pattern), place_of(property.schema));
    });
    part("additional_properties", schema.additional_properties);
    part("items", schema.items);
    part("if_schema", schema.if_schema);
    part("then_schema", schema.then_schema);
    part("else_schema", schema.else_schema);
    add_list("all_of", "Subschema* const", schema.all_of,
             [&](const Subschema* schema_of_part) { return place_of(schema_of_part); });
    part("reference", schema.reference);
    add_text("reference_name", schema.reference_name);
  }

  void add(std::string_view field, std::string_view value) {
    row_ += fmt::format(".{} = {}, ", field, value);
  }

  void add_text(std::string_view field, std::string_view text) {
    if (!text.empty()) add(field, view_literal(text));
  }

  template <class List, class Write>
  void add_list(std::string_view field, std::string_view type, const List& items,
                Write write_item) {
    if (items.empty()) return;
    const std::string list = fmt::format("{}_{}_{}", name_, field, list_count_++);
    lists_ += fmt::format("constexpr const {} {}[] = {{ ", type, list);
    for (const auto& item : items) lists_ += write_item(item) + ", ";
    lists_ += "};\n";
    add(field, list);
  }

  static std::string literal(const Literal& value) {
    return fmt::format("{{ static_cast<NodeKind>({}), {}, {:.17g}, {} }}",
                       static_cast<int>(value.kind), view_literal(value.text), value.number,
                       value.boolean);
  }

  std::string place_of(const Pattern* pattern) const {
    return fmt::format("&{}_patterns[{}]", name_, patterns_.at(pattern));
  }

  std::string name_;
  const SchemaParts& parts_;
  std::map<const Subschema*, std::size_t> numbers_;
  std::map<const Pattern*, std::size_t> patterns_;
  std::string lists_;
  std::string row_;
  std::string rows_;
  std::size_t list_count_ = 0;
};

constexpr const char* beginning = R"(// Generated from schemas/ by src/manifest/schemas_as_code.cpp.
#include <stdexcept>
#include <string>

#include "manifest/prepared_schema.h"
#include "manifest/subschema.h"

namespace reallyopen {
namespace {

using namespace std::string_view_literals;

)";

constexpr const char*
  ending = R"(  throw std::logic_error("no prepared schema " + std::string(name));
}

}  // namespace reallyopen
)";

}  // namespace

int main(int argc, char** argv) {
  try {
    std::string code = beginning;
    std::string
      choice = "}  // namespace\n\nconst Schema& prepared_schema(std::string_view name) {\n";
    for (int i = 2; i + 1 < argc; i += 2) {
      const Schema schema = Schema::parse(read_file(argv[i + 1]));
      Writer writer(argv[i], schema.graph());
      code += writer.write();
      choice += fmt::format(
        "  static const Schema {0}_schema(*{1});\n  if (name == \"{0}\") return {0}_schema;\n",
        argv[i], writer.place_of(schema.graph().root));
    }
    std::ofstream(argv[1], std::ios::binary) << code << choice << ending;
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
