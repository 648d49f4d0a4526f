#include "report/first_look.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "report/cells.h"
#include "report/inert.h"

namespace reallyopen {
namespace {

constexpr int name_width = 20;

std::string row(std::string_view name, const std::string& words, int width) {
  std::string result;
  std::string before = "  " + padded(inert(name), name_width) + " ";
  const int used = cells(before);
  for (const std::string& line : wrapped(inert(words), width - used)) {
    result += before + line + "\n";
    before.assign(static_cast<std::size_t>(used), ' ');
  }
  return result;
}

// What holds first, then what lacks least.
std::vector<const ClaimVerdict*> nearest_first(const FirstLook& look) {
  std::vector<const ClaimVerdict*> claims;
  for (const ClaimVerdict& claim : look.claims) claims.push_back(&claim);
  std::stable_sort(claims.begin(), claims.end(), [](const ClaimVerdict* a, const ClaimVerdict* b) {
    return a->unmet.size() < b->unmet.size();
  });
  return claims;
}

}  // namespace

std::string first_look_text(const FirstLook& look, const Paint& paint, int width) {
  std::string result;
  if (!look.seen.empty()) result += "\nthe repository shows already:\n";
  for (const Sighting& sighting : look.seen)
    result += row(sighting.component, fmt::format("{}", fmt::join(sighting.paths, ", ")), width);
  if (look.seen.empty())
    result += "\nno scripts, configurations, weights or licences were recognised by their names\n";
  result += "\nwith a manifest that says so:\n";
  for (const ClaimVerdict* claim : nearest_first(look)) {
    const bool holds = claim->verdict == Verdict::holds;
    const std::string verdict = holds ? paint(Ink::green, "would hold")
                                      : fmt::format("{} of {} requirements", claim->met, claim->of);
    result += "  " + padded(inert(claim->id), name_width) + " " + verdict + "\n";
  }
  return result + "\nnext: " + paint(Ink::bold, "reallyopen init") +
         ", which drafts the manifest\n";
}

}  // namespace reallyopen
