// The catalogue as a whole: ids, texts, the generated page, and what the claim files refer to.
#include "rules/catalogue.h"

#include <re2/re2.h>

#include <filesystem>
#include <set>
#include <string>

#include "claims/claim.h"
#include "claims/judge.h"
#include "cli/list.h"
#include "embedded/files.h"
#include "evidence/components/component.h"
#include "license/license_set.h"
#include "manifest/parse.h"
#include "manifest/schema.h"
#include "support/catch.h"
#include "support/golden.h"

using namespace reallyopen;

TEST_CASE("rule ids are unique and kebab-case, and every text is there") {
  std::set<std::string_view> ids;
  for (const Rule* rule : all_rules()) {
    CAPTURE(std::string(rule->id));
    CHECK(ids.insert(rule->id).second);
    CHECK(RE2::FullMatch(std::string(rule->id), "[a-z]+(-[a-z]+)+"));
    CHECK_FALSE(RE2::PartialMatch(std::string(rule->id), "^(no|check|require)-"));
    for (const std::string_view text :
         { rule->title, rule->why, rule->fix, rule->fails, rule->passes })
      CHECK_FALSE(text.empty());
    CHECK(rule->check != nullptr);
    // What could not be examined never fails by its level: it makes the run incomplete.
    if (rule->incomplete) CHECK(rule->level == Level::warning);
  }
}

TEST_CASE("schemas/rules.md is what the rows say, and names the rules that `list rules` names") {
  const std::filesystem::path page = std::filesystem::path(SOURCE_ROOT) / "schemas" / "rules.md";
  check_golden(page, rules_page());
  const std::string text = read_file(page);
  const std::string listed = list("rules");
  std::size_t lines = 0;
  for (const char letter : listed) lines += letter == '\n';
  CHECK(lines == all_rules().size());
  for (const Rule* rule : all_rules()) {
    CHECK(text.find("\n## " + std::string(rule->id) + "\n") != std::string::npos);
    CHECK(listed.find(std::string(rule->id) + " ") != std::string::npos);
  }
}

TEST_CASE("component ids and fields are unique, and every text is there") {
  std::set<std::string_view> ids;
  for (const Component* component : all_components()) {
    CAPTURE(std::string(component->id));
    CHECK(ids.insert(component->id).second);
    for (const std::string_view text :
         { component->title, component->field, component->about, component->step })
      CHECK_FALSE(text.empty());
  }
}

TEST_CASE("claim files have the shape of their schema") {
  const Schema schema = Schema::parse(embedded_file("claim.schema.json"));
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.path.starts_with("claims/")) continue;
    CAPTURE(std::string(file.path));
    const ParseResult parsed = parse_document(file.path, file.text);
    REQUIRE(parsed.document);
    const Validation validation = schema.validate(*parsed.document);
    for (const Problem& problem : validation.problems) UNSCOPED_INFO(problem.message);
    CHECK(validation.problems.empty());
  }
}

TEST_CASE("claims name only components, facts and licence sets that exist") {
  std::vector<ComponentEvidence> all;
  for (const Component* component : all_components()) {
    ComponentEvidence evidence;
    evidence.id = component->id;
    evidence.evidence = Evidence::present;
    for (const FactRow& fact : component->facts)
      evidence.facts.push_back({ std::string(fact.id), true, {}, "" });
    evidence.licenses.push_back({ "MIT", {}, "everything" });
    all.push_back(std::move(evidence));
  }
  const auto claims = shipped_claims();
  CHECK(claims.size() >= 4);
  for (const Claim& claim : claims) {
    CAPTURE(claim.id);
    CHECK("claims/" + claim.id + ".yaml" == [&] {
      for (const EmbeddedFile& file : embedded_files())
        if (file.path == "claims/" + claim.id + ".yaml") return std::string(file.path);
      return std::string();
    }());
    const ClaimVerdict verdict = judge(claim, all);
    CHECK(verdict.verdict == Verdict::holds);
    CHECK(verdict.met == static_cast<int>(claim.requirements.size()));
  }
}
