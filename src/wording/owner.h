// Whose it is that is called open.
#pragma once

#include "wording/clause.h"
#include "wording/reading.h"

namespace reallyopen {

// For a noun that the words of openness describe: sets owner, and subject.
void find_owner(const Clause& clause, Reading& reading);

// "Leafnet: an open source system", "Leafnet, an open source system"
bool is_introduced(const Clause& clause);

}  // namespace reallyopen
