// Addresses that only some can use.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// What is wrong with an address for a stranger: `is on this machine alone`; "" where nothing is.
// `said`: what the source says beside it, where a bucket may be called public.
std::string private_address(std::string_view address, std::string_view said);

}  // namespace reallyopen
