#include "license/license_cells.h"

#include <algorithm>

namespace reallyopen {

std::vector<std::string_view> parts_of(std::string_view cell, char separator) {
  std::vector<std::string_view> parts;
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find(separator), cell.size());
    parts.push_back(cell.substr(0, end));
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return parts;
}

std::vector<LicenseCells> read_cells(std::string_view table) {
  std::vector<LicenseCells> rows;
  for (const std::string_view line : parts_of(table, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    std::array<std::string_view, 11> cell{};
    std::string_view rest = line;
    for (std::string_view& each : cell) {
      const std::size_t end = std::min(rest.find('\t'), rest.size());
      each = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    rows.push_back({ cell[0], cell[1], cell[2], cell[3], cell[4], cell[5], cell[6], cell[7],
                     cell[8], cell[9], cell[10] });
  }
  return rows;
}

}  // namespace reallyopen
