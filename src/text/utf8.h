// Text that may not be UTF-8, made so.
#pragma once

#include <string>

namespace reallyopen {

// Bytes of a text that is no UTF-8 become `?`, one for one: offsets stay, and no report breaks on
// them.
std::string as_utf8(std::string bytes);

}  // namespace reallyopen
