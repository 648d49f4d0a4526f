// Files that are named like a licence or a use policy, and what of a release they are about.
#pragma once

#include <string>
#include <vector>

#include "evidence/declarations.h"
#include "license/license_table.h"

namespace reallyopen {

struct LicenseFile {
  Entry entry;
  std::vector<LicensedContent> parts;  // by its name, or by the manifest; none: not said
  std::string group;                   // one of them has to be the manifest's licence
};

struct LicenseFiles {
  std::vector<LicenseFile> files;
  bool more = false;  // than are looked at
};

// Beside the manifest, else in the nearest folder above that has one; in its folders of model
// licences; and those that the manifest names.
LicenseFiles find_license_files(const Snapshot& snapshot, std::string_view manifest,
                                const Declarations& declarations);

// `USE_POLICY.md`, `acceptable-use.txt`; not in folders of other people's code.
bool is_use_policy(std::string_view path);

// Directly in one folder.
void add_license_files(const Snapshot& snapshot, std::string_view folder, LicenseFiles& found);

}  // namespace reallyopen
