#include "report/first_look.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "report/cells.h"
#include "report/inert.h"

namespace reallyopen {
namespace {

constexpr int narrowest_name = 20;
constexpr std::size_t most_unshown = 5;  // that are named

int widest_name(const FirstLook& look) {
  int result = narrowest_name;
  for (const Sighting& sighting : look.seen)
    result = std::max(result, cells(inert(sighting.component)));
  for (const ClaimVerdict& claim : look.claims) result = std::max(result, cells(inert(claim.id)));
  return result;
}

std::string row(std::string_view name, int name_width, const std::string& words, int width) {
  std::string result;
  std::string before = "  " + padded(inert(name), name_width) + " ";
  const int used = cells(before);
  for (const std::string& line : wrapped(inert(words), width - used)) {
    result += before + line + "\n";
    before.assign(static_cast<std::size_t>(used), ' ');
  }
  return result;
}

// `2 of 5 requirements; not shown: model-weights, restrictions`. Of a claim that is far off the
// list would say less than its length.
std::string progress(const ClaimVerdict& claim) {
  std::string count = fmt::format("{} of {} requirements", claim.met, claim.of);
  std::vector<std::string> unshown;
  for (const Unmet& unmet : claim.unmet)
    if (std::ranges::find(unshown, unmet.component) == unshown.end())
      unshown.push_back(unmet.component);
  if (unshown.size() > most_unshown) return count;
  return fmt::format("{}; not shown: {}", count, fmt::join(unshown, ", "));
}

// What a release may call itself before what only describes it; of both what lacks least first.
std::vector<const ClaimVerdict*> nearest_first(const FirstLook& look) {
  std::vector<const ClaimVerdict*> claims;
  for (const ClaimVerdict& claim : look.claims) claims.push_back(&claim);
  std::stable_sort(claims.begin(), claims.end(), [](const ClaimVerdict* a, const ClaimVerdict* b) {
    return std::pair(!a->label, a->unmet.size()) < std::pair(!b->label, b->unmet.size());
  });
  return claims;
}

}  // namespace

std::string first_look_text(const FirstLook& look, const Paint& paint, int width) {
  const int name_width = widest_name(look);
  std::string result;
  if (!look.seen.empty()) result += "\nthe repository shows already:\n";
  for (const Sighting& sighting : look.seen)
    result += row(sighting.component, name_width,
                  fmt::format("{}", fmt::join(sighting.paths, ", ")), width);
  if (look.seen.empty())
    result += "\nno scripts, configurations, weights or licences were recognised by their names\n";
  result += "\nwith a manifest that says so:\n";
  for (const ClaimVerdict* claim : nearest_first(look)) {
    const bool holds = claim->verdict == Verdict::holds;
    result += holds ? "  " + padded(inert(claim->id), name_width) + " " +
                        paint(Ink::green, "would hold") + "\n"
                    : row(claim->id, name_width, progress(*claim), width);
  }
  if (look.is_untracked)
    return result + "\nnext: " + paint(Ink::bold, "git add TRANSPARENCY.yaml") +
           ", then check again\n";
  return result + "\nnext: " + paint(Ink::bold, "reallyopen init") +
         ", which drafts the manifest\n      (with --interactive it asks for what is not shown)\n";
}

}  // namespace reallyopen
