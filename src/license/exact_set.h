// Licence sets for tools that compare ids letter by letter.
#pragma once

#include <string_view>

namespace reallyopen {

// The id as the set's own list spells it, whatever its letter case here; empty where the list does
// not have it. What the set includes or takes from the table is not looked at. Throws
// std::logic_error for an unknown set.
std::string_view listed_spelling(std::string_view set, std::string_view id);

}  // namespace reallyopen
