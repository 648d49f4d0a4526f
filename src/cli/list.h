// `reallyopen list`: one line for each rule, claim, component or format.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// `what` is rules, claims, components or formats; throws std::logic_error otherwise.
std::string list(std::string_view what);

}  // namespace reallyopen
