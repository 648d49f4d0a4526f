// What a schema expects, in words.
#include <fmt/format.h>

#include <algorithm>

#include "manifest/subschema.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_values = 12;

std::string join_with_or(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " or " : ", ";
    text += parts[i];
  }
  return text;
}

std::string describe_literal(const Literal& literal) {
  const std::string_view kind = literal.kind == NodeKind::number ? "the number " : "";
  return fmt::format("{}`{}`", kind, printable(literal.text, 60));
}

std::string describe_values(std::span<const Literal> values) {
  if (values.size() == 1) return describe_literal(values.front());
  std::string text = "one of ";
  for (std::size_t i = 0; i < values.size() && i < most_values; ++i)
    text += fmt::format("{}`{}`", i > 0 ? ", " : "", printable(values[i].text, 60));
  return values.size() > most_values ? text + "…" : text;
}

bool has_own_words(const Subschema& schema) {
  return !schema.title.empty() || !schema.values.empty() || !schema.constant.empty();
}

// An `if` that only asks for a type splits the values among its branches.
std::optional<unsigned> asked_types(const Subschema* condition) {
  if (!condition || condition->types == any_type) return std::nullopt;
  return condition->types;
}

}  // namespace

std::string describe_types(unsigned types) {
  std::vector<std::string> parts;
  const bool any_number = (types & type_number) != 0;
  if (types & type_string) parts.emplace_back("a string");
  if (any_number) parts.emplace_back("a number");
  if ((types & type_integer) && !any_number) parts.emplace_back("a whole number");
  if (types & type_boolean) parts.emplace_back("`true` or `false`");
  if (types & type_array) parts.emplace_back("a list");
  if (types & type_object) parts.emplace_back("a mapping");
  if (types & type_null) parts.emplace_back("nothing");
  return join_with_or(parts);
}

unsigned accepted_types(const Subschema& schema) {
  if (schema.reference) return accepted_types(*schema.reference);
  if (!schema.allows) return 0;
  unsigned types = schema.types;
  for (const Subschema* part : schema.all_of) types &= accepted_types(*part);
  if (const auto asked = asked_types(schema.if_schema)) {
    const unsigned then_types = schema.then_schema ? accepted_types(*schema.then_schema) : any_type;
    const unsigned else_types = schema.else_schema ? accepted_types(*schema.else_schema) : any_type;
    types &= (*asked & then_types) | (~*asked & else_types);
  }
  return types;
}

std::string describe_expected(const Subschema& schema, unsigned also) {
  if (!schema.title.empty()) return std::string(schema.title);
  if (schema.reference) return describe_expected(*schema.reference, also);
  if (!schema.constant.empty()) return describe_literal(schema.constant.front());
  if (!schema.values.empty()) return describe_values(schema.values);
  for (const Subschema* part : schema.all_of)
    if (part->reference ? has_own_words(*part->reference) : has_own_words(*part))
      return describe_expected(*part, also);
  const unsigned types = accepted_types(schema) | also;
  return types == any_type ? "any value" : describe_types(types);
}

std::string_view find_description(const Subschema& schema) {
  if (!schema.description.empty()) return schema.description;
  if (schema.reference) return find_description(*schema.reference);
  for (const Subschema* part : schema.all_of)
    if (const std::string_view found = find_description(*part); !found.empty()) return found;
  return {};
}

std::string first_sentence(std::string_view description) {
  for (std::size_t at = description.find('.'); at != std::string_view::npos;
       at = description.find('.', at + 1)) {
    if (at + 1 == description.size()) return std::string(description.substr(0, at));
    const std::string_view before = description.substr(0, at);
    if (before.ends_with("e.g") || before.ends_with("i.e")) continue;
    // A dot before a small letter belongs to an abbreviation or a file name.
    const bool starts_next = description.size() > at + 2 && description[at + 1] == ' ' &&
                             !(description[at + 2] >= 'a' && description[at + 2] <= 'z');
    if (starts_next) return std::string(description.substr(0, at));
  }
  return std::string(description);
}

}  // namespace reallyopen
