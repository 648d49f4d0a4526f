#include "license/license_table.h"

#include <algorithm>
#include <unordered_map>

#include "embedded/files.h"
#include "license/license_rows.h"
#include "license/spelling.h"
#include "text/letters.h"
#include "text/nearest.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_known_name = 200;  // a longer one is no name

using Index = std::unordered_map<std::string, const License*>;

Index index_ids() {
  Index index;
  for (const License& license : all_licenses()) index.emplace(lower(license.id), &license);
  return index;
}

struct Name {
  std::string_view key;
  std::string_view id;
};

// Sorted by key, as the build wrote them (names_as_table.cpp).
std::vector<Name> read_names() {
  std::vector<Name> names;
  std::string_view text = embedded_file("licenses/names.tsv");
  while (!text.empty()) {
    const std::size_t tab = text.find('\t');
    const std::size_t end = text.find('\n', tab);
    names.push_back({ text.substr(0, tab), text.substr(tab + 1, end - tab - 1) });
    text.remove_prefix(end + 1);
  }
  return names;
}

std::vector<std::string> in_force(const License& license) {
  if (license.successors.empty()) return { std::string(license.id) };
  return { license.successors.begin(), license.successors.end() };
}

std::vector<std::string> ids_to_suggest() {
  std::vector<std::string> ids;
  for (const License& license : all_licenses())
    if (!license.exception && !license.deprecated && !license.family) ids.emplace_back(license.id);
  return ids;
}

}  // namespace

std::string_view name(Openness openness) {
  switch (openness) {
    case Openness::open:
      return "open";
    case Openness::restricted:
      return "restricted";
    case Openness::unknown:
      break;
  }
  return "unknown";
}

std::string_view name(LicensedContent content) {
  constexpr std::array<std::string_view, licensed_contents> names{ "code", "weights", "data",
                                                                   "documentation", "outputs" };
  return names.at(static_cast<std::size_t>(content));
}

std::span<const License> all_licenses() {
  // They point into the embedded file, which lives as long as the program.
  static const std::vector<License> table = read_rows(embedded_file("licenses/table.tsv"));
  return table;
}

const License* find_license(std::string_view id) {
  static const Index index = index_ids();
  if (id.size() > longest_known_name) return nullptr;
  const auto found = index.find(lower(id));
  return found == index.end() ? nullptr : found->second;
}

const License* license_called(std::string_view words) {
  static const std::vector<Name> names = read_names();
  if (words.size() > longest_known_name) return nullptr;
  if (const License* exact = find_license(words); exact && !exact->exception) return exact;
  const std::string key = spelling_key(words);
  const auto found = std::ranges::lower_bound(names, key, {}, &Name::key);
  return found == names.end() || found->key != key ? nullptr : find_license(found->id);
}

std::vector<std::string> meant_licenses(std::string_view words) {
  if (const License* license = license_called(words)) return in_force(*license);
  static const std::vector<std::string> ids = ids_to_suggest();
  if (const auto near = nearest_word(words, ids)) return { *near };
  return {};
}

}  // namespace reallyopen
