#include "report/shortest_way.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "report/cells.h"
#include "report/inert.h"

namespace reallyopen {
namespace {

// The columns of a numbered list of steps.
struct Columns {
  int number = 0;
  int component = 0;
  int has = 0;
  int step = 0;
  int place = 0;
};

std::string step_text(const Unmet& unmet) {
  if (!unmet.step.empty()) return inert(unmet.step);
  if (!unmet.lacking.empty()) return inert(unmet.lacking);
  return "needs " + inert(unmet.needs);
}

std::string place_text(const Place& place) {
  const std::string path = inert(place.path);
  return place.line > 0 ? fmt::format("{}:{}", path, place.line) : path;
}

Columns measure(const std::vector<Unmet>& unmet) {
  Columns columns{ .number = cells(std::to_string(unmet.size())) };
  for (const Unmet& one : unmet) {
    columns.component = std::max(columns.component, cells(inert(one.component)));
    columns.has = std::max(columns.has, cells(name(one.has)));
    columns.step = std::max(columns.step, cells(step_text(one)));
    columns.place = std::max(columns.place, cells(place_text(one.place)));
  }
  return columns;
}

}  // namespace

std::string shortest_way(const ClaimVerdict& claim, const Paint& paint, int width) {
  if (claim.unmet.empty()) return "";
  const Columns columns = measure(claim.unmet);
  const int before_step = 4 + columns.number + 2 + columns.component + 2 + columns.has + 2;
  // Too narrow for columns: the step stands below its component.
  const bool stacked = width - before_step < 30;
  const int indent = stacked ? 4 + columns.number + 2 : before_step;
  // The places stand in a column of their own if that leaves room for the steps, else each on its
  // own line.
  const int step_width = std::min(columns.step, width - indent - 2 - columns.place);
  const bool beside = step_width >= std::min(columns.step, 28);
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  std::string result = fmt::format("\n  shortest way to {}:\n", inert(claim.id));
  int number = 0;
  for (const Unmet& unmet : claim.unmet) {
    result += fmt::format("    {:>{}}. {}  {}", ++number, columns.number,
                          padded(inert(unmet.component), columns.component),
                          padded(name(unmet.has), columns.has));
    result += stacked ? "\n" + margin : "  ";
    std::vector<std::string> lines = wrapped(step_text(unmet),
                                             beside ? step_width : width - indent);
    const std::string place = paint(Ink::dim, place_text(unmet.place));
    if (beside)
      lines.front() = padded(lines.front(), step_width) + "  " + place;
    else if (!place.empty())
      lines.push_back(place);
    result += fmt::format("{}\n", fmt::join(lines, "\n" + margin));
  }
  return result;
}

}  // namespace reallyopen
