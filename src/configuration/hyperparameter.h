// The names under which trainers know one hyperparameter, and how its values compare.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "configuration/agreement.h"
#include "configuration/settings.h"

namespace reallyopen {

enum class Measure {
  number,
  positive,    // zero and less mean "not set" to the tools that allow them
  batch,       // a number of sequences, which a tool may split over devices and steps
  vocabulary,  // padded in the configuration
  optimizer,   // words
  schedule,
  precision,  // kinds of number, or a switch of one: `bf16: true`
};

struct Hyperparameter {
  std::string_view id;
  Measure measure;
  bool architecture;  // of the model rather than its training
  // Canonical names, as the manifest and configurations write them; `optimizer.type` means `type`
  // in that section.
  std::array<std::string_view, 26> names;  // the rest is empty
};

// The row that knows `name`, or null.
const Hyperparameter* find_hyperparameter(std::string_view name);

// Whether `setting` is the hyperparameter that the manifest calls `name` (canonical), known or not.
bool means_same(std::string_view name, const Hyperparameter* known, const Setting& setting);

// Whether a text speaks of a run that may end before the epochs or steps that were planned.
bool mentions_early_stop(std::string_view text);

// What a batch of one device and pass is multiplied by, where the manifest states it.
struct RunFactors {
  std::optional<double> accumulation;
  std::optional<double> devices;
  std::vector<double> passes = {};  // that any source of the run gives; none where that is open
};

// The batch in a file that is smaller than the stated batch of a device, or than all stated passes
// together; null where there is none.
const Setting* exceeded_batch(const Hyperparameter& known, const Node& declared,
                              std::span<const Setting> settings);

// The batch of a device in a file that makes up the stated batch with no number of the passes and
// devices there are; null where there is none, or its factors are not known.
const Setting* unfit_micro_batch(const Node& declared, std::span<const Setting> settings,
                                 const RunFactors& factors);

// `settings` are all of the file: beside a batch per device, or an end given in another way, a
// number that differs proves nothing.
Agreement compare_setting(std::string_view name, const Hyperparameter* known, const Node& declared,
                          const Setting& setting, std::span<const Setting> settings,
                          const RunFactors& factors = {});

}  // namespace reallyopen
