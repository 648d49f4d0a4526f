#include "policy/policy_error.h"

#include <fmt/format.h>

#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_lines = 20;

std::string line_for(const Problem& problem) {
  const Place& place = problem.place;
  std::string line = printable(place.path);
  if (place.line > 0) line += fmt::format(":{}:{}", place.line, place.column);
  line += fmt::format(": {}", printable(problem.message, 2000));
  if (!problem.fix.empty()) line += fmt::format("; {}", printable(problem.fix, 2000));
  return line;
}

std::string lines_for(const Problems& problems) {
  std::string lines;
  for (std::size_t i = 0; i < problems.size() && i < most_lines; ++i)
    lines += (i == 0 ? "" : "\n  ") + line_for(problems[i]);
  if (problems.size() > most_lines)
    lines += fmt::format("\n  and {} more", problems.size() - most_lines);
  return lines;
}

}  // namespace

PolicyError::PolicyError(const Problems& problems) : std::runtime_error(lines_for(problems)) {}

}  // namespace reallyopen
