// Settings of a manifest as a flat list, for formats that only know names and values.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "convert/release.h"

namespace reallyopen {

using Settings = std::vector<std::pair<std::string, std::string>>;

// `hyperparameters.learning_rate` -> `3e-4`; lists are joined by commas. At most 500 of them, six
// levels deep.
Settings flat_settings(const Node* node, const std::string& name);

// Every hyperparameter of the training and its stages, named without its section: `learning_rate`,
// `sft.learning_rate`.
Settings hyperparameters(const Release& release);

// "8 x NVIDIA A100, 12 h", one line for each kind of machine.
std::vector<std::string> hardware_lines(const Release& release);

}  // namespace reallyopen
