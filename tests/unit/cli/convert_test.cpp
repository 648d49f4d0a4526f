// Conversions as their users call them, from and to real files.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/call.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/golden.h"
#include "support/temporary_folder.h"

using namespace reallyopen;

namespace {

void write_text(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

// Everything that class I asks for; each line can be taken out or replaced.
const std::vector<std::string> full_manifest{
  "schema_version: 1",
  "claim: mof-class-1",
  "model:",
  "  name: leafnet",
  "  version: \"1.0\"",
  "  developer: Leaf Lab",
  "  architecture: {code: model.py}",
  "  weights: {files: model.bin}",
  "  inference: {code: predict.py}",
  "data: {sources: [{name: leaves, access: open, url: \"https://leaves.org/leaves\"}]}",
  "preprocessing: {steps: [{name: clean, scripts: clean.py}]}",
  "training:",
  "  scripts: train.py",
  "  checkpoints: step1.bin",
  "hyperparameters: {optimizer: adam}",
  "hardware: {accelerator: none, cpu: any}",
  "evaluation:",
  "  results: [{benchmark: leaves, value: 0.9}]",
  "  code: evaluate.py",
  "  data: test.csv",
  "documentation:",
  "  model_card: CARD.md",
  "  data_cards: DATA.md",
  "  technical_report: REPORT.md",
  "  paper: PAPER.md",
  "license: {code: Apache-2.0, weights: MIT, data: CC-BY-4.0, documentation: CC-BY-4.0}",
  "restrictions: []",
};

std::string with(const std::string& line, const std::string& replacement) {
  std::string text;
  bool found = false;
  for (const std::string& each : full_manifest) {
    const bool here = each.find(line) != std::string::npos;
    found |= here;
    if (!here)
      text += each + "\n";
    else if (!replacement.empty())
      text += replacement + "\n";
  }
  REQUIRE(found);
  return text;
}

void fill_declared_files(FixtureRepository& repository) {
  for (const char* file : { "model.py", "predict.py", "clean.py", "train.py", "evaluate.py" })
    repository.write(file, "print(1)\n");
  for (const char* file : { "model.bin", "test.csv" }) repository.write(file, "1,2,3\n");
  repository.write("step1.bin", "4,5,6\n");
  for (const char* file : { "CARD.md", "DATA.md", "REPORT.md", "PAPER.md" })
    repository.write(file, "# Leaves\n\nA text about leaves, with something to say.\n");
}

// The highest class that `check` finds, from its report.
std::pair<int, std::vector<double>> checked(const std::string& folder) {
  int highest = 0;
  std::vector<double> progress(3);
  const auto report = nlohmann::json::parse(call({ "check", folder, "--format", "json" }).out);
  for (const auto& claim : report["models"][0]["claims"]) {
    const std::string id = claim["id"];
    if (!id.starts_with("mof-class-")) continue;
    const int number = id.back() - '0';
    progress[static_cast<std::size_t>(3 - number)] = claim["progress"];
    if (claim["verdict"] == "holds" && (highest == 0 || number < highest)) highest = number;
  }
  return { highest, progress };
}

std::string tsv(int highest, const std::vector<double>& progress) {
  std::string text = std::to_string(highest);
  char buffer[32];
  for (const double percent : progress) {
    std::snprintf(buffer, sizeof buffer, "\t%.4f", percent);
    text += buffer;
  }
  return text;
}

}  // namespace

TEST_CASE("a manifest converted to a record gets the class and progress that check finds") {
  struct Row {
    std::string name;
    std::string manifest;
    int expected;
  };
  const std::string license = "license:";
  const Row rows[] = {
    { "everything", with("restrictions", "restrictions: []"), 1 },
    { "no architecture", with("architecture", "  architecture: {type: leafy}"), 0 },
    { "no weights", with("weights: {files", ""), 0 },
    { "no inference code", with("inference", ""), 3 },
    { "data withheld", with("data: {sources", "data: {status: withheld, reason: No.}"), 2 },
    { "data obtainable",
      with("data: {sources",
           "data: {sources: [{name: l, access: obtainable, obtain: Ask data@leaf.org}]}"),
      2 },
    { "no preprocessing",
      with("preprocessing", "preprocessing: {status: not-applicable, reason: None.}"), 2 },
    { "training withheld", with("scripts: train", "  status: withheld\n  reason: No."), 3 },
    { "no checkpoints", with("checkpoints", ""), 2 },
    { "no results", with("results", ""), 0 },
    { "no evaluation code", with("code: evaluate", ""), 3 },
    { "no evaluation data", with("data: test", ""), 3 },
    { "no model card", with("model_card", ""), 0 },
    { "no data card", with("data_cards", ""), 0 },
    { "a paper in place of the report", with("technical_report", ""), 1 },
    { "a report without a paper", with("paper", ""), 2 },
    { "a card that is not there", with("model_card", "  model_card: NOWHERE.md"), 0 },
    { "an empty script", with("scripts: train", "  scripts: empty.py"), 3 },
    { "one licence", with(license, "license: Apache-2.0"), 1 },
    { "a licence in lower case", with(license, "license: apache-2.0"), 1 },
    { "a choice of licences", with(license, "license: Apache-2.0 OR LicenseRef-mine"), 1 },
    { "licences that all apply", with(license, "license: Apache-2.0 AND LicenseRef-mine"), 0 },
    { "closed weights",
      with(license,
           "license: {code: MIT, weights: LicenseRef-mine, data: MIT, documentation: MIT}"),
      0 },
    { "no licence of documents", with(license, "license: {code: MIT, weights: MIT, data: MIT}"),
      0 },
    { "no licence of data", with(license, "license: {code: MIT, weights: MIT, documentation: MIT}"),
      3 },
    { "closed code",
      with(license, "license: {code: BUSL-1.1, weights: MIT, data: MIT, documentation: MIT}"), 0 },
    { "a paper under other terms",
      with("paper", "  paper: {path: PAPER.md, license: CC-BY-NC-4.0}"), 2 },
    { "documents under other terms",
      with("model_card", "  model_card: CARD.md\n  license: LicenseRef-mine"), 0 },
    { "data under other terms",
      with("data: {sources",
           "data: {sources: [{name: l, access: open, url: \"https://e.org\", license: "
           "CC-BY-NC-4.0}]}"),
      2 },
    { "a closed base model",
      with("developer",
           "  developer: Leaf Lab\n  base_models: [{name: b, relation: finetune, license: "
           "LicenseRef-b}]"),
      0 },
    { "an open base model",
      with("developer",
           "  developer: Leaf Lab\n  base_models: [{name: b, relation: finetune, license: MIT}]"),
      1 },
  };
  static_assert(std::size(rows) >= 20);
  for (const Row& row : rows) {
    CAPTURE(row.name);
    FixtureRepository repository;
    fill_declared_files(repository);
    repository.write("empty.py", "").write("TRANSPARENCY.yaml", row.manifest).commit("release");
    const auto [highest, progress] = checked(repository.path());
    CHECK(highest == row.expected);

    const TemporaryFolder folder;
    const std::string record = (folder.path() / "record.yml").string();
    const Outcome converted = call(
      { "convert", repository.path("TRANSPARENCY.yaml"), "mof=" + record });
    CAPTURE(converted.err);
    REQUIRE(converted.code == 0);
    CAPTURE(read_file(record));
    CHECK(call({ "mof", record, "--format", "tsv" }).out ==
          record + "\t" + tsv(highest, progress) + "\n");
  }
}

TEST_CASE("the samples get the same class as a record") {
  for (const char* sample : { "spam-classifier", "weights-only" }) {
    CAPTURE(sample);
    FixtureRepository repository;
    repository.add_folder(std::filesystem::path(SOURCE_ROOT) / "tests/samples" / sample);
    repository.commit("release");
    const auto [highest, progress] = checked(repository.path());
    const TemporaryFolder folder;
    const std::string record = (folder.path() / "record.yml").string();
    CHECK(call({ "convert", repository.path("TRANSPARENCY.yaml"), "mof=" + record }).code == 0);
    CHECK(call({ "mof", record, "--format", "tsv" }).out ==
          record + "\t" + tsv(highest, progress) + "\n");
  }
}

TEST_CASE("the front matter of a card is merged into, and every other byte stays") {
  const TemporaryFolder folder;
  const std::string card = (folder.path() / "README.md").string();
  const std::string manifest = (folder.path() / "TRANSPARENCY.yaml").string();
  std::string text;
  for (const std::string& line : full_manifest) text += line + "\n";
  text.insert(text.find("  architecture"),
              "  languages: [en, fr]\n  tasks: [text-classification]\n");
  write_text(manifest, text);
  struct Row {
    std::string before;
    std::string after;
  };
  const std::string
    ours = "license: mit\nlanguage:\n  - en\n  - fr\npipeline_tag: text-classification\n";
  const Row rows[] = {
    { "", "---\n" + ours + "---\n" },
    { "# Leafnet\n", "---\n" + ours + "---\n\n# Leafnet\n" },
    { "---\n# ours\ntags: [x]   # keep\nlicense: apache-2.0 # old\n\n# of widgets\nwidget:\n- "
      "text: \"a\"\n---\n# L\n--- \n",
      "---\n# ours\ntags: [x]   # keep\nlicense: mit\n\n# of widgets\nwidget:\n- text: "
      "\"a\"\nlanguage:\n  - en\n  - fr\n"
      "pipeline_tag: text-classification\n---\n# L\n--- \n" },
    { "---\nlanguage: [en, fr]\nlicense: 'mit'\npipeline_tag: text-classification\n---\nbody",
      "---\nlanguage: [en, fr]\nlicense: 'mit'\npipeline_tag: text-classification\n---\nbody" },
    { "---\r\nlicense: gpl\r\n---\r\nbody\r\n",
      "---\r\nlicense: mit\r\nlanguage:\r\n  - en\r\n  - fr\r\npipeline_tag: "
      "text-classification\r\n---\r\nbody\r\n" },
  };
  for (const Row& row : rows) {
    CAPTURE(row.before);
    write_text(card, row.before);
    const Outcome outcome = call({ "convert", manifest, card });
    CAPTURE(outcome.err);
    CHECK(outcome.code == 0);
    CHECK(read_file(card) == row.after);
    // Once merged, nothing is left to do.
    call({ "convert", manifest, card });
    CHECK(read_file(card) == row.after);
  }
}

TEST_CASE("what cannot be converted is refused, and nothing is written") {
  const TemporaryFolder folder;
  const auto file = [&](const char* name, const std::string& text) {
    const std::string path = (folder.path() / name).string();
    write_text(path, text);
    return path;
  };
  const std::string manifest = file("TRANSPARENCY.yaml", "schema_version: 1\n");
  const std::string broken = file("broken.yaml", "a: [\n");
  const std::string record = file("record.yml",
                                  "release: {components: [{name: Training dataset}]}\n");
  const std::string card = file("README.md", "# no front matter\n");
  const std::string there = file("there.cff", "x\n");
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
         { "convert", manifest, "pdf" },
         { "convert", manifest, "transparency" },
         { "convert", broken, "mof" },
         { "convert", record, "transparency" },
         { "convert", record, "card" },
         { "convert", card, "transparency" },
         { "convert", manifest, there },
         { "convert", (folder.path() / "nowhere.yaml").string(), "mof" },
         { "convert", folder.path().string(), "mof" },
       }) {
    CAPTURE(arguments);
    const Outcome outcome = call(arguments);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(!outcome.err.empty());
  }
  CHECK(read_file(there) == "x\n");
  // A card that is too long to be read is not cut.
  const std::string long_card = "---\nlicense: mit\n---\n" + std::string(5u << 20, 'x');
  write_text(card, long_card);
  CHECK(call({ "convert", manifest, card }).code == 2);
  CHECK(read_file(card) == long_card);
  write_text(card, "# no front matter\n");
  CHECK(call({ "convert", manifest, there, "--force" }).code == 0);
  CHECK(call({ "convert", record, "transparency" }).err.find("did you mean") == std::string::npos);
}

TEST_CASE("every export is the same twice, and says what it leaves out") {
  FixtureRepository repository;
  fill_declared_files(repository);
  std::string text;
  for (const std::string& line : full_manifest) text += line + "\n";
  repository.write("TRANSPARENCY.yaml", text).commit("release");
  const std::string manifest = repository.path("TRANSPARENCY.yaml");
  for (const char* format : { "mof", "card", "cyclonedx", "spdx", "eu-summary", "citation" }) {
    CAPTURE(format);
    const Outcome once = call({ "convert", manifest, format });
    const Outcome twice = call({ "convert", manifest, format });
    CHECK(once.code == 0);
    CHECK(once.out.find("leafnet") + once.out.find("license") > 0);
    CHECK(once.out == twice.out);
    CHECK(once.err.find("note: ") != std::string::npos);
    CHECK(once.out.find("compliant") == std::string::npos);
  }
}
