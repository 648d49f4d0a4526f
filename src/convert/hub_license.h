// The Hugging Face Hub's names of licences.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// An SPDX id, or a `LicenseRef-` for what SPDX does not list.
std::string spdx_of_hub(std::string_view hub_id);

// Empty where the Hub has no name for it: the card then says `other`.
std::string hub_of_spdx(std::string_view expression);

}  // namespace reallyopen
