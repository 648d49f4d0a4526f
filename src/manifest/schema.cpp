#include "manifest/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <unordered_set>

#include "manifest/json_tree.h"
#include "manifest/subschema.h"
#include "text/pattern.h"

namespace reallyopen {

namespace {

constexpr std::string_view definition_prefix = "#/definitions/";

[[noreturn]] void refuse(std::string_view what, std::string_view detail) {
  throw std::logic_error(fmt::format("embedded schema: {} `{}`", what, detail));
}

unsigned type_named(std::string_view name) {
  static const std::map<std::string_view, unsigned> types{
    { "null", type_null },     { "boolean", type_boolean }, { "integer", type_integer },
    { "number", type_number }, { "string", type_string },   { "array", type_array },
    { "object", type_object },
  };
  const auto found = types.find(name);
  if (found == types.end()) refuse("unknown type", name);
  return found->second;
}

const Json& expect(const Json& json, Json::Kind kind, std::string_view keyword) {
  if (json.kind != kind) refuse("wrong type of value at keyword", keyword);
  return json;
}

const std::string& string_of(const Json& json, std::string_view keyword) {
  return expect(json, Json::Kind::string, keyword).text;
}

double number_of(const Json& json, std::string_view keyword) {
  return expect(json, Json::Kind::number, keyword).number;
}

std::size_t size_of(const Json& json, std::string_view keyword) {
  return static_cast<std::size_t>(number_of(json, keyword));
}

// The text of the result is a view into `json`.
Literal literal(const Json& json, std::string_view keyword) {
  switch (json.kind) {
    case Json::Kind::null:
      return { .kind = NodeKind::null, .text = "null" };
    case Json::Kind::boolean:
      return { .kind = NodeKind::boolean,
               .text = json.boolean ? "true" : "false",
               .boolean = json.boolean };
    case Json::Kind::string:
      return { .kind = NodeKind::string, .text = json.text };
    case Json::Kind::number:
      return { .kind = NodeKind::number, .text = json.text, .number = json.number };
    default:
      refuse("only scalars may be values of", keyword);
  }
}

class Loader {
 public:
  explicit Loader(SchemaGraph& graph) : graph_(graph), parts_(graph.parts) {}

  void load(const Json& json) {
    const Json* definitions = json.get("definitions");
    if (definitions) {
      for (const auto& [name, _] : definitions->members)
        definitions_.emplace(keep(name), &parts_.subschemas.emplace_back());
      for (const auto& [name, definition] : definitions->members)
        fill(*definitions_.find(name)->second, definition);
    }
    graph_.root = add(json);
    for (const Subschema& schema : parts_.subschemas) refuse_cycles(schema);
  }

 private:
  const Subschema* add(const Json& json) {
    Subschema& schema = parts_.subschemas.emplace_back();
    fill(schema, json);
    return &schema;
  }

  void fill(Subschema& schema, const Json& json) {
    if (json.kind == Json::Kind::boolean) {
      schema.allows = json.boolean;
      return;
    }
    if (json.kind != Json::Kind::object) refuse("neither a mapping nor a boolean:", json.text);
    // Draft-07 ignores everything beside $ref; what describes the field still serves people.
    const bool is_reference = json.get("$ref") != nullptr;
    for (const auto& [keyword, value] : json.members) {
      const bool read = read_annotation(schema, keyword, value) ||
                        (is_reference && keyword != "$ref") ||
                        read_assertion(schema, keyword, value) ||
                        read_applicator(schema, keyword, value);
      if (!read) refuse("keyword outside the list", keyword);
    }
  }

  bool read_annotation(Subschema& schema, std::string_view keyword, const Json& value) {
    if (keyword == "title")
      schema.title = keep(string_of(value, keyword));
    else if (keyword == "description")
      schema.description = keep(string_of(value, keyword));
    else
      return keyword == "$schema" || keyword == "$id" || keyword == "default" ||
             keyword == "examples" || keyword == "definitions";
    return true;
  }

  bool read_assertion(Subschema& schema, std::string_view keyword, const Json& value) {
    if (keyword == "type") {
      schema.types = 0;
      if (value.kind == Json::Kind::string) schema.types = type_named(value.text);
      for (const Json& name : value.items) schema.types |= type_named(string_of(name, keyword));
      if (schema.types == 0) refuse("no type at keyword", keyword);
    } else if (keyword == "enum") {
      schema.values = literals(value.items, keyword);
      if (schema.values.empty()) refuse("no value at keyword", keyword);
    } else if (keyword == "const") {
      schema.constant = literals({ &value, 1 }, keyword);
    } else if (keyword == "pattern") {
      schema.pattern = pattern(string_of(value, keyword));
    } else if (keyword == "required") {
      std::vector<std::string_view>& names = parts_.names.emplace_back();
      for (const Json& key : value.items) names.push_back(keep(string_of(key, keyword)));
      schema.required = names;
    } else {
      return read_bound(schema, keyword, value);
    }
    return true;
  }

  static bool read_bound(Subschema& schema, std::string_view keyword, const Json& value) {
    if (keyword == "minLength")
      schema.min_length = size_of(value, keyword);
    else if (keyword == "maxLength")
      schema.max_length = size_of(value, keyword);
    else if (keyword == "minItems")
      schema.min_items = size_of(value, keyword);
    else if (keyword == "maxItems")
      schema.max_items = size_of(value, keyword);
    else if (keyword == "minimum")
      schema.minimum = number_of(value, keyword);
    else if (keyword == "maximum")
      schema.maximum = number_of(value, keyword);
    else if (keyword == "exclusiveMinimum")
      schema.exclusive_minimum = number_of(value, keyword);
    else
      return false;
    return true;
  }

  bool read_applicator(Subschema& schema, std::string_view keyword, const Json& value) {
    if (keyword == "properties") {
      std::vector<Property>& properties = parts_.properties.emplace_back();
      for (const auto& [name, property] : value.members)
        properties.push_back({ keep(name), add(property) });
      schema.properties = properties;
    } else if (keyword == "patternProperties") {
      std::vector<PatternProperty>& properties = parts_.pattern_properties.emplace_back();
      for (const auto& [text, property] : value.members)
        properties.push_back({ pattern(text), add(property) });
      schema.pattern_properties = properties;
    } else if (keyword == "additionalProperties") {
      schema.additional_properties = add(value);
    } else if (keyword == "items") {
      schema.items = add(value);
    } else if (keyword == "if") {
      schema.if_schema = add(value);
    } else if (keyword == "then") {
      schema.then_schema = add(value);
    } else if (keyword == "else") {
      schema.else_schema = add(value);
    } else if (keyword == "allOf") {
      std::vector<const Subschema*>& all = parts_.lists.emplace_back();
      for (const Json& item : value.items) all.push_back(add(item));
      schema.all_of = all;
    } else if (keyword == "$ref") {
      read_reference(schema, string_of(value, keyword));
    } else {
      return false;
    }
    return true;
  }

  void read_reference(Subschema& schema, std::string_view target) {
    if (!target.starts_with(definition_prefix))
      refuse("reference outside `#/definitions/`:", target);
    const auto found = definitions_.find(target.substr(definition_prefix.size()));
    if (found == definitions_.end()) refuse("reference to nothing:", target);
    schema.reference = found->second;
    schema.reference_name = found->first;
  }

  std::string_view keep(std::string_view text) { return parts_.texts.emplace_back(text); }

  std::span<const Literal> literals(std::span<const Json> items, std::string_view keyword) {
    std::vector<Literal>& all = parts_.literals.emplace_back();
    for (const Json& item : items) {
      all.push_back(literal(item, keyword));
      all.back().text = keep(all.back().text);
    }
    return all;
  }

  const Pattern* pattern(const std::string& text) {
    const auto [found, is_new] = patterns_.emplace(text, nullptr);
    if (is_new) found->second = &parts_.patterns.emplace_back(keep(text), words_of(text));
    return found->second;
  }

  // All that follows `^`, where it is plain: such patterns are not worth compiling.
  std::string_view words_of(std::string_view pattern) {
    const bool is_plain = pattern.starts_with('^') &&
                          pattern.find_first_of("\\^$.[]|()*+?{}", 1) == std::string_view::npos;
    return is_plain ? keep(pattern.substr(1)) : std::string_view();
  }

  // A schema that applies itself to the same node would never end.
  void refuse_cycles(const Subschema& schema) {
    if (done_.contains(&schema)) return;
    if (!open_.insert(&schema).second) refuse("reference in a circle:", schema.reference_name);
    for (const Subschema* next :
         { schema.reference, schema.if_schema, schema.then_schema, schema.else_schema })
      if (next) refuse_cycles(*next);
    for (const Subschema* next : schema.all_of) refuse_cycles(*next);
    open_.erase(&schema);
    done_.insert(&schema);
  }

  SchemaGraph& graph_;
  SchemaParts& parts_;
  std::map<std::string_view, Subschema*, std::less<>> definitions_;
  std::map<std::string, const Pattern*> patterns_;
  std::unordered_set<const Subschema*> open_;
  std::unordered_set<const Subschema*> done_;
};

}  // namespace

const Subschema* Subschema::property(std::string_view name) const {
  const auto found = std::ranges::find(properties, name, &Property::name);
  return found == properties.end() ? nullptr : found->schema;
}

Schema::Schema(const Subschema& root) : graph_(std::make_unique<SchemaGraph>()) {
  graph_->root = &root;
}

Schema::Schema(std::unique_ptr<SchemaGraph> graph) : graph_(std::move(graph)) {}
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;
Schema::~Schema() = default;

Schema Schema::parse(std::string_view json) {
  auto graph = std::make_unique<SchemaGraph>();
  Loader(*graph).load(parse_json(json));
  return Schema(std::move(graph));
}

}  // namespace reallyopen
