// Asks a person on a terminal what a draft leaves open.
#pragma once

#include "cli/command.h"
#include "draft/facts.h"
#include "repository/snapshot.h"
#include "verdict/verdict.h"

namespace reallyopen {

// Fills `facts` with the answers, first what `claim` lacks, where there is one. An empty line skips
// a question, the end of the input all that are left. The terminal has to have an input.
void interview(const Snapshot& snapshot, const ClaimVerdict* claim, const Console& console,
               Facts& facts);

}  // namespace reallyopen
