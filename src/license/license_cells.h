// The table of licences as the build reads it.
#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace reallyopen {

// One row of schemas/licenses/table.tsv.
struct LicenseCells {
  std::string_view id, title, flags, successors, openness, restrictions, source, why, spellings,
    modifies, urls;

  bool has(char flag) const { return flags.find(flag) != std::string_view::npos; }
};

// The rows point into `table`.
std::vector<LicenseCells> read_cells(std::string_view table);

// What stands between the separators; of an empty cell nothing.
std::vector<std::string_view> parts_of(std::string_view cell, char separator = '|');

}  // namespace reallyopen
