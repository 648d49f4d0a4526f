// What package metadata, dataset cards and headers of weight files say of the licence.
#pragma once

#include "evidence/licenses/license_statements.h"

namespace reallyopen {

void add_package_licenses(const Snapshot& snapshot, std::string_view manifest,
                          LicenseStatements& found);
void add_weight_headers(const Weights& weights, LicenseStatements& found);
// Of the folder that holds a data source.
void add_dataset_card(const Snapshot& snapshot, std::string_view folder, const Node& license,
                      LicenseStatements& found);

}  // namespace reallyopen
