// The text report of a repository that has no manifest yet.
#pragma once

#include <string>

#include "report/paint.h"
#include "verdict/verdict.h"

namespace reallyopen {

// What is there already, which claims are in reach, and the one command to run next.
std::string first_look_text(const FirstLook& look, const Paint& paint, int width);

}  // namespace reallyopen
