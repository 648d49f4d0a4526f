// What a training script sets by itself: defaults of its options, and constants that it hands to
// optimizers, trainers and loaders.
#pragma once

#include <string_view>

#include "manifest/parse.h"

namespace reallyopen {

// Of Python; a mapping from names of hyperparameters to values, with their places. What is computed
// or comes from elsewhere is `tagged`: it may be anything. Names that no trainer shares are left
// out. Nothing is run.
ParseResult read_training_settings(std::string_view path, std::string_view text);

}  // namespace reallyopen
