// The pre-push hook, with real pushes of the git program.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/run.h"
#include "support/archives.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/golden.h"
#include "support/run_program.h"
#include "support/temporary_folder.h"

using namespace reallyopen;
namespace fs = std::filesystem;

namespace {

constexpr const char* holds =
  "schema_version: 1\nclaim: open-weights\nmodel:\n  name: leafnet\n  version: \"1.0\"\n"
  "  developer: Leaf Lab\n  architecture: {description: Two layers.}\n"
  "  weights: {files: model.npz}\n  inference: {code: predict.py}\n"
  "data: {status: withheld, reason: No.}\npreprocessing: {status: withheld, reason: No.}\n"
  "training: {scripts: {status: withheld, reason: No.}}\n"
  "hyperparameters: {status: withheld, reason: No.}\n"
  "hardware: {status: unknown, reason: No.}\nlicense: MIT\nrestrictions: []\n";

// A model with a passing tag `good` and a failing one `bad`, and a bare repository to push to.
class Release {
 public:
  Release() {
    model_.write("TRANSPARENCY.yaml", holds).write("model.npz", array_archive());
    model_.write("predict.py", "print(1)\n").commit("holds").tag("good");
    model_.remove("predict.py").commit("fails").tag("bad");
    model_.git({ "remote", "add", "origin", remote_.path() });
  }

  int hook(const std::string& action) {
    std::ostringstream out;
    std::ostringstream err;
    return run({ "hook", action, model_.path() }, out, err, { .program = program_ });
  }

  ProgramResult push(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), { "git", "push", "origin" });
    const std::string path = PROGRAM_FOLDER ":" + std::string(std::getenv("PATH"));
    return run_program(arguments, model_.path(), { "PATH=" + path });
  }

  FixtureRepository& model() { return model_; }
  void installed_from(const std::string& program) { program_ = program; }

 private:
  std::string program_;
  FixtureRepository model_;
  FixtureRepository remote_{ { .bare = true } };
};

}  // namespace

TEST_CASE("the hook checks each tag that is pushed at its commit, and nothing else") {
  Release release;
  CHECK(release.hook("install") == 0);
  CHECK(release.hook("install") == 0);
  // The working tree is that of `bad`.
  CHECK(release.push({ "good" }).exit_code == 0);
  const ProgramResult refused = release.push({ "bad" });
  CHECK(refused.exit_code != 0);
  CHECK(refused.errors.find("reallyopen: checking tag bad") != std::string::npos);
  CHECK(refused.errors.find("git push --no-verify") != std::string::npos);
  CHECK(release.push({ "HEAD:refs/heads/main" }).exit_code == 0);
  CHECK(release.push({ "--delete", "good" }).exit_code == 0);
  CHECK(release.push({ "good", "bad" }).exit_code != 0);
  CHECK(release.push({ "bad:refs/tags/renamed" }).exit_code != 0);
  CHECK(release.push({ "--no-verify", "bad" }).exit_code == 0);
  CHECK(release.hook("remove") == 0);
  CHECK_FALSE(fs::exists(release.model().path(".git/hooks/pre-push")));
  CHECK(release.hook("remove") == 2);
}

TEST_CASE("what is pushed by an expression is checked where it becomes a tag") {
  Release release;
  CHECK(release.hook("install") == 0);
  release.model().write("note", "1").commit("two words");
  for (const std::string pushed : { "HEAD^{/two words}", "HEAD~0", ":/two words" }) {
    CAPTURE(pushed);
    CHECK(release.push({ pushed + ":refs/tags/typed" }).exit_code != 0);
    CHECK(release.push({ pushed + ":refs/heads/typed" }).exit_code == 0);
  }
  CHECK(release.push({ "HEAD^{/holds}:refs/tags/fine" }).exit_code == 0);
}

TEST_CASE("names of tags are data to the hook") {
  Release release;
  CHECK(release.hook("install") == 0);
  for (const std::string name :
       { "$(touch x)", "a;touch x", "`touch\x09x`", "-n", "it's", "a\"b" }) {
    CAPTURE(name);
    if (name.find('\t') != std::string::npos || name.find(' ') != std::string::npos) continue;
    release.model().git({ "update-ref", "refs/tags/" + name, "bad" });
    CHECK(release.push({ "refs/tags/" + name }).exit_code != 0);
  }
  CHECK_FALSE(fs::exists(release.model().path("x")));
}

TEST_CASE("a hook that was there runs first, and comes back") {
  Release release;
  const std::string hook = release.model().path(".git/hooks/pre-push");
  release.model().write(".git/hooks/pre-push", "#!/bin/sh\ncat >\"$(dirname \"$0\")/seen\"\n");
  fs::permissions(hook, fs::perms::owner_all);
  const std::string before = read_file(hook);
  CHECK(release.hook("install") == 0);
  CHECK(release.push({ "good" }).exit_code == 0);
  CHECK(read_file(release.model().path(".git/hooks/seen")).find("refs/tags/good") !=
        std::string::npos);
  CHECK(release.hook("remove") == 0);
  CHECK(read_file(hook) == before);
}

TEST_CASE("core.hooksPath of the repository is where the hook goes") {
  Release release;
  release.model().git({ "config", "core.hooksPath", "our-hooks" });
  CHECK(release.hook("install") == 0);
  CHECK(fs::exists(release.model().path("our-hooks/pre-push")));
  CHECK(release.push({ "bad" }).exit_code != 0);
}

TEST_CASE("the hook calls the program that installed it, and refuses where there is none") {
  Release release;
  TemporaryFolder folder;
  const fs::path program = folder.path() / "it's a program";
  std::ofstream(program) << "#!/bin/sh\necho \"$@\" >\"${0%/*}/called\"\n";
  fs::permissions(program, fs::perms::owner_all);
  release.installed_from(program.string());
  CHECK(release.hook("install") == 0);
  CHECK(release.push({ "bad" }).exit_code == 0);
  CHECK(read_file(folder.path() / "called") == "check --rev refs/tags/bad\n");
  const std::string id = release.model().id("bad");
  CHECK(release.push({ "bad:refs/tags/other" }).exit_code == 0);
  CHECK(read_file(folder.path() / "called") == "check --rev " + id + "\n");
  fs::remove(program);
  CHECK(release.push({ "good:refs/tags/third" }).exit_code == 0);  // by the one in PATH
  CHECK(release.push({ "bad:refs/tags/fourth" }).exit_code != 0);
}

TEST_CASE("an annotated tag is checked at its commit, and its version is compared with its name") {
  Release release;
  CHECK(release.hook("install") == 0);
  release.model().git({ "-c", "user.name=t", "-c", "user.email=t@example.org", "tag", "-a", "-m",
                        "Release", "v1.0", "good" });
  release.model().git({ "-c", "user.name=t", "-c", "user.email=t@example.org", "tag", "-a", "-m",
                        "Release", "v9.0", "good" });
  CHECK(release.push({ "v1.0" }).exit_code == 0);
  const ProgramResult other = release.push({ "v9.0" });
  CHECK(other.errors.find("version-differs-from-tag") != std::string::npos);
}
