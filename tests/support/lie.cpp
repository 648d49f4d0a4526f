#include "support/lie.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "support/catch.h"
#include "support/rule_fixture.h"

namespace reallyopen {

void check_lies(std::span<const Lie> lies) {
  std::set<std::string> rules;
  std::set<std::string> names;
  for (const Lie& lie : lies) {
    rules.insert(lie.rule);
    CHECK(names.insert(lie.name).second);
  }
  for (const Lie& lie : lies) {
    CAPTURE(lie.name);
    const ModelVerdict caught = RuleFixture(std::string_view(lie.lie)).check();
    std::string seen;
    for (const Finding& finding : caught.findings)
      seen += fmt::format("{} {}:{} {}\n", finding.rule, finding.place.path, finding.place.line,
                          finding.message);
    CAPTURE(seen);
    CHECK(std::ranges::any_of(caught.findings, [&](const Finding& finding) {
      return finding.rule == lie.rule &&
             fmt::format("{}:{}", finding.place.path, finding.place.line) == lie.place;
    }));
    const ModelVerdict honest = RuleFixture(std::string_view(lie.honest)).check();
    for (const Finding& finding : honest.findings) {
      CAPTURE(finding.rule, finding.place.path, finding.place.line, finding.message);
      CHECK_FALSE(rules.contains(finding.rule));
    }
  }
}

}  // namespace reallyopen
