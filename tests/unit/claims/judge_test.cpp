#include "claims/judge.h"

#include <algorithm>
#include <cmath>
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
  CHECK(verdict.unmet[0].step == "release under a licence in `open-model`");

  weights.licenses = { { "NOASSERTION", {}, "the weights" } };
  const ClaimVerdict open = judge(claim_of({ requirement }), std::vector{ weights });
  REQUIRE(open.unmet.size() == 1);
  CHECK(open.unmet[0].step == "say which licence it is: one in `open-model`");
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

TEST_CASE("a licence that is asked for has to be stated") {
  Requirement requirement = needs("c", Evidence::linked);
  requirement.license = "osi";
  ComponentEvidence silent = component("c", Evidence::present);
  ComponentEvidence stated = silent;
  stated.licenses = { { "MIT", {}, "the code" } };
  CHECK(judge(claim_of({ requirement }), std::vector{ silent }).verdict == Verdict::fails);
  CHECK(judge(claim_of({ requirement }), std::vector{ stated }).verdict == Verdict::holds);
}

TEST_CASE("a choice that is met by what is asked for anyway counts once") {
  Requirement choice;
  choice.any_of = { needs("report", Evidence::linked), needs("paper", Evidence::linked) };
  const Claim claim = claim_of({ choice, needs("paper", Evidence::linked) });
  struct Row {
    Evidence report;
    Evidence paper;
    int met;
    int of;
  };
  for (const Row& row : { Row{ Evidence::linked, Evidence::linked, 2, 2 },
                          Row{ Evidence::linked, Evidence::absent, 1, 2 },
                          Row{ Evidence::absent, Evidence::linked, 1, 1 },
                          Row{ Evidence::absent, Evidence::absent, 0, 2 } }) {
    const ClaimVerdict verdict = judge(
      claim, std::vector{ component("report", row.report), component("paper", row.paper) });
    CHECK(verdict.met == row.met);
    CHECK(verdict.of == row.of);
  }
}

TEST_CASE("a claim asks what the one it builds on asks, and has no progress before that holds") {
  std::vector<Claim> claims{ claim_of(
                               { needs("b", Evidence::linked), needs("c", Evidence::linked) }),
                             claim_of({ needs("a", Evidence::linked) }) };
  claims[0].id = "upper";
  claims[0].builds_on = "lower";
  claims[1].id = "lower";
  inherit_requirements(claims);
  // By id: the lower one first.
  REQUIRE(claims[1].requirements.size() == 3);
  CHECK(claims[1].requirements[0].component == "a");
  CHECK(claims[1].inherited == 1);
  struct Row {
    Evidence a;
    Evidence b;
    Evidence c;
    int met;
    double progress;
  };
  constexpr Evidence linked = Evidence::linked;
  constexpr Evidence absent = Evidence::absent;
  for (const Row& row :
       { Row{ absent, linked, linked, 2, 0 }, Row{ linked, absent, absent, 1, 100.0 / 3 },
         Row{ linked, linked, absent, 2, 200.0 / 3 }, Row{ linked, linked, linked, 3, 100 } }) {
    const ClaimVerdict verdict = judge(
      claims[1],
      std::vector{ component("a", row.a), component("b", row.b), component("c", row.c) });
    CHECK(verdict.met == row.met);
    CHECK(verdict.of == 3);
    CHECK(std::abs(verdict.progress - row.progress) < 1e-9);
  }

  std::vector<Claim> lost{ claim_of({}) };
  lost[0].builds_on = "nothing";
  CHECK_THROWS(inherit_requirements(lost));
  Claim alone = claim_of({ needs("a", Evidence::linked) });
  alone.builds_on = "nothing";
  CHECK_FALSE(inherit_requirements(alone, claims));
  CHECK_THROWS(judge(alone, std::vector{ component("a", Evidence::linked) }));
  claims[0].builds_on = "upper";
  CHECK_THROWS(inherit_requirements(claims));
}

TEST_CASE("an organisation's claim builds on one of ours") {
  const std::string rest =
    "title: t\nsummary: s\nsource: o\nrequires: [{component: community, at_least: linked, why: "
    "w}]\n";
  const Claim own = parse_claim("ours.yaml", "id: ours\nbuilds_on: open-weights\n" + rest);
  const auto& shipped = shipped_claims();
  const auto base = std::ranges::find(shipped, "open-weights", &Claim::id);
  REQUIRE(base != shipped.end());
  CHECK(own.inherited == base->requirements.size());
  CHECK(own.requirements.size() == base->requirements.size() + 1);
  CHECK(parse_claim("ours.yaml", "id: ours\n" + rest).requirements.size() == 1);
  CHECK_THROWS(parse_claim("ours.yaml", "id: ours\nbuilds_on: nothing\n" + rest));
}
