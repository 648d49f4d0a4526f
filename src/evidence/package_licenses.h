// Licences in package metadata, citation files and the SPDX headers of declared scripts.
#pragma once

#include "evidence/license_statements.h"

namespace reallyopen {

void add_package_licenses(const Snapshot& snapshot, std::string_view manifest,
                          LicenseStatements& found);
void add_script_headers(const Snapshot& snapshot, const Declarations& declarations,
                        LicenseStatements& found);

}  // namespace reallyopen
