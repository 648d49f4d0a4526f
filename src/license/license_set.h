// Which licences count as open, for which kind of content.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "license/expression.h"

namespace reallyopen {

struct SetMembership {
  bool in = false;
  std::string because;  // when not: what stands in the way, for a person
};

// Licence ids that a policy counts into a set, or out of it; of this set alone, not of others that
// are made from it.
struct LicenseSetChange {
  std::string set;
  std::string id;
  bool adds = false;
};

// Whether an SPDX licence expression grants what the named set asks: an `OR` does if one branch
// does, an `AND` if all do; `WITH` only widens; `+` is ignored. NONE, NOASSERTION and ids that no
// table knows do not; `changes` are what a policy counts in or out. `set` is a key of
// schemas/license-sets.json; throws std::logic_error for any other.
SetMembership is_in_set(std::string_view expression, std::string_view set,
                        std::span<const LicenseSetChange> changes = {});

// The names of all sets.
std::vector<std::string> license_set_names();

// A sentence when `expression` is not of the form of an SPDX expression, otherwise empty.
std::string expression_error(std::string_view expression);

// How an id of an expression stands to the SPDX list, where it is not plainly an id of it.
enum class IdStanding {
  unknown,       // nothing is called so
  unlisted,      // a name in use, but no id: `apache2`, `llama3.1`, `bsd`
  deprecated,    // an id that the list replaced
  case_differs,  // an id, in other letter case
};

struct IdRemark {
  IdStanding standing = IdStanding::unknown;
  std::string written;
  ExpressionSpan span;
  bool exception = false;
  std::vector<std::string>
    meant;  // the ids to write instead; of an unknown one the nearest; may be empty
};

// In the order of the expression.
std::vector<IdRemark> examine_ids(const LicenseExpression& expression);

}  // namespace reallyopen
