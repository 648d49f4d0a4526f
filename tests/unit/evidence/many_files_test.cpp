// Of many files only some are looked into; where these do not decide, nothing is known.
#include <string>

#include "evidence/components/component.h"
#include "support/catch.h"
#include "support/rule_fixture.h"

using namespace reallyopen;

namespace {

Evidence scripts_of(const std::string& scripts, int empty, bool last_has_substance) {
  std::string example = "training: {scripts: " + scripts + "}\n";
  for (int i = 0; i < empty; ++i)
    example += "==> src/a" + std::to_string(100 + i) + ".py <==\n# nothing\n";
  if (last_has_substance) example += "==> src/b.py <==\nimport model\n\nmodel.train()\n";
  for (const ComponentEvidence& component :
       RuleFixture(std::string_view(example)).check().components)
    if (component.id == "training-scripts") return component.evidence;
  return Evidence::absent;
}

}  // namespace

TEST_CASE("more files without substance than are looked into are neither shown nor broken") {
  for (const std::string scripts : { "\"src/*.py\"", "src/" }) {
    CAPTURE(scripts);
    CHECK(scripts_of(scripts, 49, true) == Evidence::present);
    CHECK(scripts_of(scripts, 50, false) == Evidence::broken);
    CHECK(scripts_of(scripts, 51, false) == Evidence::unknown);
    CHECK(scripts_of(scripts, 51, true) == Evidence::unknown);
  }
}
