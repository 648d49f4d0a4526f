#include "support/call.h"

#include <sstream>

#include "cli/run.h"

namespace reallyopen {

Outcome call(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  const int code = run(arguments, out, err);
  return { code, out.str(), err.str() };
}

}  // namespace reallyopen
