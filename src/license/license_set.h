// Which licences count as open, for which kind of content.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

struct SetMembership {
  bool in = false;
  std::string because;  // when not: what stands in the way, for a person
};

// Whether an SPDX licence expression grants what the named set asks: an `OR` does if one branch
// does, an `AND` if all do; `WITH` only widens; `+` is ignored. NONE, NOASSERTION and ids that no
// table knows do not. `set` is a key of schemas/license-sets.json; throws std::logic_error for any
// other.
SetMembership is_in_set(std::string_view expression, std::string_view set);

// The names of all sets.
std::vector<std::string> license_set_names();

// A sentence when `expression` is not of the form of an SPDX expression, otherwise empty.
std::string expression_error(std::string_view expression);

}  // namespace reallyopen
