// The words that tell what a script does.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "text/word_finder.h"

namespace reallyopen {

enum class Cue {
  optimises,
  loads,  // weights
  predicts,
  serves,    // an application
  measures,  // how good a model is
  computes,  // a known metric
  validates,
  estimates,
  loads_data,
  readies,    // data, in the script that uses them
  shows,      // one result for each input, or a picture of it
  sequences,  // Keras puts layers into a sequence, or hands them on from inputs to outputs
  layers,
  other_layers,
  tests,    // the code, not the model
  writes,   // perhaps data
  tables,   // that are written
  reads,    // raw data, perhaps
  makes,    // files, of whatever kind
  saves,    // data
  reworks,  // tables
  learns_tokens,
  searches,  // for the best values
  grids,     // the values
  starts,
  bodies,  // what a flat script has none of
  sets,    // hyperparameters, where a value follows
};
inline constexpr std::size_t all_cues = static_cast<std::size_t>(Cue::sets) + 1;

// How many of its words a text has.
using CueCounts = std::array<int, all_cues>;

CueCounts count_cues(std::string_view content);

}  // namespace reallyopen
