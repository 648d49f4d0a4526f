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
  bool progress = false;          // a person watches standard error
  std::istream* input = nullptr;  // of a person who can be asked: both ends are a terminal
  // The day on which waivers are judged. Only main() knows it: on this one each is too long.
  std::string today = "1970-01-01";
  std::string step_summary;  // where GitHub wants the summary of a step; empty: nowhere
  std::string program;       // where the program that runs lies; empty: unknown
};

// Exit codes: 0 holds, 1 fails, 2 could not check, 3 incomplete, 70 internal error.
int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err,
        const Terminal& terminal = {});

}  // namespace reallyopen
