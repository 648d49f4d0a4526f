// Whether a clause says that something is open, and for whom.
#pragma once

#include "wording/clause.h"
#include "wording/reading.h"

namespace reallyopen {

// Sets denied and later.
void find_modality(const Clause& clause, Reading& reading);

// Sets limited: open for some uses only.
void find_limits(const Clause& clause, Reading& reading);

}  // namespace reallyopen
