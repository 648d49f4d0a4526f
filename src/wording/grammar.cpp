#include "wording/grammar.h"

#include <algorithm>

namespace reallyopen {
namespace {

template <typename Value>
bool in(std::uint8_t allowed, Value value) {
  return (allowed >> static_cast<int>(value) & 1) != 0;
}
bool is(std::uint8_t allowed, bool value) { return (allowed >> (value ? 0 : 1) & 1) != 0; }

bool holds(const GrammarRow& row, const Reading& reading, bool heading) {
  return in(row.forms, reading.form) && in(row.heads, reading.head) &&
         in(row.owners, reading.owner) && in(row.openness, reading.openness) &&
         is(row.denied, reading.denied) && is(row.later, reading.later) &&
         is(row.limited, reading.limited) && is(row.degree, reading.degree) &&
         is(row.subject, reading.subject) && is(row.titled, reading.titled) &&
         is(row.enclosed, reading.enclosed) && is(row.sibling, reading.sibling) &&
         is(row.heading, heading);
}

}  // namespace

const GrammarRow& decide(const Reading& reading, bool heading) {
  const std::span<const GrammarRow> rows = grammar();
  const auto found = std::ranges::find_if(
    rows, [&](const GrammarRow& row) { return holds(row, reading, heading); });
  return found == rows.end() ? rows.back() : *found;
}

}  // namespace reallyopen
