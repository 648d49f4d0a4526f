// Files named on the command line.
#pragma once

#include <string>

namespace reallyopen {

// At most `limit` bytes and one more, so that a parser with this limit sees and says that there are
// too many. Throws UsageError where it cannot be read, also for a folder or device.
std::string read_input(const std::string& path, std::size_t limit);

}  // namespace reallyopen
