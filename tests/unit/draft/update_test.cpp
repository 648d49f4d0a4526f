#include "draft/update.h"

#include <string>
#include <vector>

#include "manifest/parse.h"
#include "support/catch.h"

using namespace reallyopen;

namespace {

Facts facts_with(std::vector<std::string> training, std::vector<std::string> weights = {}) {
  Facts facts;
  facts.survey.training = std::move(training);
  facts.survey.weights = std::move(weights);
  return facts;
}

Update updated(const std::string& text, const Facts& facts) {
  const ParseResult parsed = parse_document("TRANSPARENCY.yaml", text);
  REQUIRE(parsed.document);
  Update update = update_manifest(*parsed.document, facts, {});
  const ParseResult again = parse_document("TRANSPARENCY.yaml", update.text);
  REQUIRE(again.document);
  // What was added is named now: a second update adds nothing.
  const Update second = update_manifest(*again.document, facts, {});
  CHECK(second.added.empty());
  CHECK(second.text == update.text);
  return update;
}

}  // namespace

TEST_CASE("a new script joins the list that is there, and nothing else changes") {
  struct Row {
    std::string before;
    std::string after;
  };
  for (const Row& row : {
         Row{ "training:\n  scripts: train.py  # mine\n",
              "training:\n  scripts: [train.py, new.py]  # mine\n" },
         { "training:\n  scripts: [train.py]\n", "training:\n  scripts: [train.py, new.py]\n" },
         { "training:\n  scripts:\n    - train.py  # first\n  seeds: [1]\n",
           "training:\n  scripts:\n    - train.py  # first\n    - new.py\n  seeds: [1]\n" },
         { "training:\n  scripts:\n  - path: train.py\n    license: MIT\n",
           "training:\n  scripts:\n  - path: train.py\n    license: MIT\n  - path: new.py\n" },
         { "training:\n  # how it is started\n  command: python train.py\n",
           "training:\n  scripts: new.py\n  # how it is started\n  command: python train.py\n" },
         { "training: {scripts: \"train.py\"}\n", "training: {scripts: [\"train.py\", new.py]}\n" },
       }) {
    CAPTURE(row.before);
    CHECK(updated(row.before, facts_with({ "new.py" })).text == row.after);
  }
}

TEST_CASE("what a path, folder or glob names is not added again") {
  const std::string text = "training:\n  scripts: [src/, \"*.sh\", main.py]\n";
  const Update update = updated(text, facts_with({ "src/a/train.py", "run.sh", "main.py" }));
  CHECK(update.text == text);
  CHECK(update.added.empty());
  CHECK(update.asked.empty());
}

TEST_CASE("two new shards and a new script go each to their list") {
  const std::string text =
    "model:\n  weights:\n    files:\n      - path: a.safetensors\n        sha256: \"00\"\n"
    "training:\n  scripts: train.py\n";
  const Update update = updated(
    text,
    facts_with({ "train.py", "more.py" }, { "a.safetensors", "b.safetensors", "c.safetensors" }));
  CHECK(update.text ==
        "model:\n  weights:\n    files:\n      - path: a.safetensors\n        sha256: \"00\"\n"
        "      - path: b.safetensors\n      - path: c.safetensors\n"
        "training:\n  scripts: [train.py, more.py]\n");
  CHECK(update.added.size() == 3);
}

TEST_CASE("several new scripts beside a single one make one list") {
  CHECK(updated("training:\n  scripts: a.py\n", facts_with({ "a.py", "b.py", "c d.py" })).text ==
        "training:\n  scripts: [a.py, b.py, c d.py]\n");
}

TEST_CASE("what is said to be undisclosed only a person takes back") {
  const std::string text = "training:\n  status: withheld\n  reason: Not released.\n";
  const Update update = updated(text, facts_with({ "train.py" }));
  CHECK(update.text == text);
  CHECK(update.asked == std::vector<std::string>{ "`training.scripts`: `train.py`" });
}
