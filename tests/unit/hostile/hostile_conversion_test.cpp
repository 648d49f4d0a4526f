// Records, cards and manifests of an attacker, given to `mof` and `convert`.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/call.h"
#include "support/catch.h"
#include "support/temporary_folder.h"
#include "text/printable.h"

using namespace reallyopen;

namespace {

void check_inert(const std::string& output) {
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) {
    std::ranges::replace(line, '\t', ' ');  // between the cells of `tsv`
    CAPTURE(printable(line, 300));
    CHECK(printable(line, line.size()) == line);
    CHECK(line.find("##[") == std::string::npos);
    const std::size_t first = line.find_first_not_of(" \t");
    if (first != std::string::npos) CHECK_FALSE(line.substr(first).starts_with("::"));
  }
}

std::string small_alias_bomb() {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 9; ++j) text += "*a" + std::to_string(i - 1) + ", ";
    text += "x]\n";
  }
  return text;
}

const std::string nasty = R"("::error::x\n::error::y \e[31m ##[group]z \u202e <script>| `a` @b")";

std::vector<std::string> inputs() {
  return {
    "",
    std::string("a\0b: c\n", 7),
    "a: \xff\xfe\n",
    std::string(5u << 20, 'a'),
    std::string(10'000, '['),
    small_alias_bomb(),
    "release: {components: [{name: Datasets}]}\nrelease: {components: []}\n",
    "release:\n  name: " + nasty + "\n  license: {distribution: {name: " + nasty +
      "}}\n  components:\n    - {name: Datasets, component_path: " + nasty + "}\n",
    "release:\n  components:\n    - {name: " + nasty + "}\n",
    "schema_version: 1\nmodel: {name: " + nasty + ", version: " + nasty +
      ", developer: {name: " + nasty + "}, description: " + nasty +
      ", base_models: [{name: " + nasty + ", relation: " + nasty +
      "}]}\ndata: {sources: [{name: " + nasty + ", access: open, url: " + nasty +
      ", subsets: []}]}\nlicense: " + nasty + "\nhyperparameters: {x: " + nasty +
      "}\nrestrictions: [{kind: " + nasty + ", summary: " + nasty + "}]\n",
    "schema_version: 1\nmodel: [1]\ndata: x\nlicense: [MIT]\nhardware: [[1]]\ntraining: {stages: "
    "3}\n",
    "---\nlicense: " + nasty + "\nbase_model: [" + nasty + "]\ndatasets: " + nasty +
      "\nlanguage: {a: b}\n---\n# " + nasty + "\n",
    "---\nlicense: mit\n",
    "---\n{license: mit}\n---\n",
  };
}

}  // namespace

TEST_CASE("hostile records are judged or refused, and what is said of them is inert") {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "record.yml").string();
  for (const std::string& input : inputs()) {
    CAPTURE(printable(input, 200));
    std::ofstream(file, std::ios::binary) << input;
    for (const char* format : { "text", "tsv", "json" }) {
      const Outcome outcome = call({ "mof", file, "--format", format });
      CHECK((outcome.code == 0 || outcome.code == 2));
      check_inert(outcome.out);
      check_inert(outcome.err);
    }
    CHECK(nlohmann::json::accept(call({ "mof", file, "--format", "json" }).out));
  }
}

TEST_CASE("hostile sources are converted or refused, and no export is broken by them") {
  const TemporaryFolder folder;
  for (const char* name : { "README.md", "record.yml", "TRANSPARENCY.yaml" }) {
    const std::string file = (folder.path() / name).string();
    for (const std::string& input : inputs()) {
      CAPTURE(name, printable(input, 200));
      std::ofstream(file, std::ios::binary) << input;
      for (const char* format :
           { "transparency", "mof", "card", "cyclonedx", "spdx", "eu-summary", "citation" }) {
        CAPTURE(format);
        const Outcome outcome = call({ "convert", file, format });
        CHECK((outcome.code == 0 || outcome.code == 2));
        check_inert(outcome.err);
        if (outcome.code == 2) CHECK(outcome.out.empty());
        // Escapes would be obeyed by whoever shows the file.
        CHECK(outcome.out.find('\x1b') == std::string::npos);
        const bool is_json = format == std::string("cyclonedx") || format == std::string("spdx");
        if (is_json && outcome.code == 0) CHECK(nlohmann::json::accept(outcome.out));
        if (format == std::string("eu-summary"))
          CHECK(outcome.out.find("<script>") == std::string::npos);
      }
    }
  }
}

TEST_CASE("a hostile manifest is merged into a card as text only") {
  const TemporaryFolder folder;
  const std::string manifest = (folder.path() / "TRANSPARENCY.yaml").string();
  const std::string card = (folder.path() / "README.md").string();
  std::ofstream(manifest, std::ios::binary) << "schema_version: 1\nmodel: {name: m, version: v, "
                                               "developer: d, languages: [\"en\\n---\\nx\"]}\n";
  std::ofstream(card, std::ios::binary) << "---\ntags: [a]\n---\nbody\n";
  CHECK(call({ "convert", manifest, card }).code == 0);
  std::ifstream merged(card, std::ios::binary);
  const std::string text{ std::istreambuf_iterator<char>(merged), {} };
  CHECK(text == "---\ntags: [a]\nlanguage:\n  - \"en\\n---\\nx\"\n---\nbody\n");
}
