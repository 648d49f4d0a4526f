// A request that cannot be carried out as it was put.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

// An unknown claim, a file named on the command line that cannot be read.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Throws for the first of `ids` that is not known: "no `what` `id`; did you mean ...?", or, where
// none is near, what `otherwise` tells.
void demand_known(std::string_view what, const std::vector<std::string>& ids,
                  const std::vector<std::string>& known, std::string_view otherwise);

}  // namespace reallyopen
