// What the name of a file says of the licence in it.
#pragma once

#include <optional>
#include <string_view>

#include "license/license_table.h"

namespace reallyopen {

// `LICENSE`, `COPYING.txt`, `LICENSE.MIT`, `MODEL_LICENSE`: holds a licence's text. Not what is
// only named after one: `license.svg`, `license_check.py`. In lower case.
bool is_license_name(std::string_view lower_name);

// What of a release it is about; none where the name does not say.
std::optional<LicensedContent> content_of_license_name(std::string_view lower_name);

}  // namespace reallyopen
