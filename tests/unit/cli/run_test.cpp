// The program as its users call it: arguments, outputs, exit codes.
#include "cli/run.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "cli/command.h"
#include "inspection/check.h"
#include "support/call.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/golden.h"
#include "support/temporary_folder.h"

using namespace reallyopen;

namespace {

constexpr const char* three_scripts = R"(schema_version: 1
claim: open-weights
model:
  name: leafnet
  version: "1.0"
  developer: Leaf Lab
  architecture: {description: Two layers.}
  weights: {files: model.bin}
  inference: {code: predict.py}
data: {status: withheld, reason: Not released.}
preprocessing: {status: withheld, reason: Not released.}
training:
  scripts: [a.py, b.py, c.py]
hyperparameters: {status: withheld, reason: Not released.}
hardware: {status: unknown, reason: Nobody wrote it down.}
license: MIT
restrictions: []
)";

nlohmann::json report(const std::vector<std::string>& arguments) {
  std::vector<std::string> with_format = arguments;
  with_format.insert(with_format.end(), { "--format", "json" });
  return nlohmann::json::parse(call(with_format).out);
}

void fill_three_scripts(FixtureRepository& repository) {
  repository.write("TRANSPARENCY.yaml", three_scripts).write("model.bin", "weights");
  for (const char* script : { "predict.py", "a.py", "b.py", "c.py" })
    repository.write(script, "print(1)\n");
}

std::vector<std::string> broken_paths(const nlohmann::json& verdict) {
  std::vector<std::string> messages;
  for (const auto& finding : verdict["models"][0]["findings"])
    if (finding["level"] == "error") messages.push_back(finding["message"]);
  return messages;
}

}  // namespace

TEST_CASE("the commit and the working tree are judged apart, and the report says which") {
  FixtureRepository repository;
  fill_three_scripts(repository);
  repository.commit("release").tag("v1.0");
  repository.write("b.py", "# training code coming soon\n").stage();
  repository.write("c.py", "");

  const auto commit = report({ "check", repository.path(), "--rev", "v1.0" });
  CHECK(commit["subject"]["view"] == "commit");
  CHECK(commit["subject"]["revision"] == repository.id());
  CHECK(commit["subject"]["dirty"] == false);
  CHECK(commit["exit_code"] == 0);
  CHECK(broken_paths(commit).empty());

  const auto worktree = report({ "check", repository.path() });
  CHECK(worktree["subject"]["view"] == "worktree");
  CHECK(worktree["subject"]["dirty"] == true);
  CHECK(worktree["exit_code"] == 1);
  CHECK(broken_paths(worktree) ==
        std::vector<std::string>{ "`b.py` only promises its content", "`c.py` is empty" });

  CHECK(call({ "check", repository.path() }).out.find("index and working tree") !=
        std::string::npos);
  CHECK(call({ "check", repository.path(), "--rev", "v1.0" }).out.find("working tree") ==
        std::string::npos);

  // What nothing reads does not make the verdict dirty.
  FixtureRepository other;
  fill_three_scripts(other);
  other.write("notes.txt", "x").commit("release");
  other.write("notes.txt", "y");
  CHECK(report({ "check", other.path() })["subject"]["dirty"] == false);
}

// One declared file with three contents: committed, staged, and in the working tree.
TEST_CASE("the views of a changed file differ exactly where the file does") {
  FixtureRepository repository;
  fill_three_scripts(repository);
  repository.commit("release");
  repository.write("b.py", "# training code coming soon\n").stage();
  repository.write("b.py", "");
  const std::vector<std::string> commit{ "check", repository.path(), "--rev", "HEAD" };
  const std::vector<std::string> worktree{ "check", repository.path() };
  const std::vector<std::string> none;
  const std::vector<std::string> empty{ "`b.py` is empty" };
  const std::vector<std::string> promise{ "`b.py` only promises its content" };

  const auto committed = report(commit);
  const auto changed = report(worktree);
  CHECK(broken_paths(committed) == none);
  CHECK(broken_paths(changed) == empty);
  CHECK(committed["subject"]["view"] == "commit");
  CHECK(changed["subject"]["view"] == "worktree");
  CHECK(changed["subject"]["dirty"] == true);
  // Nothing else of the model differs.
  for (std::size_t i = 0; i < committed["models"][0]["components"].size(); ++i) {
    const auto& before = committed["models"][0]["components"][i];
    const auto& after = changed["models"][0]["components"][i];
    CAPTURE(before["id"].get<std::string>());
    CHECK((before["id"] == "training-scripts") == (before != after));
  }
  CHECK(committed["models"][0]["findings"].size() + 1 == changed["models"][0]["findings"].size());

  // What is staged is judged where the working tree has no other content, and once it is committed.
  repository.git({ "checkout-index", "--force", "b.py" });
  CHECK(broken_paths(report(worktree)) == promise);
  CHECK(broken_paths(report(commit)) == none);
  CHECK(report(worktree)["subject"]["dirty"] == true);
  repository.git({ "commit", "--quiet", "--message", "promise" });
  CHECK(broken_paths(report(commit)) == promise);
  CHECK(broken_paths(report({ "check", repository.path(), "--rev", "HEAD~1" })) == none);
  CHECK(report(worktree)["subject"]["dirty"] == false);
  // A tracked file that is gone from the working tree only.
  std::filesystem::remove(repository.path("b.py"));
  CHECK(broken_paths(report(commit)) == promise);
  CHECK(broken_paths(report(worktree)) ==
        std::vector<std::string>{ "`b.py` is not among the tracked files" });
}

TEST_CASE("exit codes") {
  FixtureRepository repository;
  fill_three_scripts(repository);
  repository.commit("release");
  FixtureRepository empty;
  empty.write("README.md", "# model\n").commit("x");
  const TemporaryFolder nowhere;
  struct Row {
    std::vector<std::string> arguments;
    int code;
  };
  const std::string path = repository.path();
  for (const Row& row : {
         Row{ { "check", path }, 0 },
         Row{ { "check", path, "--claim", "open-source" }, 1 },
         Row{ { "check", path, "--claim", "open-weights", "--claim", "reproducible" }, 1 },
         Row{ { "check", path, "--claim", "open-sorce" }, 2 },
         Row{ { "check", path, "--rev", "v9" }, 2 },
         Row{ { "check", path, "--format", "yaml" }, 2 },
         Row{ { "check", path, "--format", "json", "--format", "text" }, 2 },
         Row{ { "check", path, "--format", "json=/nowhere/at/all.json" }, 2 },
         Row{ { "check", path, "--fail-on", "never" }, 2 },
         Row{ { "check", path, "--frobnicate" }, 2 },
         Row{ { "check", nowhere.path().string() }, 2 },
         Row{ { "check", empty.path() }, 1 },
         Row{ { "check", empty.path(), "--claim", "open-weights" }, 1 },
         Row{ {}, 2 },
         Row{ { "--help" }, 0 },
         Row{ { "--version" }, 0 },
         Row{ { "check", "--help" }, 0 },
         Row{ { "explain" }, 0 },
         Row{ { "explain", "path-missing" }, 0 },
         Row{ { "explain", "open-source" }, 0 },
         Row{ { "explain", "hardware" }, 0 },
         Row{ { "explain", "data.sources.access" }, 0 },
         Row{ { "explain", "path-mising" }, 2 },
         Row{ { "list", "rules" }, 0 },
         Row{ { "list", "formats" }, 0 },
         Row{ { "list", "everything" }, 2 },
         Row{ { "schema" }, 0 },
         Row{ { "schema", "report" }, 0 },
         Row{ { "completion", "bash" }, 0 },
       }) {
    CAPTURE(row.arguments);
    const Outcome outcome = call(row.arguments);
    CAPTURE(outcome.out, outcome.err);
    CHECK(outcome.code == row.code);
    // Standard output carries what was asked for or nothing; the other stream says why not.
    if (row.code == 2) CHECK(outcome.out.empty());
    CHECK(outcome.err.empty() == (row.code != 2));
  }
}

TEST_CASE("every command has help and completes in every shell") {
  const std::string help = call({ "--help" }).out;
  for (const Command* command : all_commands()) {
    CAPTURE(command->id);
    const std::string id(command->id);
    CHECK(help.find("\n  " + id + " ") != std::string::npos);
    CHECK(help.find(std::string(command->title).substr(0, 40)) != std::string::npos);
    CHECK(call({ id, "--help" }).code == 0);
    for (const char* shell : { "bash", "zsh", "fish" })
      CHECK(call({ "completion", shell }).out.find(id) != std::string::npos);
  }
  const std::string bash = call({ "completion", "bash" }).out;
  CHECK(bash.find("'check --fail-on') COMPREPLY=($(compgen -W 'error warning' ") !=
        std::string::npos);
  CHECK(
    bash.find("'list '*) COMPREPLY=($(compgen -W 'rules claims components quantities formats' ") !=
    std::string::npos);
  CHECK(bash.find("'check --rev') COMPREPLY=($(compgen -W \"$(git tag 2>/dev/null)\" ") !=
        std::string::npos);
}

TEST_CASE("warnings fail a run only when asked to") {
  FixtureRepository repository;
  fill_three_scripts(repository);
  std::string text = three_scripts;
  repository.write("TRANSPARENCY.yaml", text + "updated: 2025-04-09\nx-note: 012\n").commit("x");
  CHECK(call({ "check", repository.path() }).code == 0);
  CHECK(call({ "check", repository.path(), "--fail-on", "warning" }).code == 1);
}

TEST_CASE("several formats in one run, each in its place") {
  FixtureRepository repository;
  fill_three_scripts(repository);
  repository.commit("release");
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "report.json").string();
  const Outcome outcome = call(
    { "check", repository.path(), "--format", "text", "--format", "json=" + file });
  CHECK(outcome.code == 0);
  CHECK(outcome.out == call({ "check", repository.path() }).out);
  CHECK(nlohmann::json::parse(read_file(file)) == report({ "check", repository.path() }));
}

TEST_CASE("each model of a monorepo has its own verdict") {
  FixtureRepository repository;
  for (const std::string model : { "one/", "two/" }) {
    std::string text = three_scripts;
    repository.write(model + "TRANSPARENCY.yaml", text).write(model + "model.bin", "weights");
    for (const char* script : { "predict.py", "a.py", "b.py", "c.py" })
      if (model != "two/" || std::string(script) != "predict.py")
        repository.write(model + script, "print(1)\n");
  }
  repository.commit("two models");
  const auto both = report({ "check", repository.path() });
  REQUIRE(both["models"].size() == 2);
  CHECK(both["models"][0]["claims"][0]["asked"].is_boolean());
  CHECK(both["exit_code"] == 1);
  CHECK(report({ "check", repository.path("one") })["exit_code"] == 0);
  CHECK(report({ "check", repository.path("two") })["exit_code"] == 1);
}

TEST_CASE("two runs give the same bytes") {
  FixtureRepository repository;
  fill_three_scripts(repository);
  repository.commit("release");
  for (const char* format : { "text", "json" }) {
    const std::vector<std::string> arguments{ "check", repository.path(), "--format",
                                              format,  "--claim",         "reproducible" };
    CHECK(call(arguments).out == call(arguments).out);
  }
}

TEST_CASE("checking writes nothing into the repository") {
  FixtureRepository repository;
  fill_three_scripts(repository);
  repository.commit("release");
  const auto listing = [&] {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(repository.path()))
      files.push_back(entry.path().string() + " " +
                      std::to_string(entry.last_write_time().time_since_epoch().count()));
    std::sort(files.begin(), files.end());
    return files;
  };
  const auto before = listing();
  call({ "check", repository.path() });
  call({ "check", repository.path(), "--rev", "HEAD" });
  CHECK(listing() == before);
}

TEST_CASE("of a manifest that cannot be read every component is unknown, and none absent") {
  FixtureRepository repository;
  repository.write("TRANSPARENCY.yaml", "claim: open-source\nclaim: open-weights\n").commit("x");
  const RunVerdict run = check({ .folder = repository.path() });
  REQUIRE(!run.models.at(0).components.empty());
  for (const ComponentEvidence& component : run.models.at(0).components) {
    CAPTURE(component.id);
    CHECK(component.evidence == Evidence::unknown);
  }
  // Without one nothing is stated, and that is seen.
  FixtureRepository none;
  none.write("README.md", "x\n").commit("x");
  const RunVerdict without = check({ .folder = none.path() });
  CHECK(without.models.at(0).components.front().evidence == Evidence::absent);
}
