// Adds a waiver to the text of a policy file, and leaves the rest of it as it is.
#pragma once

#include <string>

#include "policy/policy.h"

namespace reallyopen {

// The item of `waivers`, each line with `indent` before it.
std::string waiver_text(const Waiver& waiver, std::string_view indent);

// `text` is a policy file, or empty. Throws PolicyError where it cannot be read, or where `waivers`
// is written in brackets, so that there is no line to add.
std::string with_waiver(const std::string& path, const std::string& text, const Waiver& waiver);

}  // namespace reallyopen
