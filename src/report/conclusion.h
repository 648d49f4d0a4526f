// The end of the text report: what holds, what does not, and the shortest way there.
#pragma once

#include <string>

#include "report/paint.h"
#include "verdict/verdict.h"

namespace reallyopen {

std::string conclusion(const RunVerdict& run, const ModelVerdict& model, const Paint& paint,
                       int width);

// What the run as a whole comes to, when there is not exactly one model to say so.
std::string last_line(const RunVerdict& run);

}  // namespace reallyopen
