#include "evidence/stated_sizes.h"

#include <re2/re2.h>

#include "configuration/agreement.h"

namespace reallyopen {
namespace {

struct SizeRow {
  const char* name;
  const char* pattern;  // the number is its first group
};

constexpr SizeRow size_rows[] = {
  { "layers",
    "(?i)\\b([0-9]+)[ -](?:(?:transformer|decoder|hidden|encoder)[ -])*(?:layers?|blocks)\\b" },
  { "attention_heads", "(?i)\\b([0-9]+)[ -](?:(?:attention|query|self-attention)[ -])*heads?\\b" },
  { "key_value_heads", "(?i)\\b([0-9]+)[ -](?:key[-/ ]value|kv)[ -]heads?\\b" },
  { "hidden_size",
    "(?i)\\b(?:hidden (?:size|dimension|width)|width|d_model|model dimension)(?: of|:| =| is)? "
    "?([0-9][0-9,]*)\\b" },
};

}  // namespace

std::vector<StatedSize> find_stated_sizes(const Node& description) {
  std::vector<StatedSize> sizes;
  if (!description.is_string()) return sizes;
  if (description.text.find_first_of("0123456789") == std::string::npos) return sizes;
  for (const SizeRow& row : size_rows) {
    re2::StringPiece rest(description.text);
    std::string number;
    std::string first;
    bool several = false;
    while (RE2::FindAndConsume(&rest, row.pattern, &number)) {
      several |= !first.empty() && first != number;
      first = number;
    }
    if (first.empty() || several) continue;
    Node value{ .kind = NodeKind::string, .text = first };
    value.line = description.line;
    value.column = description.column;
    value.width = description.width;
    sizes.push_back({ row.name, std::move(value) });
  }
  return sizes;
}

}  // namespace reallyopen
