// One licence where a format has room for one only.
#pragma once

#include <string>
#include <vector>

#include "convert/release.h"

namespace reallyopen {

// Of an SPDX expression the id that decides whether it is in `set`: one that is where the
// expression is, one that is not where it is not. In the spelling of the set. An expression that is
// none comes back as it is.
std::string deciding_license(std::string_view expression, std::string_view set);

// The licence of a component that has several parts: the most restrictive, seen from `set`. Empty
// where a part states none.
std::string component_license(const ComponentEvidence& component, std::string_view set);

// True for nothing, `NONE` and `NOASSERTION`.
bool states_no_license(std::string_view expression);

// True for `A OR B` and the like.
bool has_several_licenses(std::string_view expression);

// The ids of an expression that is a plain choice: `A`, `A OR B`. Empty for any other.
std::vector<std::string> license_choices(std::string_view expression);

}  // namespace reallyopen
