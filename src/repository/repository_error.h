// "Could not check": thrown by repository/ and by policy loading, caught in cli/ (exit 2).
#pragma once

#include <stdexcept>

namespace reallyopen {

class RepositoryError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace reallyopen
