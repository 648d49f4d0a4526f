// What facts are about: one row for each quantity, and how two statements about it compare.
#pragma once

#include <span>
#include <string_view>

#include "configuration/agreement.h"

namespace reallyopen {

enum class ValueKind {
  number,      // in every spelling; rounded ones within what they round
  vocabulary,  // a number that a configuration pads
  text,        // without regard to case, blanks and marks
  optimizer,   // words of a family
  schedule,
  version,       // `2.4` is `2.4.1+cu121`
  set,           // several may be true together
  closed_set,    // several are true together, and the configuration lists them all
  number_type,   // in the words of people, of configurations and of files
  quantisation,  // see Quantisation
  bits,          // of a number; types of several widths are mixed
};

struct Quantity {
  std::string_view id;  // as the manifest calls it, where it does
  std::string_view title;
  ValueKind kind = ValueKind::text;
  std::string_view at_most = "";  // another quantity that this one cannot exceed
};

// In the order in which a person reads them.
std::span<const Quantity> all_quantities();

// What is set of a training run, as manifests state it and as files of many kinds hold it, in the
// same order.
inline constexpr std::string_view settings_of_run[] = {
  "learning_rate", "batch_size",        "micro_batch_size", "gradient_accumulation_steps",
  "optimizer",     "schedule",          "warmup_steps",     "warmup_ratio",
  "weight_decay",  "gradient_clipping", "epochs",           "steps",
  "seed",          "precision",
};
bool is_setting_of_run(std::string_view id);

// Null where no row has this id.
const Quantity* find_quantity(std::string_view id);

// Whether a value is too large beside one of the quantity that it cannot exceed: by more than the
// few that are added and never used.
bool exceeds(const Node& value, const Node& most);

// `other` is the more definitive of the two, where that matters.
Agreement compare(const Quantity& quantity, const Node& one, const Node& other);

}  // namespace reallyopen
