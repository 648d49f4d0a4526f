#include "claims/judge.h"

#include <string>
#include <vector>

#include "support/catch.h"

using namespace reallyopen;

namespace {

ComponentEvidence component(std::string id, Evidence evidence) {
  ComponentEvidence result;
  result.id = std::move(id);
  result.evidence = evidence;
  result.section = { .path = "TRANSPARENCY.yaml", .line = 7 };
  return result;
}

Claim claim_of(std::vector<Requirement> requirements) {
  return { .id = "test", .requirements = std::move(requirements) };
}

Requirement needs(std::string id, Evidence least) {
  Requirement requirement;
  requirement.component = std::move(id);
  requirement.at_least = least;
  return requirement;
}

}  // namespace

TEST_CASE("evidence is compared on the scale, and what stands outside it satisfies nothing") {
  struct Row {
    Evidence has;
    Evidence least;
    Verdict verdict;
  };
  const Row rows[] = {
    { Evidence::present, Evidence::pinned, Verdict::holds },
    { Evidence::pinned, Evidence::pinned, Verdict::holds },
    { Evidence::linked, Evidence::pinned, Verdict::fails },
    { Evidence::withheld, Evidence::described, Verdict::fails },
    { Evidence::absent, Evidence::described, Verdict::fails },
    { Evidence::broken, Evidence::described, Verdict::fails },
    { Evidence::not_applicable, Evidence::described, Verdict::fails },
    { Evidence::unknown, Evidence::described, Verdict::incomplete },
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(name(row.has)), std::string(name(row.least)));
    const std::vector components{ component("c", row.has) };
    const ClaimVerdict verdict = judge(claim_of({ needs("c", row.least) }), components);
    CHECK(verdict.verdict == row.verdict);
    CHECK(verdict.met == (row.verdict == Verdict::holds ? 1 : 0));
    CHECK(verdict.of == 1);
    CHECK(verdict.unmet.size() == (row.verdict == Verdict::holds ? 0u : 1u));
  }
}

TEST_CASE("not-applicable satisfies a requirement that accepts it") {
  Requirement requirement = needs("c", Evidence::pinned);
  requirement.accepts_not_applicable = true;
  const std::vector components{ component("c", Evidence::not_applicable) };
  CHECK(judge(claim_of({ requirement }), components).verdict == Verdict::holds);
}

TEST_CASE("one failing requirement outweighs an incomplete one") {
  const std::vector components{ component("a", Evidence::unknown),
                                component("b", Evidence::absent) };
  const Claim claim = claim_of({ needs("a", Evidence::linked), needs("b", Evidence::linked) });
  CHECK(judge(claim, components).verdict == Verdict::fails);
}

TEST_CASE("a condition that is not met takes the requirement away, an unreadable one does not") {
  Requirement requirement = needs("code", Evidence::pinned);
  requirement.when = Condition{ "results", Evidence::described };
  struct Row {
    Evidence results;
    int of;
  };
  for (const Row& row :
       { Row{ Evidence::absent, 0 }, Row{ Evidence::withheld, 0 }, Row{ Evidence::described, 1 },
         Row{ Evidence::unknown, 1 }, Row{ Evidence::broken, 1 } }) {
    CAPTURE(std::string(name(row.results)));
    const std::vector components{ component("code", Evidence::absent),
                                  component("results", row.results) };
    CHECK(judge(claim_of({ requirement }), components).of == row.of);
  }
}

TEST_CASE("facts that do not hold are named, at the place of the first") {
  Requirement requirement = needs("hardware", Evidence::described);
  requirement.facts = { "accelerator", "memory" };
  ComponentEvidence hardware = component("hardware", Evidence::described);
  hardware.facts = { { "accelerator", true, {}, "" },
                     { "memory", false, { .path = "TRANSPARENCY.yaml", .line = 9 }, "no memory" } };
  const ClaimVerdict verdict = judge(claim_of({ requirement }), std::vector{ hardware });
  REQUIRE(verdict.unmet.size() == 1);
  CHECK(verdict.unmet[0].needs == "described: memory");
  CHECK(verdict.unmet[0].lacking == "no memory");
  CHECK(verdict.unmet[0].place.line == 9);
}

TEST_CASE("every stated licence has to be in the set") {
  Requirement requirement = needs("weights-license", Evidence::described);
  requirement.license = "open-model";
  ComponentEvidence weights = component("weights-license", Evidence::described);
  weights.licenses = { { "MIT", {}, "the weights" }, { "LicenseRef-Base", {}, "base model `b`" } };
  const ClaimVerdict verdict = judge(claim_of({ requirement }), std::vector{ weights });
  REQUIRE(verdict.unmet.size() == 1);
  CHECK(verdict.unmet[0].needs == "a licence in `open-model`");
  CHECK(verdict.unmet[0].lacking ==
        "base model `b`: `LicenseRef-Base` is not among the open terms for weights");
}

TEST_CASE("compositions: all of all_of, one of any_of") {
  const std::vector components{ component("a", Evidence::present),
                                component("b", Evidence::absent) };
  Requirement any;
  any.any_of = { needs("a", Evidence::linked), needs("b", Evidence::linked) };
  CHECK(judge(claim_of({ any }), components).verdict == Verdict::holds);
  Requirement all;
  all.all_of = any.any_of;
  const ClaimVerdict verdict = judge(claim_of({ all }), components);
  CHECK(verdict.verdict == Verdict::fails);
  REQUIRE(verdict.unmet.size() == 1);
  CHECK(verdict.unmet[0].component == "b");
}

TEST_CASE("a claim that names an unknown component is our bug") {
  CHECK_THROWS_AS(judge(claim_of({ needs("x", Evidence::linked) }), {}), std::logic_error);
}
