// What a release gained and lost, from one revision of a real repository to another.
#include <nlohmann/json.hpp>

#include "support/call.h"
#include "support/catch.h"
#include "support/fixture_repository.h"

using namespace reallyopen;

namespace {

std::string manifest_of(const std::string& version, const std::string& rest) {
  return "schema_version: 1\nclaim: open-weights\nmodel:\n  name: leafnet\n  version: \"" +
         version + R"("
  developer: Leaf Lab
  architecture: {description: Two layers.}
  weights: {files: model.bin}
  inference: {code: predict.py}
data: {status: withheld, reason: Not released.}
preprocessing: {status: withheld, reason: Not released.}
hardware: {status: unknown, reason: Nobody wrote it down.}
)" + rest;
}

const std::string first_release = manifest_of("1.0", R"(training: {scripts: train.py}
hyperparameters: {status: withheld, reason: Not released.}
license: MIT
restrictions: []
)");

const std::string second_release = manifest_of(
  "1.1",
  R"(training: {status: withheld, reason: Not released.}
hyperparameters: {optimizer: adam}
license: LicenseRef-mine
restrictions:
  - {kind: non-commercial, summary: Only for research.}
)");

Outcome diff(const FixtureRepository& repository, const std::vector<std::string>& more) {
  std::vector<std::string> arguments{ "diff", "--repository", repository.path() };
  arguments.insert(arguments.end(), more.begin(), more.end());
  return call(arguments);
}

void fill_two_releases(FixtureRepository& repository) {
  repository.write("model.bin", "weights")
    .write("predict.py", "print(1)\n")
    .write("train.py", "print(2)\n");
  repository.write("TRANSPARENCY.yaml", first_release).commit("first").tag("v1");
  repository.write("TRANSPARENCY.yaml", second_release).commit("second").tag("v2");
}

// `lost component training-scripts present -> withheld`, one for each change.
std::vector<std::string> changes(const FixtureRepository& repository,
                                 const std::vector<std::string>& revisions) {
  std::vector<std::string> arguments = revisions;
  arguments.insert(arguments.end(), { "--format", "json" });
  std::vector<std::string> lines;
  const auto json = nlohmann::json::parse(diff(repository, arguments).out);
  for (const auto& change : json["models"][0]["changes"]) {
    const auto text = [&](const char* key) {
      return change[key].is_null() ? "none" : change[key].get<std::string>();
    };
    lines.push_back(text("direction") + " " + text("aspect") + " " + text("subject") + ": " +
                    text("before") + " -> " + text("after"));
  }
  return lines;
}

bool has(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

}  // namespace

TEST_CASE("a diff names the claims, components, licences and restrictions gained and lost") {
  FixtureRepository repository;
  fill_two_releases(repository);
  const auto forward = changes(repository, { "v1", "v2" });
  for (const std::string& line : forward) UNSCOPED_INFO(line);
  CHECK(has(forward, "lost claim open-weights: holds -> fails"));
  CHECK(has(forward, "lost component training-scripts: present -> withheld"));
  CHECK(has(forward, "gained component hyperparameters: withheld -> described"));
  CHECK(has(forward, "lost license the code: MIT -> LicenseRef-mine"));
  CHECK(has(forward, "lost restriction `non-commercial`: Only for research.: none -> stated"));
  // One licence for everything changes once.
  CHECK(std::count_if(forward.begin(), forward.end(), [](const std::string& line) {
          return line.find("MIT") != std::string::npos;
        }) == 1);

  const auto backward = changes(repository, { "v2", "v1" });
  for (const std::string& line : backward) UNSCOPED_INFO(line);
  CHECK(backward.size() == forward.size());
  CHECK(has(backward, "gained claim open-weights: fails -> holds"));
  CHECK(has(backward, "gained component training-scripts: withheld -> present"));
  CHECK(has(backward, "lost component hyperparameters: described -> withheld"));
  CHECK(has(backward, "gained license the code: LicenseRef-mine -> MIT"));
  CHECK(has(backward, "gained restriction `non-commercial`: Only for research.: stated -> none"));
}

TEST_CASE("a release gate fails on a loss, and only then") {
  FixtureRepository repository;
  fill_two_releases(repository);
  CHECK(diff(repository, { "v1", "v2" }).code == 0);
  CHECK(diff(repository, { "v1", "v2", "--fail-on-loss" }).code == 1);
  CHECK(diff(repository, { "v1", "v1", "--fail-on-loss" }).code == 0);
  CHECK(diff(repository, { "v1", "v1" }).out == "v1 against v1: 0 lost, 0 gained\n");
  // The working tree is what would be released.
  CHECK(diff(repository, { "v2", "--fail-on-loss" }).code == 0);
  repository.write("model.bin", "");
  CHECK(diff(repository, { "v2", "--fail-on-loss" }).code == 1);
  CHECK(diff(repository, { "v9" }).code == 2);
  CHECK(diff(repository, { "v1", "v2", "--format", "html" }).code == 2);
}

TEST_CASE("of a manifest that cannot be read nothing counts as lost") {
  FixtureRepository repository;
  fill_two_releases(repository);
  repository.write("TRANSPARENCY.yaml", "schema_version: [1\n");
  const Outcome outcome = diff(repository, { "v1", "--fail-on-loss" });
  CAPTURE(outcome.out);
  CHECK(outcome.code == 3);
  CHECK(outcome.out.find("unclear") != std::string::npos);
  CHECK(outcome.out.find("component") == std::string::npos);
}

TEST_CASE("a model that goes away is a loss") {
  FixtureRepository repository;
  fill_two_releases(repository);
  repository.write("other/TRANSPARENCY.yaml", first_release).write("other/model.bin", "weights");
  repository.write("other/predict.py", "print(1)\n")
    .write("other/train.py", "print(2)\n")
    .commit("two models")
    .tag("v3");
  CHECK(diff(repository, { "v2", "v3", "--fail-on-loss" }).code == 0);
  CHECK(diff(repository, { "v3", "v2", "--fail-on-loss" }).code == 1);
}

TEST_CASE("release notes in Markdown hold no markup of the repository's") {
  FixtureRepository repository;
  fill_two_releases(repository);
  std::string text = second_release;
  text.replace(text.find("Only for research."), 18, "\"<b>|x|</b> [a](b) `c`\"");
  repository.write("TRANSPARENCY.yaml", text).commit("third").tag("v3");
  const std::string markdown = diff(repository, { "v1", "v3", "--format", "markdown" }).out;
  CAPTURE(markdown);
  CHECK(markdown.find("<b>") == std::string::npos);
  CHECK(markdown.find("| lost | claim | open-weights | holds | fails |") != std::string::npos);
}
