#include "license/exact_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "license/prepared_licenses.h"
#include "text/letters.h"

namespace reallyopen {

std::string_view listed_spelling(std::string_view set, std::string_view id) {
  const auto row = std::ranges::find(prepared_sets(), set, &PreparedSet::name);
  if (row == prepared_sets().end() || row->listed.empty())
    throw std::logic_error(fmt::format("no licence set `{}` with a list", set));
  const auto in_lower_case = [](std::string_view each) { return lower(each); };
  const auto found = std::ranges::lower_bound(row->listed, lower(id), {}, in_lower_case);
  return found == row->listed.end() || lower(*found) != lower(id) ? std::string_view() : *found;
}

}  // namespace reallyopen
