// Licences that a text names without holding their words: tags, names, addresses.
#pragma once

#include <string_view>
#include <vector>

#include "license/recognise.h"

namespace reallyopen {

// In the order of the text. Names are looked for only in short texts: a long one is no reference.
std::vector<LicenseMention> mentions_in(std::string_view text);

}  // namespace reallyopen
