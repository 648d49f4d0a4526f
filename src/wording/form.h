// How the words of openness stand in a clause, and what they are said of.
#pragma once

#include "wording/clause.h"
#include "wording/reading.h"

namespace reallyopen {

// Sets form and head; where the head is a name, also whose it is.
void find_form(const Clause& clause, Reading& reading);

}  // namespace reallyopen
