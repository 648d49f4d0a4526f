// Whether two spellings of a setting mean the same value.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "manifest/node.h"

namespace reallyopen {

// `unknown`: one of them is filled in later, computed, or of another kind; nothing follows from it.
enum class Agreement { same, different, unknown };

// Numbers agree in every spelling (`1e-4`, `0.0001`, `"1E-4"`, `10_000`, `~2M`), truth values also
// as yes/no/on/off, lists item by item, also where one is written as text: `(0.9, 0.95)`.
Agreement compare_values(const Node& declared, const Node& found);

// Words of a family (optimisers, schedules): they differ only where both name a known one and share
// none.
Agreement compare_words(std::string_view declared, std::string_view found,
                        std::initializer_list<std::string_view> known);

Agreement compare_optimizers(std::string_view declared, std::string_view found);
Agreement compare_schedules(std::string_view declared, std::string_view found);
// Kinds of number that are trained in: `bf16-mixed`, `bfloat16`, `16` of Lightning.
Agreement compare_precisions(std::string_view declared, std::string_view found);

struct SpelledNumber {
  double value = 0;
  double tolerance = 0;  // of rounded ones: `2M`, `~300B`
};
std::optional<SpelledNumber> number_of(const Node& node);

// The value as a person writes it, for messages.
std::string shown_value(const Node& node);

}  // namespace reallyopen
