// The noun that the words of openness describe, where the language sets it.
#pragma once

#include "wording/clause.h"

namespace reallyopen {

// A token of the clause, or `nowhere`: "an open source *model*", "un *modèle* open source".
std::size_t find_noun(const Clause& clause);

}  // namespace reallyopen
