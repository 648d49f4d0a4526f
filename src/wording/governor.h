// The word that says whose a noun is, from farther away: the verb, or what it is compared with.
#pragma once

#include "wording/clause.h"
#include "wording/reading.h"

namespace reallyopen {

void set_owner(Reading& reading, Owner owner, std::size_t place);

// Looks to the left from the token `i`; sets the owner and returns true where a word tells.
// `determined`: the noun has an article; `closed`: a link stands between, which ends a phrase.
bool govern(const Clause& clause, Reading& reading, std::size_t i, bool determined, bool closed);

// Where the verb stands last, it tells. `named`: nothing else says that the noun is of many.
void govern_from_behind(const Clause& clause, Reading& reading, std::size_t head, bool named);

// "integrates Twig's ...": whether what belongs to the name before `i` is taken from somebody.
bool is_taken(const Clause& clause, std::size_t i);

}  // namespace reallyopen
