// schemas/licenses/table.tsv and schemas/license-sets.json as the build has read them
// (licenses_as_code.cpp).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "license/license_table.h"

namespace reallyopen {

// Something that a licence is called, and its number among all.
struct LicenseName {
  std::string_view key;
  std::uint16_t license = 0;
};

struct PreparedSet {
  std::string_view name;
  std::string_view title;
  std::span<const std::string_view> ids;     // sorted, in lower case: SPDX ids are matched so
  std::span<const std::string_view> listed;  // ids of its own as it spells them, sorted like that
};

std::span<const License> prepared_licenses();   // as in the table
std::span<const LicenseName> prepared_ids();    // sorted, in lower case
std::span<const LicenseName> prepared_names();  // sorted, by spelling_key()
// Addresses, sorted; one that several licences have belongs to the first in force.
std::span<const LicenseName> prepared_urls();
std::span<const PreparedSet> prepared_sets();  // by name

}  // namespace reallyopen
