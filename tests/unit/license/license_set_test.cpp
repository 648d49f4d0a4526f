#include "license/license_set.h"

#include <string>

#include "support/catch.h"

using namespace reallyopen;

TEST_CASE("an expression is in a set if one branch of OR and all of AND are") {
  struct Row {
    std::string expression;
    std::string set;
    bool in;
  };
  const Row rows[] = {
    { "MIT", "osi", true },
    { "mit", "osi", true },
    { "Apache-2.0 OR LicenseRef-Proprietary", "osi", true },
    { "Apache-2.0 AND LicenseRef-Proprietary", "osi", false },
    { "LicenseRef-A OR MIT AND LicenseRef-B", "osi", false },
    { "(LicenseRef-A OR MIT) AND BSD-3-Clause", "osi", true },
    { "GPL-2.0-only WITH Classpath-exception-2.0", "osi", true },
    { "GPL-2.0+", "osi", true },
    { "CC-BY-4.0", "osi", false },
    { "CC-BY-4.0", "open-model", true },
    { "CC-BY-SA-4.0", "open-model", false },
    { "CC-BY-SA-4.0", "open-data", true },
    { "CC-BY-NC-4.0", "open-data", false },
    { "OpenMDW-1.0", "open-model", true },
    { "OpenMDW-1.0", "osi", false },
    { "NONE", "osi", false },
    { "NOASSERTION", "osi", false },
    { "Apache 2.0", "osi", false },
    { "", "osi", false },
  };
  for (const Row& row : rows) {
    CAPTURE(row.expression, row.set);
    CHECK(is_in_set(row.expression, row.set).in == row.in);
    CHECK(is_in_set(row.expression, row.set).because.empty() == row.in);
  }
}

TEST_CASE("what is no SPDX expression is said in a sentence") {
  CHECK(expression_error("MIT OR Apache-2.0").empty());
  CHECK(expression_error("Apache 2.0") == "`AND` or `OR` is missing before `2.0`");
  CHECK(expression_error("MIT OR") == "a licence id is missing at the end");
  CHECK(expression_error("(MIT") == "a `(` is not closed");
  CHECK(expression_error("MIT)") == "a `)` has no `(`");
  CHECK(expression_error("MIT WITH") == "an exception id is missing after `WITH`");
  CHECK(expression_error("MIT OR )") == "a licence id is missing before `)`");
  CHECK(expression_error("M\x1bT") == "`M\\x1bT` is not a licence id");
}

TEST_CASE("nesting costs no call stack") {
  CHECK(expression_error(std::string(4000, '(')) == "a licence id is missing at the end");
  CHECK(expression_error(std::string(1'000'000, '(')) == "it is longer than 4096 characters");
}
