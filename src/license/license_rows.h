// The rows of schemas/licenses/table.tsv.
#pragma once

#include <string_view>
#include <vector>

#include "license/license_table.h"

namespace reallyopen {

// The rows point into `table`.
std::vector<License> read_rows(std::string_view table);

}  // namespace reallyopen
