// Interprets draft-07 keywords over positioned nodes, with the verdicts of ajv.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "manifest/field_path.h"
#include "manifest/schema_report.h"
#include "manifest/subschema.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

bool is_whole(const Node& node) {
  return node.is_number() && std::isfinite(node.number) && node.number == std::floor(node.number);
}

unsigned types_of(const Node& node) {
  switch (node.kind) {
    case NodeKind::null:
      return type_null;
    case NodeKind::boolean:
      return type_boolean;
    case NodeKind::string:
      return type_string;
    case NodeKind::sequence:
      return type_array;
    case NodeKind::mapping:
      return type_object;
    case NodeKind::integer:
    case NodeKind::number:
      break;
  }
  // JSON has no infinity, and ajv takes none for a number.
  if (!std::isfinite(node.number)) return 0;
  return is_whole(node) ? type_integer | type_number : type_number;
}

bool equals(const Node& node, const Literal& literal) {
  switch (literal.kind) {
    case NodeKind::null:
      return node.kind == NodeKind::null;
    case NodeKind::boolean:
      return node.kind == NodeKind::boolean && node.boolean == literal.boolean;
    case NodeKind::string:
      return node.is_string() && node.text == literal.text;
    default:
      return node.is_number() && node.number == literal.number;
  }
}

bool has_value(const Subschema& schema, const Node& node) {
  const auto is_node = [&](const Literal& literal) { return equals(node, literal); };
  if (!std::ranges::all_of(schema.constant, is_node)) return false;
  return schema.values.empty() || std::any_of(schema.values.begin(), schema.values.end(), is_node);
}

// With a report every keyword is judged and every problem told; without one the first problem ends
// it. Recursion is bounded by the document's depth and, on one node, by the schema, which has no
// circles.
class Validator {
 public:
  Validator(SchemaReport& report, Validation& validation)
      : report_(report), validation_(validation) {}

  bool judge(const Subschema& schema, Site site, bool tell) {
    if (!schema.description.empty()) site.description = schema.description;
    if (!schema.properties.empty()) site.mapping = &schema;
    if (schema.reference) {
      if (tell) note_use(schema, site);
      return judge(*schema.reference, site, tell);
    }
    if (!schema.allows) {
      if (tell) report_.not_allowed(site);
      return false;
    }
    bool valid = judge_type_and_value(schema, site, tell);
    if (!valid && !tell) return false;
    valid = judge_content(schema, site, tell) && valid;
    if (!valid && !tell) return false;
    return judge_parts(schema, site, tell) && valid;
  }

 private:
  using Use = std::pair<const Node*, const Subschema*>;
  struct UseHash {
    std::size_t operator()(const Use& use) const {
      return std::hash<const Node*>()(use.first) * 31 + std::hash<const Subschema*>()(use.second);
    }
  };

  bool judge_type_and_value(const Subschema& schema, const Site& site, bool tell) {
    if (schema.types != any_type && !(types_of(site.node) & schema.types)) {
      if (tell) report_.wrong_type(schema, site);
      return false;
    }
    if (has_value(schema, site.node)) return true;
    if (tell) report_.wrong_value(schema, site);
    return false;
  }

  bool judge_content(const Subschema& schema, const Site& site, bool tell) {
    switch (site.node.kind) {
      case NodeKind::string:
        return judge_string(schema, site, tell);
      case NodeKind::integer:
      case NodeKind::number:
        return judge_number(schema, site, tell);
      case NodeKind::sequence:
        return judge_sequence(schema, site, tell);
      case NodeKind::mapping:
        return judge_mapping(schema, site, tell);
      default:
        return true;
    }
  }

  // `if` is asked silently; of its branches the one that applies counts.
  bool judge_parts(const Subschema& schema, const Site& site, bool tell) {
    bool valid = true;
    for (const Subschema* part : schema.all_of) {
      valid = judge(*part, site, tell) && valid;
      if (!valid && !tell) return false;
    }
    if (!schema.if_schema) return valid;
    const bool applies = judge(*schema.if_schema, site, false);
    const Subschema* branch = applies ? schema.then_schema : schema.else_schema;
    if (!branch) return valid;
    Site inner = site;
    if (!applies && schema.if_schema->types != any_type && schema.then_schema)
      inner.also |= schema.if_schema->types & accepted_types(*schema.then_schema);
    return judge(*branch, inner, tell) && valid;
  }

  bool judge_string(const Subschema& schema, const Site& site, bool tell) {
    const std::string& text = site.node.text;
    bool valid = true;
    const bool bounded = schema.min_length > 0 || schema.max_length < any_length;
    const std::size_t length = bounded ? code_points(text) : 0;
    if (bounded && length < schema.min_length) {
      valid = false;
      if (tell)
        report_.out_of_bounds("minLength", bound("at least", schema.min_length, "character"), site);
    }
    if (bounded && length > schema.max_length) {
      valid = false;
      if (tell)
        report_.out_of_bounds("maxLength", bound("at most", schema.max_length, "character"), site);
    }
    // An empty text that is too short needs no second problem.
    const bool told = tell && !valid && text.empty();
    if (schema.pattern && !told && !schema.pattern->found_in(text)) {
      valid = false;
      if (tell) report_.wrong_pattern(schema, site);
    }
    return valid;
  }

  bool judge_number(const Subschema& schema, const Site& site, bool tell) {
    const double value = site.node.number;
    if (!std::isfinite(value)) return true;
    bool valid = true;
    const auto require =
      [&](bool holds, std::string_view keyword, std::string_view words, double limit) {
      if (holds) return;
      valid = false;
      if (tell) report_.out_of_bounds(keyword, fmt::format("{} {}", words, limit), site);
    };
    if (schema.minimum) require(value >= *schema.minimum, "minimum", "at least", *schema.minimum);
    if (schema.maximum) require(value <= *schema.maximum, "maximum", "at most", *schema.maximum);
    if (schema.exclusive_minimum)
      require(value > *schema.exclusive_minimum, "exclusiveMinimum", "more than",
              *schema.exclusive_minimum);
    return valid;
  }

  bool judge_sequence(const Subschema& schema, const Site& site, bool tell) {
    const std::vector<Node>& items = site.node.items;
    bool valid = true;
    if (items.size() < schema.min_items) {
      valid = false;
      if (tell)
        report_.out_of_bounds("minItems", bound("at least", schema.min_items, "item"), site);
    }
    if (items.size() > schema.max_items) {
      valid = false;
      if (tell) report_.out_of_bounds("maxItems", bound("at most", schema.max_items, "item"), site);
    }
    if (!schema.items) return valid;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::size_t length = report_.path.size();
      if (tell) append_index(report_.path, i);
      valid = judge(*schema.items, { .node = items[i], .description = site.description }, tell) &&
              valid;
      report_.path.resize(length);
      if (!valid && !tell) return false;
    }
    return valid;
  }

  bool judge_mapping(const Subschema& schema, const Site& site, bool tell) {
    bool valid = true;
    for (const std::string_view key : schema.required) {
      if (site.node.get(key)) continue;
      if (!tell) return false;
      valid = false;
      report_.missing_key(key, schema, site);
    }
    if (schema.properties.empty() && schema.pattern_properties.empty() &&
        !schema.additional_properties)
      return valid;
    for (const Member& member : site.node.members) {
      valid = judge_member(schema, site, member, tell) && valid;
      if (!valid && !tell) return false;
    }
    return valid;
  }

  bool judge_member(const Subschema& schema, const Site& site, const Member& member, bool tell) {
    const std::size_t length = report_.path.size();
    bool known = false;
    bool valid = true;
    const auto apply = [&](const Subschema& property) {
      if (tell && !known) append_key(report_.path, member.key.text);
      known = true;
      valid = judge(property, { .node = member.value, .owner = &member.key }, tell) && valid;
    };
    if (const Subschema* property = schema.property(member.key.text)) apply(*property);
    for (const auto& [pattern, property] : schema.pattern_properties)
      if (pattern->found_in(member.key.text)) apply(*property);
    if (!known && schema.additional_properties) {
      if (schema.additional_properties->allows) {
        apply(*schema.additional_properties);
      } else {
        valid = false;
        if (tell) report_.unknown_key(member.key, schema, site);
      }
    }
    report_.path.resize(length);
    return valid;
  }

  void note_use(const Subschema& schema, const Site& site) {
    if (uses_.insert({ &site.node, schema.reference }).second)
      validation_.uses.push_back({ std::string(schema.reference_name), &site.node, report_.path });
  }

  static std::string bound(std::string_view words, std::size_t limit, std::string_view unit) {
    return fmt::format("{} {} {}{}", words, limit, unit, limit == 1 ? "" : "s");
  }

  static constexpr std::size_t any_length = std::numeric_limits<std::size_t>::max();

  SchemaReport& report_;
  Validation& validation_;
  std::unordered_set<Use, UseHash> uses_;
};

}  // namespace

Validation Schema::validate(const Document& document) const {
  Validation validation;
  SchemaReport report(*graph_, document);
  Validator(report, validation).judge(*graph_->root, { .node = document.root }, true);
  std::stable_sort(report.problems.begin(), report.problems.end(),
                   [](const Problem& a, const Problem& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  validation.problems = std::move(report.problems);
  return validation;
}

}  // namespace reallyopen
