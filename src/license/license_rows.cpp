#include "license/license_rows.h"

#include <algorithm>
#include <array>

namespace reallyopen {
namespace {

constexpr std::size_t columns = 11;

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

}  // namespace

std::vector<License> read_rows(std::string_view table) {
  std::vector<License> rows;
  for (const std::string_view line : split(table, '\n'))
    if (!line.empty() && line.front() != '#') rows.push_back(read_row(line));
  return rows;
}

}  // namespace reallyopen
