#include "license/license_table.h"

#include <algorithm>
#include <set>
#include <string>

#include "embedded/files.h"
#include "license/expression.h"
#include "license/license_set.h"
#include "license/spelling.h"
#include "manifest/parse.h"
#include "support/catch.h"
#include "text/letters.h"

using namespace reallyopen;

namespace {

std::string openness_of(const std::string& id) {
  const License* license = find_license(id);
  REQUIRE(license);
  std::string letters;
  for (const Openness openness : license->openness) letters += name(openness).front();
  return letters;
}

}  // namespace

TEST_CASE("the table holds the SPDX list 3.28 and licences of models") {
  int listed = 0;
  int exceptions = 0;
  int deprecated = 0;
  int elsewhere = 0;
  std::set<std::string> ids;
  for (const License& license : all_licenses()) {
    CAPTURE(std::string(license.id));
    CHECK(ids.insert(lower(license.id)).second);
    CHECK_FALSE(license.title.empty());
    CHECK_FALSE(license.why.empty());
    CHECK_FALSE(license.source.empty());
    CHECK(license.reference == is_license_ref(license.id));
    for (const std::string_view successor : license.successors) {
      const LicenseExpression expression = parse_expression(successor);
      CHECK(expression.error.empty());
      CHECK(examine_ids(expression).empty());
    }
    if (!license.modifies.empty()) CHECK(find_license(license.modifies));
    elsewhere += license.reference;
    if (license.reference || license.family) continue;
    (license.exception ? exceptions : listed)++;
    deprecated += license.deprecated;
  }
  CHECK(listed == 727);
  CHECK(exceptions == 84);
  CHECK(deprecated == 33);
  CHECK(elsewhere >= 55);
}

TEST_CASE(
  "restrictions are kinds that the manifest knows, and no restricted licence is open for weights") {
  const std::string_view schema = embedded_file("transparency.schema.json");
  for (const License& license : all_licenses()) {
    CAPTURE(std::string(license.id));
    for (const std::string_view kind : license.restrictions)
      CHECK(schema.find("\"" + std::string(kind) + "\"") != std::string_view::npos);
    if (!license.restrictions.empty())
      CHECK(license.for_content(LicensedContent::weights) != Openness::open);
    if (license.for_content(LicensedContent::weights) == Openness::restricted)
      CHECK_FALSE(license.restrictions.empty());
  }
}

TEST_CASE("what may be done depends on what is licensed") {
  // code, weights, data, documentation, outputs
  CHECK(openness_of("MIT") == "ooooo");
  CHECK(openness_of("CC-BY-4.0") == "uooou");
  CHECK(openness_of("CC-BY-SA-4.0") == "uuoou");
  CHECK(openness_of("CC-BY-NC-SA-4.0") == "rrrru");
  CHECK(openness_of("OpenMDW-1.0") == "ooooo");
  CHECK(openness_of("ODbL-1.0") == "uuouu");
  CHECK(openness_of("X11") == "ouuuu");
  CHECK(openness_of("LicenseRef-scancode-llama-3.1-license-2024") == "rrrru");
  CHECK(openness_of("LicenseRef-scancode-llama-2-license-2023") == "rrrrr");
}

TEST_CASE("names in use lead to ids in force") {
  using Ids = std::vector<std::string>;
  CHECK(meant_licenses("The Apache License, Version 2.0") == Ids{ "Apache-2.0" });
  CHECK(meant_licenses("MIT licence") == Ids{ "MIT" });
  CHECK(meant_licenses("GPL v3") == Ids{ "GPL-3.0-only", "GPL-3.0-or-later" });
  CHECK(meant_licenses("gplv3+") == Ids{ "GPL-3.0-or-later" });
  CHECK(meant_licenses("creativeml-openrail-m") ==
        Ids{ "LicenseRef-scancode-stable-diffusion-2022-08-22" });
  CHECK(meant_licenses("odc-by") == Ids{ "ODC-By-1.0" });
  CHECK(meant_licenses("Creative Commons Attribution 4.0 International") == Ids{ "CC-BY-4.0" });
  CHECK(meant_licenses("OLDAP-2.1") == Ids{ "OLDAP-2.1" });
  CHECK(meant_licenses("Apache-2.O") == Ids{ "Apache-2.0" });
  CHECK(meant_licenses("proprietary").empty());
  CHECK(meant_licenses("").empty());
  CHECK(meant_licenses(std::string(1'000'000, 'x')).empty());
}
