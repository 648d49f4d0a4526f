#include "evidence/weights/stated_sizes.h"

#include <algorithm>

#include "configuration/agreement.h"
#include "configuration/hyperparameter.h"
#include "configuration/settings.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

struct SizeRow {
  const char* name;
  Pattern pattern;  // the number is its first group
  bool is_setting = true;
};

// Stages, or layers of several kinds.
bool speaks_of_parts(std::string_view text) {
  if (text.find("stage") != std::string_view::npos) return true;
  const std::size_t first = text.find("layer");
  return first != std::string_view::npos && text.find("layer", first + 1) != std::string_view::npos;
}

}  // namespace

std::vector<StatedSize> find_stated_sizes(const Node& description) {
  std::vector<StatedSize> sizes;
  if (!description.is_string()) return sizes;
  if (description.text.find_first_of("0123456789") == std::string::npos) return sizes;
  static const SizeRow rows[] = {
    { "layers",
      Pattern(
        "(?i)\\b([0-9]+)[ -](?:(?:transformer|decoder|hidden|encoder)[ -])*(?:layers?|blocks)\\b",
        "layer|blocks") },
    { "attention_heads",
      Pattern("(?i)\\b([0-9]+)[ -](?:(?:attention|query|self-attention)[ -])*heads?\\b", "head") },
    { "key_value_heads",
      Pattern("(?i)\\b([0-9]+)[ -](?:key[-/ ]value|kv)[ -]heads?\\b", "value head|value-head|kv") },
    { "hidden_size",
      Pattern("(?i)\\b(?:hidden (?:size|dimension|width)|width|d_model|model dimension)(?: of|:| "
              "=| is)? ?([0-9][0-9,]*)\\b",
              "hidden|width|d_model|dimension") },
    { "experts",
      Pattern("(?i)\\b([0-9]+) (?:(?:routed|local) )?experts\\b(?: (?:in|of) each layer)?",
              "experts"),
      false },
    { "vocabulary_size",
      Pattern("(?i)\\bvocab(?:ulary)?(?: size)?(?: of|:| =| is)? ?([0-9][0-9,]*)\\b", "vocab"),
      false },
    { "intermediate_size",
      Pattern("(?i)\\b(?:intermediate|feed-forward|ffn) (?:size|width|dimension)(?: of|:| =| is)? "
              "?([0-9][0-9,]*)\\b",
              "intermediate|feed-forward|ffn"),
      false },
  };
  const bool two_stacks = description.text.find("encoder") != std::string::npos &&
                          description.text.find("decoder") != std::string::npos;
  for (const SizeRow& row : rows) {
    // A sum, or the layers of one of several.
    const std::string_view name = row.name;
    if (name == "layers" && (two_stacks || speaks_of_parts(description.text))) continue;
    if (name == "hidden_size" && description.text.find("feed-forward") != std::string::npos)
      continue;
    std::string_view rest = description.text;
    std::string number;
    std::string first;
    bool several = false;
    while (row.pattern.next_in(rest, number)) {
      several |= !first.empty() && first != number;
      first = number;
    }
    if (first.empty() || several) continue;
    Node value{ .kind = NodeKind::string, .text = first };
    value.line = description.line;
    value.column = description.column;
    value.width = description.width;
    sizes.push_back({ row.name, std::move(value), row.name, row.is_setting });
  }
  return sizes;
}

bool is_of_a_part(const StatedSize& size, const Document& configuration) {
  const Hyperparameter* known = find_hyperparameter(size.name);
  const auto has_it = [&](const Member& member) {
    return find_hyperparameter(canonical_name(member.key.text)) == known &&
           compare_values(size.value, member.value) == Agreement::same;
  };
  return known && std::ranges::any_of(configuration.root.members, [&](const Member& part) {
           return part.value.is_mapping() && std::ranges::any_of(part.value.members, has_it);
         });
}

}  // namespace reallyopen
