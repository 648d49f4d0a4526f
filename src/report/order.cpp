#include "report/order.h"

#include <algorithm>
#include <tuple>

namespace reallyopen {
namespace {

// All that a finding says: two with the same key cannot be told apart in any report.
auto key(const Finding& finding) {
  const Place& place = finding.place;
  return std::tie(place.path, place.line, place.column, finding.rule, finding.message,
                  finding.level, finding.hint, finding.fix, finding.component, place.width,
                  place.line_text, finding.incomplete, finding.fingerprint);
}

}  // namespace

std::vector<const Finding*> in_order(const std::vector<Finding>& findings) {
  std::vector<const Finding*> result;
  result.reserve(findings.size());
  for (const Finding& finding : findings) result.push_back(&finding);
  std::sort(result.begin(), result.end(),
            [](const Finding* a, const Finding* b) { return key(*a) < key(*b); });
  const auto same = [](const Finding* a, const Finding* b) { return key(*a) == key(*b); };
  result.erase(std::unique(result.begin(), result.end(), same), result.end());
  return result;
}

}  // namespace reallyopen
