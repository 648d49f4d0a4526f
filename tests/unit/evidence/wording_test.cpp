// What a README calls the model, against what holds; with and without a manifest.
#include "evidence/cards/wording.h"

#include <string>

#include "evidence/cards/card.h"
#include "inspection/check.h"
#include "support/catch.h"
#include "support/fixture_repository.h"

using namespace reallyopen;

namespace {

std::vector<Finding> wording(FixtureRepository& repository) {
  repository.commit("wording");
  std::vector<Finding> found;
  const RunVerdict run = check({ .folder = repository.path() });
  for (const Finding& finding : run.models.at(0).findings)
    if (finding.rule.starts_with("wording-")) found.push_back(finding);
  return found;
}

}  // namespace

TEST_CASE("without a manifest the README is held to what it says") {
  FixtureRepository repository;
  repository.write(
    "README.md",
    "---\ntags: [open-source]\n---\n# leafnet\n\nLeafnet is an **open\nsource** model.\n");
  repository.write("README_zh-CN.md", "# 叶网\n\n我们开源了 Leafnet-7B 模型。\n");
  const auto found = wording(repository);
  REQUIRE(found.size() == 3);
  CHECK(found[0].place.line == 2);
  CHECK(found[1].place.line == 6);
  CHECK(found[1].place.column == 17);
  CHECK(found[1].place.line_text == "Leafnet is an **open");
  CHECK(found[1].message == "the model is called open source; there is no manifest that shows it");
  CHECK(found[2].place.path == "README_zh-CN.md");
}

TEST_CASE("a quotation and the title of a link are somebody else's words") {
  FixtureRepository repository;
  repository.write("README.md",
                   "# leafnet\n\n> Rootnet is an open source model.\n\n"
                   "- [Leafnet is an open source model](https://example.org)\n");
  CHECK(wording(repository).empty());
}

TEST_CASE("a link to another repository of the owner says that a sibling is open") {
  const auto statements = [](const std::string& origin, const std::string& sentence) {
    std::vector<Card> cards;
    cards.push_back(
      parse_card("README.md", "# Leafnet\n\nLeafnet reads. Leafnet writes.\n\n" + sentence));
    return find_statements(cards, "Leafnet", origin).size();
  };
  const std::string own = "https://github.com/leaves/leafnet.git";
  for (const char* sentence :
       { "We open-sourced Twig, a larger model: https://github.com/leaves/twig",
         "We open-sourced two larger models for phones. Check: https://github.com/leaves/twig",
         "我们开源了新模型Twig。查看：https://github.com/Leaves/Twig",
         "[Twig open source model](https://github.com/leaves/twig) is larger." }) {
    CAPTURE(sentence);
    CHECK(statements(own, sentence) == 0);
    CHECK(statements("", sentence) == 1);  // nobody says what the repository is
    CHECK(statements("git@github.com:others/leafnet", sentence) == 1);
  }
  for (const char* sentence :
       { "We open-sourced Leafnet, see https://github.com/leaves/leafnet and "
         "https://github.com/leaves/twig",
         "Leafnet is an open source model that follows [Twig](https://github.com/leaves/twig).",
         "It is the second part of [Twig](https://github.com/leaves/twig), we open-sourced the "
         "model.",
         "We open-sourced the model on https://huggingface.co/leaves/leafnet." }) {
    CAPTURE(sentence);
    CHECK(statements(own, sentence) == 1);
  }
}

TEST_CASE("the samples: one README says more than is shown, the other does not") {
  const std::string samples = std::string(SOURCE_ROOT) + "/tests/samples/";
  FixtureRepository weights_only;
  weights_only.add_folder(samples + "weights-only");
  const auto found = wording(weights_only);
  REQUIRE(found.size() == 3);
  for (const Finding& finding : found) {
    CHECK(finding.rule == "wording-exceeds-evidence");
    CHECK(finding.fix.find("call it \"open weights\"") == 0);
  }
  FixtureRepository reproducible;
  reproducible.add_folder(samples + "spam-classifier");
  CHECK(wording(reproducible).empty());
}
