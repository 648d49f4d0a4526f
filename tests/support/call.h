// The program as its users call it, without a process of its own.
#pragma once

#include <string>
#include <vector>

namespace reallyopen {

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

Outcome call(const std::vector<std::string>& arguments);

}  // namespace reallyopen
