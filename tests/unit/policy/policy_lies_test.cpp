// A pull request cannot loosen its own gate: each attempt beside an honest twin, under one policy
// that the repository does not write.
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "inspection/check.h"
#include "policy/policy_error.h"
#include "support/archives.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/open_weights_manifest.h"
#include "support/temporary_folder.h"

using namespace reallyopen;

namespace {

constexpr const char* own_policy = ".reallyopen.yaml";
constexpr const char* version_1 = "policy_version: 1\n";

const std::string honest = open_weights_manifest("{status: withheld, reason: Not released.}");
const std::string broken_model = open_weights_manifest("train.py");

struct Files {
  std::string manifest = honest;
  std::string own = {};  // policy of the repository; empty: none
  std::string other = {};
  std::string other_text = {};
};

int exit_code(const std::string& given, const Files& files,
              const std::vector<std::string>& claims = {}) {
  FixtureRepository repository;
  TemporaryFolder folder;
  const auto path = folder.path() / "given.yaml";
  std::ofstream(path, std::ios::binary) << given;
  repository.write("TRANSPARENCY.yaml", files.manifest).write("model.npz", array_archive());
  repository.write("predict.py", "print(1)\n");
  if (!files.own.empty()) repository.write(own_policy, files.own);
  if (!files.other.empty()) repository.write(files.other, files.other_text);
  repository.commit("pull request");
  try {
    return check({ .folder = repository.path(),
                   .claims = claims,
                   .policy = path.string(),
                   .today = "2026-06-15" })
      .exit_code;
  } catch (const PolicyError& error) {
    UNSCOPED_INFO(error.what());
    return 2;
  } catch (const UsageError&) {
    return 2;
  }
}

std::string fingerprint_of(const std::string& text, const std::string& rule) {
  FixtureRepository repository;
  repository.write("TRANSPARENCY.yaml", text).write("model.npz", array_archive());
  repository.write("predict.py", "print(1)\n").commit("model");
  const RunVerdict run = check({ .folder = repository.path() });
  for (const Finding& finding : run.models.at(0).findings)
    if (finding.rule == rule) return finding.fingerprint;
  return "";
}

std::string waiver_item(const std::string& rule, const std::string& fingerprint,
                        const std::string& until = "2026-09-01") {
  return "waivers:\n  - rule: " + rule + "\n    fingerprint: \"" + fingerprint +
         "\"\n    reason: agreed with the board\n    owner: ada@example.org\n    until: \"" +
         until + "\"\n";
}

struct Attempt {
  std::string what;
  std::string given;
  Files lie;        // must not end with 0
  Files honest;     // ends with 0
  std::string may;  // when the given policy says so, the lie is none; empty: never
};

std::string with(const std::string& text) { return version_1 + text; }

constexpr const char* easy =
  "id: easy\ntitle: Open source\nsummary: s\nsource: s\nrequires:\n"
  "  - {component: model-weights, why: w}\n";

std::vector<Attempt> attempts() {
  const std::string missing = fingerprint_of(broken_model, "path-missing");
  const std::string house = open_weights_manifest("{status: withheld, reason: No.}", "open-weights",
                                                  "LicenseRef-House");
  const std::string asks_source = "require: {claims: [open-source]}\n";
  const std::string no_mit = "licenses: {open-model: {remove: [MIT]}}\n";
  const std::string apache = open_weights_manifest("{status: withheld, reason: No.}",
                                                   "open-weights", "Apache-2.0");
  const std::string asks_logs =
    "require: {components: [{component: training-logs, at_least: linked, why: audit}]}\n";
  const std::string asks_weights =
    "require: {components: [{component: model-weights, at_least: present, why: mirror}]}\n";
  const std::string waived = waiver_item("path-missing", missing);
  const std::string terms = "repository_may_loosen: [waivers]\nwaiver_terms: {longest_days: 30}\n";
  const std::string never =
    "repository_may_loosen: [waivers]\n"
    "waiver_terms: {never: [path-missing]}\n";
  return {
    { "claims less than is required", with(asks_source), {}, { .manifest = honest }, "-" },
    { "requires less itself",
      with(asks_source),
      { .own = with("require: {claims: [open-weights]}\n") },
      {},
      "-" },
    { "lowers a level",
      version_1,
      { broken_model, with("levels: {path-missing: note}\n") },
      { honest, with("levels: {path-missing: error}\n") },
      "levels" },
    { "lowers a level that was raised",
      with("levels: {path-missing: error}\n"),
      { broken_model, with("levels: {path-missing: warning}\n") },
      {},
      "levels" },
    { "lowers the level in a file that its policy extends",
      version_1,
      { broken_model, with("extends: a/b.yaml\n"), "a/b.yaml",
        with("levels: {path-missing: note}\n") },
      { honest, with("extends: a/b.yaml\n"), "a/b.yaml", version_1 },
      "levels" },
    { "fails on errors only",
      with("fail_on: warning\nlevels: {path-missing: warning}\n"),
      { broken_model, with("fail_on: error\n") },
      { honest, with("fail_on: warning\n") },
      "levels" },
    { "adds its licence to a set",
      version_1,
      { house, with("licenses: {open-model: {add: [LicenseRef-House]}}\n") },
      { honest, with("licenses: {open-model: {remove: [CC0-1.0]}}\n") },
      "licenses" },
    { "adds back what was taken out",
      with(no_mit),
      { honest, with("licenses: {open-model: {add: [MIT]}}\n") },
      { .manifest = apache },
      "licenses" },
    { "waives its finding", version_1, { broken_model, with(waived) }, {}, "waivers" },
    { "waives in a file that its policy extends",
      version_1,
      { broken_model, with("extends: w.yaml\n"), "w.yaml", with(waived) },
      {},
      "waivers" },
    { "waives for longer than is allowed",
      with(terms),
      { broken_model, with(waived + "waiver_terms: {longest_days: 3650}\n") },
      { broken_model, with(waiver_item("path-missing", missing, "2026-07-01")) },
      "-" },
    { "waives what nobody may", with(never), { broken_model, with(waived) }, {}, "-" },
    { "empties the list of what nobody may waive",
      with(never),
      { broken_model, with(waived + "waiver_terms: {never: []}\n") },
      {},
      "-" },
    { "waives the finding about its waiver",
      with("repository_may_loosen: [waivers]\n"),
      { broken_model, with(waiver_item("waiver-too-long", "0123456789abcdef")) },
      { broken_model, with(waived) },
      "-" },
    { "waives other content",
      with("repository_may_loosen: [waivers]\n"),
      { open_weights_manifest("trian.py"), with(waived) },
      { broken_model, with(waived) },
      "-" },
    { "allows itself to loosen",
      version_1,
      { broken_model, with("repository_may_loosen: [levels]\nlevels: {path-missing: note}\n") },
      {},
      "levels" },
    { "asks for a component less", with(asks_logs), { .own = with(asks_weights) }, {}, "-" },
    { "calls a claim of its own by a known name",
      version_1,
      { honest, with("claims: [c.yaml]\n"), "c.yaml",
        "id: open-weights" + std::string(easy).substr(8) },
      { honest, with("claims: [c.yaml]\nrequire: {claims: [easy]}\n"), "c.yaml", easy },
      "-" },
    { "claims only what it defines itself",
      version_1,
      { open_weights_manifest("{status: withheld, reason: No.}", "easy"),
        with("claims: [c.yaml]\n"), "c.yaml", easy },
      {},
      "claims" },
    { "calls a claim `policy`",
      with(asks_logs),
      { honest, with("claims: [c.yaml]\n"), "c.yaml", "id: policy" + std::string(easy).substr(8) },
      {},
      "-" },
    { "raises the limits",
      with("limits: {manifest_bytes: 1024}\n"),
      { honest + "# " + std::string(2000, 'x') + "\n",
        with("limits: {manifest_bytes: 4194304}\n") },
      {},
      "-" },
    { "leaves the repository", version_1, { honest, with("extends: ../given.yaml\n") }, {}, "-" },
    { "cannot be read", version_1, { honest, "policy_version: 1\nlevels: [\n" }, {}, "-" },
  };
}

}  // namespace

TEST_CASE("a pull request cannot loosen its own gate") {
  const std::vector<Attempt> all = attempts();
  CHECK(all.size() >= 15);
  for (const Attempt& attempt : all) {
    CAPTURE(attempt.what);
    CHECK(exit_code(attempt.given, attempt.lie) != 0);
    // The same, where the policy of the check says that the repository may.
    if (attempt.may != "-")
      CHECK(exit_code(attempt.given + "repository_may_loosen: [" + attempt.may + "]\n",
                      attempt.lie) == 0);
  }
}

TEST_CASE("what is honest passes under the same policy") {
  for (const Attempt& attempt : attempts()) {
    // Asked for more than this model shows.
    if (attempt.given.find("open-source") != std::string::npos ||
        attempt.given.find("training-logs") != std::string::npos)
      continue;
    CAPTURE(attempt.what);
    CHECK(exit_code(attempt.given, attempt.honest) == 0);
  }
}

TEST_CASE("a claim that only the repository defines cannot be asked for under a policy") {
  const Files files{ honest, with("claims: [c.yaml]\n"), "c.yaml", easy };
  CHECK(exit_code(version_1, files, { "easy" }) == 2);
  CHECK(exit_code(with("repository_may_loosen: [claims]\n"), files, { "easy" }) == 0);
}

TEST_CASE("the policy of a check cannot be a file of the repository that is checked") {
  FixtureRepository repository;
  repository.write("TRANSPARENCY.yaml", honest).write("model.npz", array_archive());
  repository.write("predict.py", "print(1)\n").write("house/policy.yaml", version_1);
  TemporaryFolder folder;
  std::ofstream(folder.path() / "given.yaml") << version_1;
  repository.symlink("link.yaml", (folder.path() / "given.yaml").string());
  repository.symlink("folder", folder.path().string()).commit("model");
  for (const std::string path : { "house/policy.yaml", "link.yaml", "folder/given.yaml" }) {
    CAPTURE(path);
    CHECK_THROWS_AS(check({ .folder = repository.path(), .policy = repository.path(path) }),
                    PolicyError);
  }
  // A checkout beside the model's files, of which git knows nothing, is how a workflow has it.
  repository.write("policies/policy.yaml", version_1);
  CHECK(check({ .folder = repository.path(), .policy = repository.path("policies/policy.yaml") })
          .exit_code == 0);
}

TEST_CASE("something less about a component is not waived in place of what a claim lacks") {
  const std::string levels = "levels: {path-missing: note}\n";
  FixtureRepository repository;
  repository.write("TRANSPARENCY.yaml", open_weights_manifest("train.py", "open-source"));
  repository.write("model.npz", array_archive()).write("predict.py", "print(1)\n");
  repository.write(own_policy, with(levels)).commit("model");
  const RunVerdict run = check({ .folder = repository.path() });
  CHECK(run.exit_code == 1);
  for (const Finding& finding : run.models.at(0).findings)
    if (finding.rule == "path-missing") CHECK(finding.level == Level::error);
}
