#include "evidence/plausibility/plausibility.h"

#include <fmt/format.h>

#include "configuration/agreement.h"
#include "evidence/plausibility/examinations.h"

namespace reallyopen {

std::optional<double> stated_number(const Node* node) {
  if (!node) return std::nullopt;
  const auto number = number_of(*node);
  return number ? std::optional(number->value) : std::nullopt;
}

std::string shown_number(double number) {
  struct Unit {
    double ones;
    char letter;
  };
  if (number >= 1e15 || (number != 0 && number < 0.01)) return fmt::format("{:.2e}", number);
  for (const Unit unit : { Unit{ 1e12, 'T' }, Unit{ 1e9, 'B' }, Unit{ 1e6, 'M' } })
    if (number >= unit.ones) return fmt::format("{:.3g}{}", number / unit.ones, unit.letter);
  return fmt::format("{:.6g}", number);
}

Plausibility examine_plausibility(const Snapshot& snapshot, const Declarations& declarations) {
  Plausibility found;
  if (!declarations.document()) return found;
  examine_compute(declarations, found);
  examine_dates(declarations, found);
  examine_amounts(declarations, found);
  examine_sources(declarations, found);
  examine_rows(snapshot, declarations, found);
  examine_data_cards(snapshot, declarations, found);
  examine_words(declarations, found);
  return found;
}

}  // namespace reallyopen
