// The licences that an expression names, in a form in which every spelling of one is the same.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace reallyopen {

// In lower case, as the table knows them. `GPL-2.0`, `-only` and `-or-later` are one, since texts
// and tools leave that open; a deprecated id or family (`bsd`) is all that it may mean.
using LicenseIds = std::set<std::string>;

LicenseIds ids_of(std::string_view id);
LicenseIds ids_in(std::string_view expression);

// Whether `expression` gives nothing that `ids` do not: an `OR` if one branch is among them, an
// `AND` if all are.
bool is_covered(std::string_view expression, const LicenseIds& ids);

bool share_any(const LicenseIds& a, const LicenseIds& b);

// Whether one of them has no text in the index: any unknown text may be its own.
bool has_unindexed(const LicenseIds& ids);

// Whether SPDX lists none of them.
bool is_unlisted(const LicenseIds& ids);

// Whether one is a `LicenseRef-` that no table knows: a name that its author made.
bool has_own_name(const LicenseIds& ids);

// The expression that package metadata means by `MIT`, `Apache 2.0`, `MIT/Apache-2.0` or
// `https://spdx.org/licenses/MIT.html`; empty where it names nothing that the table knows.
std::string expression_meant(std::string_view written);

}  // namespace reallyopen
