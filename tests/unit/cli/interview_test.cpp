// `reallyopen init --interactive`: answers of a person become a valid manifest.
#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "cli/run.h"
#include "inspection/check.h"
#include "manifest/parse.h"
#include "support/call.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/golden.h"

using namespace reallyopen;

namespace {

// With a person at both ends, who types this; what a terminal shows, with the typed lines ended.
Outcome talked(const std::vector<std::string>& arguments, const std::string& typed) {
  std::istringstream in(typed);
  std::ostringstream out;
  std::ostringstream err;
  const int code = run(arguments, out, err, { .width = 160, .input = &in });
  std::string shown = out.str();
  const std::string prompt = "   > ";
  for (std::size_t at = 0; (at = shown.find(prompt, at)) != std::string::npos;)
    shown.replace(at, prompt.size(), "\n");
  return { code, shown, err.str() };
}

std::vector<std::string> interview_in(const FixtureRepository& repository) {
  return { "init", repository.path(), "--force", "--interactive", "--claim", "open-weights" };
}

// Answers by what is asked, in whatever order; an empty line to everything else.
std::string answers_to(const FixtureRepository& repository,
                       const std::vector<std::pair<std::string, std::string>>& answers) {
  std::string typed;
  while (true) {
    const std::string shown = talked(interview_in(repository), typed).out;
    const auto lines = std::count(typed.begin(), typed.end(), '\n');
    const std::size_t at = shown.find("\n" + std::to_string(lines + 1) + ". ");
    if (at == std::string::npos) return typed;
    const std::string asked = shown.substr(at + 1, shown.find('\n', at + 1) - at - 1);
    std::string answer;
    for (const auto& [words, reply] : answers)
      if (asked.find(words) != std::string::npos) answer = reply;
    typed += answer + "\n";
  }
}

void write_little(FixtureRepository& repository) {
  repository.write("README.md", "# Leafnet\n")
    .write("LICENSE", "Copyright (c) 2024 Leaf Lab\n")
    .write("run.py", "print(1)\n")
    .write("fit.py", "print(1)\n")
    .write("packages.lst", "torch\n")
    .write("values.yaml", "depth: 2\n")
    .commit("model");
}

// "" where there is nothing.
std::string text_at(const Node& root, std::initializer_list<std::string_view> keys) {
  const Node* node = root.find(keys);
  return node ? node->text : "";
}

Document manifest_of(const FixtureRepository& repository) {
  ParseResult parsed = parse_document("TRANSPARENCY.yaml",
                                      read_file(repository.path("TRANSPARENCY.yaml")));
  REQUIRE(parsed.document);
  return std::move(*parsed.document);
}

}  // namespace

TEST_CASE("an interview needs a person") {
  FixtureRepository repository;
  write_little(repository);
  std::ostringstream out;
  std::ostringstream err;
  CHECK(run({ "init", repository.path(), "--interactive" }, out, err) == 2);
  CHECK(err.str().find("have to be a terminal") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(repository.path("TRANSPARENCY.yaml")));
}

TEST_CASE("answers reach the claim that was asked for") {
  FixtureRepository repository;
  write_little(repository);
  const std::string typed = answers_to(
    repository, { { "licence of the weights", "mit" },
                  { "address of the weights", "https://example.org/leaf:net#1" },
                  { "architecture", "a \"deep\" one: # 24 layers" },
                  { "runs the model", "run.py" },
                  { "version", "1.0" },
                  { "memory", "80" },
                  { "dataset", "Leaves of 2024, \u00dcber alles" },
                  { "who can get", "withheld" },
                  { "why this data", "Messages: of customers" } });
  const Outcome interview = talked(interview_in(repository), typed);
  CHECK(interview.code == 0);
  // What the claim needs comes first.
  const std::size_t last_needed = interview.out.rfind("[open-weights]");
  REQUIRE(last_needed != std::string::npos);
  CHECK(interview.out.find("address of the weights [open-weights]") != std::string::npos);
  CHECK(interview.out.find("script that trains") > last_needed);

  const Document manifest = manifest_of(repository);
  const Node& root = manifest.root;
  CHECK(text_at(root, { "claim" }) == "open-weights");
  CHECK(text_at(root, { "model", "architecture", "type" }) == "a \"deep\" one: # 24 layers");
  REQUIRE(root.find({ "model", "version" }));
  CHECK(root.find({ "model", "version" })->is_string());
  CHECK(text_at(root, { "license", "weights" }) == "MIT");
  const Node* memory = root.find({ "hardware", "accelerator", "memory_gb" });
  REQUIRE(memory);
  CHECK(memory->is_number());
  REQUIRE(root.find({ "data", "sources" }));
  const Node& data = root.find({ "data", "sources" })->items.at(0);
  REQUIRE(data.get("reason"));
  CHECK(data.get("name")->text == "Leaves of 2024, \u00dcber alles");
  CHECK(data.get("reason")->text == "Messages: of customers");
  CHECK(text_at(root, { "training", "status" }) == "unknown");

  repository.write("TRANSPARENCY.yaml", manifest.text).stage();
  const RunVerdict verdict = check({ .folder = repository.path() });
  for (const Finding& finding : verdict.models.at(0).findings) {
    CAPTURE(finding.rule, finding.message);
    CHECK(finding.level != Level::error);
  }
  for (const ClaimVerdict& claim : verdict.models.at(0).claims)
    if (claim.id == "open-weights") CHECK(claim.verdict == Verdict::holds);
}

TEST_CASE("what was answered before the input ends is written") {
  FixtureRepository repository;
  write_little(repository);
  const std::string typed = answers_to(repository, { { "weights", "MIT" } });
  const Outcome interview = talked(interview_in(repository),
                                   typed.substr(0, typed.find("MIT") + 3));
  CHECK(interview.code == 0);
  const Document manifest = manifest_of(repository);
  CHECK(text_at(manifest.root, { "license", "weights" }) == "MIT");
  CHECK(text_at(manifest.root, { "data", "status" }) == "unknown");
}

TEST_CASE("what is no answer is asked again, and half an answer is no statement") {
  FixtureRepository repository;
  write_little(repository);
  struct Row {
    std::string asks;
    std::string wrong;
    std::string says;
  };
  for (const Row& row : {
         Row{ "licence of the weights", "my own licence", "no licence of that name" },
         { "address of the weights", "ftp:x", "begins with https://" },
         { "address of the weights", "https://a b", "begins with https://" },
         { "runs the model", "../secret", "tracks no file" },
         { "runs the model", "absent.py", "tracks no file" },
         { "how many accelerators", "eight", "a whole number" },
         { "how many accelerators", "0", "a whole number" },
         { "name of the model", "a\x1b[31mb", "printable" },
         { "developed", std::string(301, 'x'), "300" },
         { "architecture", "\xff", "printable" },
       }) {
    CAPTURE(row.asks, row.wrong);
    FixtureRepository bare;
    bare.write("run.py", "print(1)\n").commit("model");
    const std::string typed = answers_to(bare, {});
    std::string shown = talked(interview_in(bare), typed).out;
    const std::size_t at = shown.find(row.asks);
    REQUIRE(at != std::string::npos);
    const std::size_t begin = shown.rfind('\n', at) + 1;
    const int number = std::stoi(shown.substr(begin));
    const std::string empty(static_cast<std::size_t>(number - 1), '\n');
    const Outcome again = talked(interview_in(bare), empty + row.wrong + "\n");
    CHECK(again.out.find(row.says) != std::string::npos);
    CHECK(again.out.find('\x1b') == std::string::npos);
    CHECK(read_file(bare.path("TRANSPARENCY.yaml")) ==
          talked({ "init", bare.path(), "--stdout" }, "").out);
  }

  const std::string typed = answers_to(
    repository, { { "dataset", "Leaves" }, { "who can get", "obtainable" } });
  talked(interview_in(repository), typed);
  const Document manifest = manifest_of(repository);
  CHECK(text_at(manifest.root, { "data", "status" }) == "unknown");
  CHECK(manifest.text.find("{name: Leaves, access: obtainable}") != std::string::npos);
}

TEST_CASE("a claim that is not known is none to ask for") {
  FixtureRepository repository;
  write_little(repository);
  const Outcome wrong = talked({ "init", repository.path(), "--interactive", "--claim", "opne" },
                               "");
  CHECK(wrong.code == 2);
  CHECK(wrong.err.find("no claim `opne`") != std::string::npos);
  CHECK(talked({ "init", repository.path(), "--claim", "open-weights" }, "").code == 2);
}
