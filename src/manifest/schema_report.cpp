#include "manifest/schema_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "manifest/core_schema.h"
#include "manifest/field_path.h"
#include "text/nearest.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

// More help nobody; each carries a line of text.
constexpr std::size_t most_problems = 500;
constexpr std::size_t longest_value = 60;

std::string describe_node(const Node& node) {
  const std::string text = printable(node.text, longest_value);
  switch (node.kind) {
    case NodeKind::null:
      return "empty";
    case NodeKind::boolean:
      return fmt::format("the truth value `{}`", text);
    case NodeKind::integer:
    case NodeKind::number:
      return fmt::format("the number `{}`", text);
    case NodeKind::string:
      return text.empty() ? "an empty string" : fmt::format("the string `{}`", text);
    case NodeKind::sequence:
      return "a list";
    case NodeKind::mapping:
      return "a mapping";
  }
  return {};
}

// A sentence goes on inside ours, unless it starts with a name or abbreviation.
std::string start_small(std::string text) {
  const bool is_capital = !text.empty() && text[0] >= 'A' && text[0] <= 'Z';
  const bool is_word = text.size() > 1 && (text[1] == ' ' || (text[1] >= 'a' && text[1] <= 'z'));
  if (is_capital && is_word) text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

bool is_scalar(const Node& node) { return !node.is_mapping() && !node.is_sequence(); }

bool says_none(std::string_view text) {
  return text.empty() || text == "none" || text == "None" || text == "no" || text == "nothing";
}

std::string fix_of_type(unsigned types, std::size_t min_items, const Node& node) {
  const bool is_number_or_truth = node.is_number() || node.kind == NodeKind::boolean;
  if ((types & type_string) && is_number_or_truth)
    return fmt::format("quote it: `\"{}\"`", printable(node.text, longest_value));
  const bool wants_number = (types & (type_number | type_integer)) != 0;
  if (wants_number && node.is_string() && core_number(node.text))
    return fmt::format("write it without quotes: `{}`", printable(node.text, longest_value));
  if ((types & type_array) && !(types & type_string) && min_items == 0 && is_scalar(node) &&
      says_none(node.text))
    return "write `[]` if there is none";
  if (types == type_array && node.kind != NodeKind::null)
    return is_scalar(node)
             ? fmt::format("write a list: `[{}]`", printable(node.text, longest_value))
             : "write a list: start each item with `- `";
  if (node.kind == NodeKind::null) return "write a value, or remove the key";
  return types == type_object ? "write `key: value` lines below it" : "";
}

}  // namespace

bool SchemaReport::full() const { return problems.size() > most_problems; }

std::string SchemaReport::field_name() const {
  return path.empty() ? "the document" : fmt::format("`{}`", path);
}

bool SchemaReport::is_new(const Node& node, std::string_view keyword, std::string_view key) {
  return !full() && reported_.emplace(&node, keyword, key).second;
}

void SchemaReport::add(const Place& place, std::string message, std::string fix,
                       std::string subject) {
  if (problems.size() < most_problems) {
    problems.push_back({ place, std::move(message), std::move(fix), std::move(subject) });
    return;
  }
  problems.push_back(
    { .place = place,
      .message = fmt::format("more than {} problems, the rest is not listed", most_problems),
      .fix = "mend these first" });
}

void SchemaReport::add_at_node(const Site& site, std::string found, std::string expected,
                               std::string fix) {
  // What is missing is shown where it should stand.
  const bool is_empty = site.node.kind == NodeKind::null && site.node.text.empty();
  const Place place = document_.place(is_empty && site.owner ? *site.owner : site.node);
  if (fix.empty()) fix = first_sentence(site.description);
  add(place, fmt::format("{} is {}, expected {}", field_name(), found, expected), std::move(fix),
      path);
}

void SchemaReport::wrong_type(const Subschema& schema, const Site& site) {
  if (!is_new(site.node, "type")) return;
  const unsigned types = schema.types | site.also;
  std::string expected = describe_types(types);
  if (!site.also && !schema.values.empty()) expected = describe_expected(schema);
  add_at_node(site, describe_node(site.node), std::move(expected),
              fix_of_type(types, schema.min_items, site.node));
}

void SchemaReport::wrong_value(const Subschema& schema, const Site& site) {
  if (!is_new(site.node, schema.constant.empty() ? "enum" : "const")) return;
  std::vector<std::string> words;
  for (const Literal& value : schema.values) words.emplace_back(value.text);
  for (const Literal& value : schema.constant) words.emplace_back(value.text);
  std::string fix;
  const bool is_simple = is_scalar(site.node);
  if (const auto near = is_simple ? nearest_word(site.node.text, words) : std::nullopt)
    fix = fmt::format("write `{}`", *near);
  else if (!schema.constant.empty() && is_simple)
    fix = fmt::format("write `{}`", words.back());
  const bool show_kind = !is_simple || site.node.kind == NodeKind::null || site.node.text.empty();
  std::string found = show_kind ? describe_node(site.node)
                                : fmt::format("`{}`", printable(site.node.text, longest_value));
  // `"1"` is not `1`: say so when the text is the same.
  const bool same_text = std::find(words.begin(), words.end(), site.node.text) != words.end();
  if (is_simple && same_text) {
    found = describe_node(site.node);
    fix = site.node.is_string() ? fmt::format("write it without quotes: `{}`", site.node.text)
                                : fmt::format("quote it: `\"{}\"`", site.node.text);
  }
  const Subschema values{ .values = schema.values, .constant = schema.constant };
  add_at_node(site, std::move(found), describe_expected(values), std::move(fix));
}

void SchemaReport::wrong_pattern(const Subschema& schema, const Site& site) {
  if (!is_new(site.node, "pattern")) return;
  std::string expected(schema.title);
  if (expected.empty()) expected = start_small(first_sentence(site.description));
  std::string fix = fmt::format("write text that matches `{}`", schema.pattern->text());
  if (expected.empty()) expected = "another form";
  add_at_node(site, fmt::format("`{}`", printable(site.node.text, longest_value)),
              std::move(expected), std::move(fix));
}

void SchemaReport::out_of_bounds(std::string_view keyword, std::string expected, const Site& site) {
  if (!is_new(site.node, keyword)) return;
  std::string found = describe_node(site.node);
  if (site.node.is_sequence()) found = fmt::format("a list of {}", site.node.items.size());
  if (site.node.is_sequence() && site.node.items.empty()) found = "an empty list";
  add_at_node(site, std::move(found), std::move(expected), {});
}

void SchemaReport::missing_key(std::string_view key, const Subschema& schema, const Site& site) {
  if (!is_new(site.node, "required", key)) return;
  std::string subject = path;
  append_key(subject, key);
  Place place = document_.place(site.owner ? *site.owner : site.node);
  if (path.empty()) place = document_.place(1, 1);
  std::string meaning;
  for (const Subschema* mapping : { &schema, site.mapping }) {
    if (!mapping || !meaning.empty()) continue;
    const Subschema* property = mapping->property(key);
    if (!property) continue;
    meaning = first_sentence(find_description(*property));
    if (meaning.empty()) meaning = describe_expected(*property);
  }
  std::string message = path.empty() ? fmt::format("the key `{}` is missing", key)
                                     : fmt::format("`{}` lacks the key `{}`", path, key);
  add(place, std::move(message),
      meaning.empty() ? fmt::format("add `{}:`", key) : fmt::format("add `{}:` {}", key, meaning),
      std::move(subject));
}

std::string SchemaReport::fix_of_unknown_key(const std::string& key,
                                             const Subschema& schema) const {
  std::vector<std::string> known;
  for (const Property& property : schema.properties) known.emplace_back(property.name);
  const auto near = nearest_word(key, known);
  if (near && edit_distance(key, *near, 1) <= 1) return fmt::format("write `{}`", *near);
  const auto& sections = graph_.sections_by_key();
  const auto [first, last] = sections.equal_range(key);
  std::set<std::string> places;
  for (auto at = first; at != last; ++at) places.insert(at->second);
  // A key that is known in many places, such as `name`, says nothing about where this one belongs.
  if (!places.empty() && places.size() <= 3) {
    const std::string& place = *std::min_element(
      places.begin(), places.end(),
      [](const auto& a, const auto& b) { return a.size() < b.size(); });
    return place.empty() ? fmt::format("`{}` belongs at the top level", key)
                         : fmt::format("`{}` belongs under `{}`", key, place);
  }
  if (near) return fmt::format("write `{}`", *near);
  const bool has_free_keys = std::any_of(
    schema.pattern_properties.begin(), schema.pattern_properties.end(),
    [](const PatternProperty& entry) { return entry.pattern->text() == "^x-"; });
  return has_free_keys ? fmt::format("remove it, or name it `x-{}` to keep it unchecked", key)
                       : "remove it";
}

void SchemaReport::unknown_key(const Node& key, const Subschema& schema, const Site& site) {
  if (!is_new(site.node, "additionalProperties", key.text)) return;
  std::string subject = path;
  append_key(subject, key.text);
  const std::string shown = printable(key.text, longest_value);
  add(document_.place(key),
      path.empty() ? fmt::format("`{}` is not a known key", shown)
                   : fmt::format("`{}` is not a known key of `{}`", shown, path),
      key.text.size() <= longest_value ? fix_of_unknown_key(shown, schema) : "remove it",
      std::move(subject));
}

void SchemaReport::not_allowed(const Site& site) {
  if (!is_new(site.node, "false")) return;
  add(document_.place(site.owner ? *site.owner : site.node),
      fmt::format("{} is not allowed here", field_name()), "remove it", path);
}

}  // namespace reallyopen
