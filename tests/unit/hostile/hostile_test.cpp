// Repositories written by an attacker: no crash, no hang, never green, nothing raw in any output.
#include <sys/stat.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "cli/run.h"
#include "inspection/check.h"
#include "report/format.h"
#include "support/call.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/format_invariants.h"

using namespace reallyopen;
namespace fs = std::filesystem;

namespace {

using Prepare = std::function<void(FixtureRepository&)>;

struct Hostile {
  std::string name;
  int exit_code;
  std::string expected;  // a rule id or a part of the error; must be in the output
  Prepare prepare;
};

constexpr const char* manifest = "TRANSPARENCY.yaml";

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  result.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

// A manifest that holds but for what is put in.
std::string sound(std::string_view scripts, std::string_view name = "leafnet") {
  return "schema_version: 1\nclaim: open-weights\nmodel:\n  name: " + std::string(name) +
         "\n  version: \"1.0\"\n  developer: Leaf Lab\n  architecture: {description: Two layers.}\n"
         "  weights: {files: model.bin}\n  inference: {code: predict.py}\n"
         "data: {status: withheld, reason: No.}\npreprocessing: {status: withheld, reason: No.}\n"
         "training:\n  scripts: " +
         std::string(scripts) +
         "\nhyperparameters: {status: withheld, reason: No.}\n"
         "hardware: {status: unknown, reason: No.}\nlicense: MIT\nrestrictions: []\n";
}

Prepare text(std::string content) {
  return [content = std::move(content)](FixtureRepository& repository) {
    repository.write(manifest, content)
      .write("model.bin", "weights")
      .write("predict.py", "print(1)\n");
    repository.write("train.py", "print(1)\n").commit("x");
  };
}

Prepare with(std::string scripts, Prepare more) {
  return [scripts = std::move(scripts), more = std::move(more)](FixtureRepository& repository) {
    repository.write(manifest, sound(scripts)).write("model.bin", "weights");
    repository.write("predict.py", "print(1)\n").write("train.py", "print(1)\n");
    more(repository);
    repository.commit("x");
  };
}

std::string alias_bomb() {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i)
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" +
            repeated("*a" + std::to_string(i - 1) + ", ", 9) + "*a" + std::to_string(i - 1) + "]\n";
  return bomb;
}

std::string listed(const std::function<std::string(int)>& item, int count) {
  std::string list = "[";
  for (int i = 0; i < count; ++i) list += (i ? ",\n            \"" : "\"") + item(i) + "\"";
  return list + "]";
}

std::string listed_keys(int count) {
  std::string keys;
  for (int i = 0; i < count; ++i) keys += ", " + repeated("k", 60) + std::to_string(i) + ":";
  return keys;
}

void replace_by_fifo(FixtureRepository& repository, const std::string& path) {
  fs::remove(repository.path(path));
  REQUIRE(mkfifo(repository.path(path).c_str(), 0600) == 0);
}

std::vector<Hostile> manifests() {
  return {
    { "empty manifest", 1, "manifest-", text("") },
    { "white space only", 1, "manifest-", text(" \n\t\n") },
    { "a list", 1, "manifest-invalid", text("[1, 2]\n") },
    { "a scalar", 1, "manifest-invalid", text("open source\n") },
    { "NUL byte", 1, "manifest-unreadable", text(std::string("a: b\0c\n", 7)) },
    { "invalid UTF-8", 1, "manifest-unreadable", text("model: {name: \"\xff\xfe\"}\n") },
    { "overlong UTF-8", 1, "manifest-unreadable", text("model: {name: \"\xc0\xaf\"}\n") },
    { "UTF-16", 1, "manifest-unreadable",
      text(std::string("\xff\xfe"
                       "a\0:\0 \0b\0",
                       10)) },
    { "control characters", 1, "manifest-unreadable", text("a: \x01\x02\x1b[2J\n") },
    { "duplicate key", 1, "manifest-unreadable", text("claim: a\nclaim: b\n") },
    { "duplicate key below", 1, "manifest-unreadable", text("model:\n  name: a\n  name: b\n") },
    { "duplicate key, spelt differently", 1, "manifest-unreadable",
      text("claim: a\n\"cl\\x61im\": b\n") },
    { "second document", 1, "manifest-unreadable", text("claim: a\n---\nclaim: b\n") },
    { "tag", 1, "manifest-unreadable", text("claim: !!python/object/apply:os.system [id]\n") },
    { "merge key", 1, "manifest-unreadable", text("a: &a {b: 1}\nc: {<<: *a}\n") },
    { "complex key", 1, "manifest-unreadable", text("? [a, b]\n: c\n") },
    { "alias bomb", 1, "manifest-over-limit", text(alias_bomb()) },
    { "alias to itself", 1, "manifest-unreadable", text("a: &a [*a]\n") },
    { "unknown alias", 1, "manifest-unreadable", text("a: *nobody\n") },
    { "100,000 brackets", 1, "manifest-", text("a: " + repeated("[", 100'000)) },
    { "100,000 closed brackets", 1, "manifest-over-limit",
      text("a: " + repeated("[", 100'000) + repeated("]", 100'000)) },
    { "100,000 braces", 1, "manifest-", text(repeated("{a: ", 100'000)) },
    { "100,000 dashes", 1, "manifest-", text(repeated("- ", 100'000) + "x\n") },
    { "100,000 question marks", 1, "manifest-", text(repeated("? ", 100'000) + "x\n") },
    { "4 MiB of brackets", 1, "manifest-", text(repeated("[", 4 << 20)) },
    { "50 MB scalar", 1, "manifest-over-limit", text("a: " + repeated("x", 50'000'000)) },
    { "100 MB manifest", 1, "manifest-over-limit",
      [](FixtureRepository& repository) {
    text("a: b\n")(repository);
    fs::resize_file(repository.path(manifest), 100'000'000);
     } },
    { "one line of 4 MB", 1, "manifest-over-limit",
      text("a: \"" + repeated("x", 4'000'000) + "\"\n") },
    { "90,000 quoted values in a line of 4 MB", 1, "manifest-over-limit",
      text("[" + repeated("\"" + repeated("x", 40) + "\",", 90'000) + "]\n") },
    { "45,000 keys without a value in one line", 1, "manifest-over-limit",
      text("x-a: {k:" + listed_keys(45'000) + "}\n") },
    { "3,900 long keys without a value in one line", 1, "manifest-invalid",
      text("x-a: {k:" + listed_keys(3'900) + "}\n") },
    { "200,000 keys", 1, "manifest-",
      [](FixtureRepository& repository) {
    std::string keys;
    for (int i = 0; i < 200'000; ++i) keys += "k" + std::to_string(i) + ": 1\n";
    text(keys)(repository);
     } },
    { "1,000,000 anchors", 1, "manifest-", text("[" + repeated("&a ,", 1'000'000) + "]") },
    { "tab indentation", 1, "manifest-unreadable", text("model:\n\tname: a\n") },
    { "directives", 1, "manifest-", text(repeated("%YAML 1.2\n", 10'000) + "---\na: b\n") },
    { "open quote", 1, "manifest-unreadable", text("a: \"" + repeated("\\\n", 100'000)) },
    { "huge number", 1, "manifest-invalid",
      text("schema_version: " + repeated("9", 100'000) + "\n") },
    { "10,000 claims", 1, "9000 more of",
      text("claim: " + listed([](int i) { return "c" + std::to_string(i); }, 10'000) + "\n") },
    { "4,000 parentheses in a licence", 1, "license-expression-invalid",
      text("license: \"" + repeated("(", 4000) + "\"\n") },
    { "a licence of 250 KB", 1, "license-expression-invalid",
      text("license: \"" + repeated("MIT OR ", 37'000) + "\"\n") },
    { "workflow command as name", 1, "manifest-invalid",
      text("model:\n  name: \"x\\n::error file=a::b\"\n  version: \"::set-output name=a::b\"\n") },
    { "workflow command as key", 1, "manifest-invalid", text("\"::error::x\": 1\n") },
    { "terminal escapes as value", 1, "manifest-invalid",
      text("claim: \"\\e[2J\\e]0;x\\a\\x9b31m\"\n") },
    { "right-to-left override", 1, "manifest-invalid", text("claim: \"\u202egnp.exe\u2066\"\n") },
    { "raw right-to-left override", 1, "manifest-invalid", text("clam: a\u202eb\n") },
    };
}

std::vector<Hostile> paths() {
  const Prepare nothing = [](FixtureRepository&) {};
  return {
    { "path upward", 1, "path-outside", with("../../../../etc/passwd", nothing) },
    { "absolute path", 1, "path-missing", with("/etc/passwd", nothing) },
    { "path with NUL", 1, "path-missing", with("\"train.py\\0.txt\"", nothing) },
    { "path of 100 KB", 1, "path-missing", with(repeated("a/", 50'000), nothing) },
    { "path with escapes", 1, "path-missing", with("\"\\e[31m\\n::error::x\"", nothing) },
    { "path into .git", 1, "path-", with(".git/config", nothing) },
    { "link to itself", 1, "path-symlink-dangling",
      with("a", [](FixtureRepository& repository) { repository.symlink("a", "a"); }) },
    { "chain of 100 links", 1, "path-symlink",
      with(
        "l0",
        [](FixtureRepository& repository) {
    for (int i = 0; i < 100; ++i)
      repository.symlink("l" + std::to_string(i), "l" + std::to_string(i + 1));
    repository.write("l100", "print(1)\n");
        }) },
    { "link out of the tree", 1, "path-symlink-escapes",
      with("a", [](FixtureRepository& repository) { repository.symlink("a", "/etc/passwd"); }) },
    { "link folder out of the tree", 1, "path-symlink-escapes",
      with("a/passwd",
           [](FixtureRepository& repository) { repository.symlink("a", "../../etc"); }) },
    { "link target with escapes", 1, "path-symlink-dangling",
      with(
        "a",
        [](FixtureRepository& repository) { repository.symlink("a", "\x1b[31m\n::error::x"); }) },
    { "manifest is a link", 1, "manifest-unreadable",
      [](FixtureRepository& repository) {
    repository.symlink(manifest, "/dev/zero").commit("x");
     } },
    { "manifest is a folder", 1, "manifest-",
      [](FixtureRepository& repository) {
    repository.write(std::string(manifest) + "/x", "y").commit("x");
     } },
    { "manifest is a submodule", 1, "manifest-",
      [](FixtureRepository& repository) {
    repository.submodule_entry(manifest, "59a53e3f68e546330ca5a99ec626e58f9ab96494").commit("x");
     } },
    { "manifest is a FIFO", 1, "manifest-",
      [](FixtureRepository& repository) {
    text(sound("train.py"))(repository);
    replace_by_fifo(repository, manifest);
     } },
    { "script is a FIFO", 3, "path-unreadable",
      [](FixtureRepository& repository) {
    text(sound("train.py"))(repository);
    replace_by_fifo(repository, "train.py");
     } },
    { "folder of a script is a link out", 1, "path-",
      [](FixtureRepository& repository) {
    with("src/passwd", [](FixtureRepository& r) { r.write("src/passwd", "x"); })(repository);
    fs::remove_all(repository.path("src"));
    fs::create_symlink("/etc", repository.path("src"));
     } },
    // Any number of folders, 300 times over, is any number of folders.
    { "glob of stars that matches", 0, "leafnet",
      with("\"" + repeated("**/", 300) + "*.py\"", nothing) },
    { "glob of stars that matches nothing", 1, "path-missing",
      with(
        "\"" + repeated("**/", 300) + "*.cu\"",
        [](FixtureRepository& repository) {
    repository.write(repeated("a/", 200) + "b.py", "x");
        }) },
    { "glob of brackets", 1, "path-missing", with("\"" + repeated("[", 500) + "\"", nothing) },
    { "glob that backtracks", 1, "path-missing",
      with("\"" + repeated("*a", 300) + "b\"",
           [](FixtureRepository& repository) { repository.write(repeated("a", 200), "x"); }) },
    { "5,000 globs", 1, "path-over-limit",
      with(listed([](int i) { return "**/x" + std::to_string(i) + "*"; }, 5000), nothing) },
    { "20,000 missing paths", 1, "18998 more of",
      with(listed([](int i) { return "src/x" + std::to_string(i); }, 20'000), nothing) },
    { "50 MB of spaces as a script", 1, "path-",
      with(
        "blank.py",
        [](FixtureRepository& repository) {
    repository.write("blank.py", repeated(" ", 1'000'000));
        }) },
    { "an endless comment", 1, "path-empty",
      with(
        "a.cpp",
        [](FixtureRepository& repository) {
    repository.write("a.cpp", "/*" + repeated("x\n", 100'000));
        }) },
    { "file names with escapes and commands", 1, "path-missing",
      with(
        "trian.py",
        [](FixtureRepository& repository) {
    repository.write("\x1b[31mtrain.py", "x").write("a\n::error::b/train.pyy", "x");
    repository.write("::error::c", "x").write("tra\u202ein.py", "x");
        }) },
    { "a manifest below a folder named as a command", 1, "manifest-invalid",
      [](FixtureRepository& repository) {
    repository.write("::error::x\n::warning::y/TRANSPARENCY.yaml", "a: b\n").commit("x");
     } },
    };
}

std::vector<Hostile> configurations() {
  return {
    { "configuration that would run programs", 0, "leafnet",
      [](FixtureRepository& repository) {
    repository.write(".gitattributes", "* filter=evil diff=evil merge=evil text=auto\n");
    text(sound("train.py"))(repository);
    const std::string run = "touch " + repository.path("executed");
    for (const char* key :
         { "core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "filter.evil.clean",
           "filter.evil.smudge", "filter.evil.process", "diff.evil.textconv", "credential.helper",
           "core.askPass", "uploadpack.packObjectsHook" })
      repository.git({ "config", key, run });
    repository.git({ "config", "core.hooksPath", repository.path("hooks") });
    repository.write("train.py", "print(2)\n");
     } },
    { "configuration that includes other files", 0, "leafnet",
      [](FixtureRepository& repository) {
    text(sound("train.py"))(repository);
    repository.git({ "config", "include.path", "/dev/zero/nothing" });
     } },
    { "1 MB of .gitignore", 1, "path-missing",
      with(
        "gone.py",
        [](FixtureRepository& repository) {
    repository.write(".gitignore", repeated("**/*a*a*a*a*a*a*b\n", 50'000));
        }) },
    };
}

Outcome check_repository(const FixtureRepository& repository, std::string_view format,
                         const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments{ "check", repository.path(), "--format", std::string(format) };
  arguments.insert(arguments.end(), more.begin(), more.end());
  return call(arguments);
}

// Of the processor: other programs on the machine do not count. Sanitizers make everything slower.
#ifdef __SANITIZE_ADDRESS__
constexpr double most_seconds = 8;
#else
constexpr double most_seconds = 1;
#endif

double seconds_used() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void check_all(const std::vector<Hostile>& table) {
  for (const Hostile& hostile : table) {
    CAPTURE(hostile.name);
    FixtureRepository repository;
    repository.git({ "config", "core.looseCompression", "0" });
    hostile.prepare(repository);
    const double start = seconds_used();
    const RunVerdict verdict = check({ .folder = repository.path() });
    CHECK(seconds_used() - start < most_seconds);
    CHECK(verdict.exit_code == hostile.exit_code);
    for (const Format& format : formats()) {
      const double written = seconds_used();
      const std::string report = format.write(verdict, {});
      CHECK(seconds_used() - written < most_seconds);
      CAPTURE(std::string(format.id), report.substr(0, 2000));
      check_report(format.id, report, verdict);
      if (format.id == "text" || format.id == "json")
        CHECK(report.find(hostile.expected) != std::string::npos);
    }
    CHECK_FALSE(fs::exists(repository.path("executed")));
  }
}

}  // namespace

TEST_CASE("hostile manifests") { check_all(manifests()); }

TEST_CASE("hostile paths") { check_all(paths()); }

TEST_CASE("hostile configurations") { check_all(configurations()); }

TEST_CASE("hostile arguments come back inert") {
  FixtureRepository repository;
  repository.write(manifest, sound("train.py")).commit("x");
  const std::string evil = "\x1b[31m\n::error::x\u202e";
  for (const std::vector<std::string>& arguments :
       { std::vector<std::string>{ "check", repository.path(), "--rev", evil },
         std::vector<std::string>{ "check", repository.path(), "--claim", evil },
         std::vector<std::string>{ "check", repository.path(), "--format", evil },
         std::vector<std::string>{ "check", repository.path() + "/" + evil },
         std::vector<std::string>{ "explain", evil } }) {
    std::ostringstream out;
    std::ostringstream err;
    CHECK(run(arguments, out, err) == 2);
    CHECK(out.str().empty());
    check_inert("text", err.str());
  }
}

// The files as committed give the same as in the working tree.
TEST_CASE("byte order mark and CRLF change nothing") {
  for (const std::string& prefix : { std::string(), std::string("\xef\xbb\xbf") }) {
    FixtureRepository repository;
    std::string crlf;
    for (const char letter : sound("train.py"))
      crlf += letter == '\n' ? "\r\n" : std::string(1, letter);
    text(prefix + crlf)(repository);
    const Outcome outcome = check_repository(repository, "text", { "--rev", "HEAD" });
    CAPTURE(outcome.out, outcome.err);
    CHECK(outcome.code == 0);
  }
}
