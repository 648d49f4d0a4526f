#include "evidence/history/release_version.h"

#include <algorithm>
#include <array>

#include "repository/path.h"
#include "text/letters.h"
#include "text/pattern.h"

namespace reallyopen {
namespace {

struct Version {
  std::string before;  // squeezed: a model's name, or a word such as `release`
  std::string number;  // `1.2.0-rc1`; empty where there is none
};

// `v1.2.0`, `leafnet-v1.2.0`, `release/1.2`, `2024-09-01`: what stands before the number, and the
// number.
Version split_version(std::string_view text) {
  static const Pattern bare("(?i)(?:v|ver|version)?[-_. ]?([0-9]+(?:[._-]?[0-9a-z]+)*)");
  static const Pattern behind_name(
    "(?i)(.*[^0-9a-z.])(?:v|ver|version)?[-_. ]?([0-9]+(?:[._-]?[0-9a-z]+)*)");
  const std::string_view piece = text;
  std::string before;
  std::string number;
  if (!bare.matches(piece, number) && !behind_name.matches(piece, before, number)) return {};
  return { squeezed(before), lower(number) };
}

// `1.2` is `1.2.0`, and `1_2` is written by who may not use dots.
std::string comparable(std::string number) {
  std::ranges::replace(number, '_', '.');
  while (number.ends_with(".0")) number.resize(number.size() - 2);
  return number;
}

bool is_plain_word(std::string_view before) {
  constexpr std::array words = std::to_array<std::string_view>(
    { "", "v", "version", "release", "releases", "rel", "tag", "tags" });
  return std::ranges::find(words, before) != words.end();
}

}  // namespace

bool version_agrees(std::string_view tag, std::string_view version, std::string_view model) {
  const Version of_tag = split_version(tag);
  const Version stated = split_version(version);
  if (of_tag.number.empty() || stated.number.empty()) return true;
  if (lower(tag).ends_with(lower(version))) return true;
  const std::string name = squeezed(model);
  const bool is_of_model = is_plain_word(of_tag.before) ||
                           (!name.empty() && (name.find(of_tag.before) != std::string::npos ||
                                              of_tag.before.find(name) != std::string::npos));
  return !is_of_model || comparable(of_tag.number) == comparable(stated.number);
}

std::optional<OtherVersion> other_version(const Snapshot& snapshot,
                                          const Declarations& declarations) {
  const std::optional<std::string> tag = snapshot.tag();
  const Node* version = declarations.find({ "model", "version" });
  const Node* name = declarations.find({ "model", "name" });
  if (!tag || !version || !version->is_string()) return std::nullopt;
  // Below the root each model has versions of its own, and only a tag with its name is meant for
  // it.
  const bool is_one_of_many = !folder_of(declarations.document()->path).empty();
  if (is_one_of_many && is_plain_word(split_version(*tag).before)) return std::nullopt;
  if (version_agrees(*tag, version->text, name ? name->text : "")) return std::nullopt;
  return OtherVersion{ version->text, declarations.place(*version), *tag };
}

}  // namespace reallyopen
