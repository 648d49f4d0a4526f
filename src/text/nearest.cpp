#include "text/nearest.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest = 64;

}  // namespace

int edit_distance(std::string_view a, std::string_view b, int limit) {
  a = a.substr(0, longest);
  b = b.substr(0, longest);
  if (std::abs(static_cast<int>(a.size()) - static_cast<int>(b.size())) > limit) return limit + 1;
  // Three rows of the optimal string alignment table: two back, one back, this one.
  using Row = std::array<int, longest + 1>;
  Row before{}, last{}, row{};
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    int smallest = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int replace = last[j - 1] + (lower(a[i - 1]) != lower(b[j - 1]));
      row[j] = std::min({ last[j] + 1, row[j - 1] + 1, replace });
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                           lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
      smallest = std::min(smallest, row[j]);
    }
    if (smallest > limit) return limit + 1;
    before = last;
    last = row;
  }
  return std::min(last[b.size()], limit + 1);
}

std::optional<std::string> nearest_word(std::string_view word,
                                        std::span<const std::string> candidates) {
  const int limit = std::clamp(static_cast<int>(word.size()) / 3, 1, 3);
  std::optional<std::string> best;
  int best_distance = limit + 1;
  for (const std::string& candidate : candidates) {
    const int distance = edit_distance(word, candidate, limit);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace reallyopen
