// A request that cannot be carried out as it was put.
#pragma once

#include <stdexcept>

namespace reallyopen {

// An unknown claim, a file named on the command line that cannot be read.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace reallyopen
