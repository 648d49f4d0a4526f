// Shell that copies and fetches files, and starts nothing else.
#pragma once

#include <string_view>

#include "script/stub.h"

namespace reallyopen {

// At the first command that copies, fetches or asks a service, where each of the others does so
// too, prints or prepares; none where anything else is started.
Stub find_copying(std::string_view shell);

}  // namespace reallyopen
