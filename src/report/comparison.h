// The formats in which a comparison of two revisions can be written.
#pragma once

#include <string>

#include "comparison/comparison.h"

namespace reallyopen {

std::string comparison_text(const Comparison& comparison, bool colour);
std::string comparison_json(const Comparison& comparison);
// For release notes.
std::string comparison_markdown(const Comparison& comparison);

}  // namespace reallyopen
