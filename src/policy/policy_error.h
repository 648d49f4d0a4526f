// Thrown where a policy cannot be relied on: the check is not made.
#pragma once

#include <stdexcept>
#include <string>

#include "verdict/problem.h"

namespace reallyopen {

class PolicyError : public std::runtime_error {
 public:
  // Every problem, one a line, with its place and remedy.
  explicit PolicyError(const Problems& problems);
};

}  // namespace reallyopen
