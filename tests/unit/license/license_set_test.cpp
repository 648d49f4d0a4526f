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

TEST_CASE("an error stands at the characters that are wrong") {
  struct Row {
    std::string expression;
    std::size_t at;
    std::size_t length;
  };
  const Row rows[] = {
    { "Apache 2.0", 7, 3 },
    { "MIT OR", 6, 0 },
    { "(MIT", 0, 1 },
    { "MIT AND (ISC))", 13, 1 },
    { "MIT/ISC", 3, 4 },
    { "MIT WITH", 8, 0 },
    { "(MIT) WITH x", 6, 4 },
    { "MIT OR OR ISC", 7, 2 },
    { "MIT And ISC", 4, 3 },
    { "MIT OR NONE", 7, 4 },
    { "LicenseRef-", 0, 11 },
    { "LicenseRef-a+", 12, 1 },
    { "MIT WITH a WITH b", 11, 4 },
    { "DocumentRef-a:MIT", 13, 4 },
  };
  for (const Row& row : rows) {
    CAPTURE(row.expression);
    const LicenseExpression expression = parse_expression(row.expression);
    CHECK_FALSE(expression.error.empty());
    CHECK(expression.steps.empty());
    CHECK(expression.error_span.at == row.at);
    CHECK(expression.error_span.length == row.length);
  }
}

TEST_CASE("an expression keeps its exceptions, `+` and references") {
  const LicenseExpression expression = parse_expression(
    "DocumentRef-d:LicenseRef-x OR GPL-2.0+ WITH AdditionRef-y and MIT");
  REQUIRE(expression.steps.size() == 5);
  CHECK(expression.steps[0].term.id == "DocumentRef-d:LicenseRef-x");
  CHECK(expression.steps[1].term.id == "GPL-2.0");
  CHECK(expression.steps[1].term.or_later);
  CHECK(expression.steps[1].term.exception == "AdditionRef-y");
  CHECK(expression.steps[3].joins == LicenseOperator::all);
  CHECK(expression.steps[4].joins == LicenseOperator::any);
}

TEST_CASE("ids are held against the SPDX list") {
  struct Row {
    std::string expression;
    std::vector<std::string> remarks;
  };
  const auto name_of = [](IdStanding standing) -> std::string {
    switch (standing) {
      case IdStanding::unknown:
        return "unknown";
      case IdStanding::unlisted:
        return "unlisted";
      case IdStanding::deprecated:
        return "deprecated";
      case IdStanding::case_differs:
        break;
    }
    return "case";
  };
  const Row rows[] = {
    { "Apache-2.0 OR LicenseRef-x OR MIT+", {} },
    { "NOASSERTION", {} },
    { "apache-2.0", { "case Apache-2.0" } },
    { "apache2 OR llama3.1",
      { "unlisted Apache-2.0", "unlisted LicenseRef-scancode-llama-3.1-license-2024" } },
    { "bsd", { "unlisted BSD-2-Clause,BSD-3-Clause" } },
    { "GPL-2.0+", { "deprecated GPL-2.0-or-later" } },
    { "GPL-3.0", { "deprecated GPL-3.0-only,GPL-3.0-or-later" } },
    { "Apache-2.O", { "unknown Apache-2.0" } },
    { "Classpath-exception-2.0", { "unknown " } },
    { "MIT WITH MIT", { "unknown " } },
    { "MIT WITH classpath-exception-2.0", { "case Classpath-exception-2.0" } },
    { "house-rules", { "unknown " } },
  };
  for (const Row& row : rows) {
    std::vector<std::string> remarks;
    for (const IdRemark& remark : examine_ids(parse_expression(row.expression))) {
      std::string line = name_of(remark.standing) + " ";
      for (const std::string& id : remark.meant) line += (line.ends_with(' ') ? "" : ",") + id;
      remarks.push_back(line);
    }
    CAPTURE(row.expression);
    CHECK(remarks == row.remarks);
  }
}

TEST_CASE("a policy may count ids in and out, and a reason names the restriction") {
  const std::vector<LicenseSetChange> changes{ { "osi", "LicenseRef-house", true },
                                               { "osi", "MIT", false } };
  CHECK(is_in_set("licenseref-house OR CC-BY-NC-4.0", "osi", changes).in);
  CHECK_FALSE(is_in_set("LicenseRef-house", "osi").in);
  CHECK_FALSE(is_in_set("LicenseRef-house", "open-data", changes).in);
  CHECK(is_in_set("MIT", "osi").in);
  CHECK_FALSE(is_in_set("mit", "osi", changes).in);
  CHECK(is_in_set("CC-BY-NC-4.0", "open-data").because ==
        "`CC-BY-NC-4.0` is not among the open terms for data (non-commercial: no commercial use)");
}

TEST_CASE("nesting costs no call stack") {
  CHECK(expression_error(std::string(4000, '(')) == "a licence id is missing at the end");
  CHECK(expression_error(std::string(1'000'000, '(')) == "it is longer than 4096 characters");
}
