#include "license/license_table.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <unordered_map>

#include "embedded/files.h"
#include "license/spelling.h"
#include "text/letters.h"
#include "text/nearest.h"

namespace reallyopen {
namespace {

constexpr std::size_t columns = 11;
constexpr std::size_t longest_name = 200;  // a longer one is no name

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = text.find(by);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return parts;
}

std::array<std::string_view, columns> cells_of(std::string_view line) {
  std::array<std::string_view, columns> cells{};
  for (std::size_t column = 0; column < columns; ++column) {
    const std::size_t end = std::min(line.find('\t'), line.size());
    cells.at(column) = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return cells;
}

std::array<Openness, licensed_contents> read_openness(std::string_view letters) {
  std::array<Openness, licensed_contents> result{};
  for (std::size_t i = 0; i < result.size(); ++i)
    result.at(i) = letters.at(i) == 'o'   ? Openness::open
                   : letters.at(i) == 'r' ? Openness::restricted
                                          : Openness::unknown;
  return result;
}

License read_row(std::string_view line) {
  const auto [id, title, flags, successors, openness, restrictions, source, why, spellings,
              modifies, urls] = cells_of(line);
  const auto has = [&](char flag) { return flags.find(flag) != std::string_view::npos; };
  return { .id = id,
           .title = title,
           .exception = has('e'),
           .deprecated = has('d'),
           .osi_approved = has('o'),
           .fsf_free = has('f'),
           .policy = has('p'),
           .reference = has('r'),
           .family = has('m'),
           .successors = split(successors, '|'),
           .openness = read_openness(openness),
           .restrictions = split(restrictions, '|'),
           .source = source,
           .why = why,
           .spellings = split(spellings, '|'),
           .modifies = modifies,
           .urls = split(urls, '|') };
}

// The rows point into the embedded file, which lives as long as the program.
std::vector<License> read_table() {
  std::vector<License> rows;
  for (const std::string_view line : split(embedded_file("licenses/table.tsv"), '\n'))
    if (!line.empty() && line.front() != '#') rows.push_back(read_row(line));
  return rows;
}

using Index = std::unordered_map<std::string, const License*>;

Index index_ids() {
  Index index;
  for (const License& license : all_licenses()) index.emplace(lower(license.id), &license);
  return index;
}

// What is said first stands: ids in force, then all ids, then other spellings, then titles.
Index index_names() {
  Index index;
  const auto add = [&](std::string_view words, const License& license) {
    if (std::string key = spelling_key(words); !key.empty())
      index.emplace(std::move(key), &license);
  };
  const auto each = [&](auto&& use) {
    for (const License& license : all_licenses())
      if (!license.exception) use(license);
  };
  each([&](const License& license) {
    if (!license.deprecated) add(license.id, license);
  });
  each([&](const License& license) { add(license.id, license); });
  each([&](const License& license) {
    for (const std::string_view words : license.spellings) add(words, license);
  });
  each([&](const License& license) { add(license.title, license); });
  return index;
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
  static const std::vector<License> table = read_table();
  return table;
}

const License* find_license(std::string_view id) {
  static const Index index = index_ids();
  if (id.size() > longest_name) return nullptr;
  const auto found = index.find(lower(id));
  return found == index.end() ? nullptr : found->second;
}

const License* license_called(std::string_view words) {
  static const Index index = index_names();
  if (words.size() > longest_name) return nullptr;
  if (const License* exact = find_license(words); exact && !exact->exception) return exact;
  const auto found = index.find(spelling_key(words));
  return found == index.end() ? nullptr : found->second;
}

std::vector<std::string> meant_licenses(std::string_view words) {
  if (const License* license = license_called(words)) return in_force(*license);
  static const std::vector<std::string> ids = ids_to_suggest();
  if (const auto near = nearest_word(words, ids)) return { *near };
  return {};
}

}  // namespace reallyopen
