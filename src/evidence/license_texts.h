// The licence texts and use policies of a folder, and what each is.
#pragma once

#include "evidence/license_statements.h"

namespace reallyopen {

void add_license_texts(const Snapshot& snapshot, std::string_view manifest,
                       const Declarations& declarations, LicenseStatements& found);

}  // namespace reallyopen
