// What SPDX headers, `.license` files and REUSE annotations say of the licence of declared scripts
// and weights.
#pragma once

#include "evidence/licenses/license_statements.h"

namespace reallyopen {

void add_file_licenses(const Snapshot& snapshot, std::string_view manifest,
                       const Declarations& declarations, LicenseStatements& found);

}  // namespace reallyopen
