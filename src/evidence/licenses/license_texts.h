// The licence files beside a manifest, recognised.
#pragma once

#include "evidence/licenses/license_statements.h"

namespace reallyopen {

void add_license_texts(const Snapshot& snapshot, std::string_view manifest,
                       const Declarations& declarations, LicenseStatements& found);

// Those in a folder of the data, with what its card says.
void add_dataset_licenses(const Snapshot& snapshot, const Declarations& declarations,
                          LicenseStatements& found);

// The first line of each policy.
void add_use_policies(const Snapshot& snapshot, const std::vector<std::string>& paths,
                      LicenseStatements& found);

}  // namespace reallyopen
