// The whole program as a function: arguments in, text out, exit code back.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace reallyopen {

// What is known about where the output goes.
struct Terminal {
  bool colour = false;
  int width = 100;
  bool progress = false;  // a person watches standard error
};

// Exit codes: 0 holds, 1 fails, 2 could not check, 3 incomplete, 70 internal error.
int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err,
        const Terminal& terminal = {});

}  // namespace reallyopen
