#include "cli/run.h"

#include <ostream>

namespace reallyopen {

int run(const std::vector<std::string>&, std::ostream& out, std::ostream&) {
  out << "reallyopen " REALLYOPEN_VERSION "\n";
  return 0;
}

}  // namespace reallyopen
