#include "inspection/usage_error.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/nearest.h"
#include "text/printable.h"

namespace reallyopen {

void demand_known(std::string_view what, const std::vector<std::string>& ids,
                  const std::vector<std::string>& known, std::string_view otherwise) {
  for (const std::string& id : ids) {
    if (std::ranges::find(known, id) != known.end()) continue;
    const auto near = nearest_word(id, known);
    throw UsageError(
      fmt::format("no {} `{}`; {}", what, printable(id, 80),
                  near ? fmt::format("did you mean `{}`?", *near) : std::string(otherwise)));
  }
}

}  // namespace reallyopen
