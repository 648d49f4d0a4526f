// The names of licences in a text that gives none.
#include "license/mention.h"

#include "license/license_table.h"
#include "support/catch.h"

using namespace reallyopen;

TEST_CASE("a look at the first word loses no licence") {
  for (const License& license : all_licenses()) {
    CAPTURE(std::string(license.id));
    CHECK(may_call_license(license.id.substr(0, license.id.find_first_of("-. "))));
    for (const std::string_view spelling : license.spellings) {
      CAPTURE(std::string(spelling));
      CHECK(may_call_license(spelling.substr(0, spelling.find_first_of("-. "))));
    }
  }
  CHECK(may_call_license("The"));  // a filling word tells nothing
  CHECK(may_call_license("GPLv"));
  CHECK_FALSE(may_call_license("xyzzy"));
}
