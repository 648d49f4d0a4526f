// What README.md shows is what the program says, and its manifest earns what it claims.
#include <fmt/format.h>

#include <filesystem>
#include <sstream>
#include <string>

#include "claims/claim.h"
#include "cli/exit_code.h"
#include "cli/run.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/golden.h"

using namespace reallyopen;

namespace {

const std::filesystem::path root = SOURCE_ROOT;

struct Outcome {
  int code = 0;
  std::string out;
};

Outcome check(const FixtureRepository& repository, std::vector<std::string> options) {
  std::ostringstream out;
  std::ostringstream err;
  options.insert(options.begin(), { "check", repository.path() });
  const int code = run(options, out, err);
  CAPTURE(err.str());
  CHECK(err.str().empty());
  return { code, out.str() };
}

// The text between two lines of README.md, without them.
struct Part {
  std::size_t begin = 0;
  std::size_t size = 0;
};

Part part(const std::string& readme, const std::string& first, const std::string& last) {
  const std::size_t start = readme.find("\n" + first + "\n");
  REQUIRE(start != std::string::npos);
  const std::size_t begin = start + first.size() + 2;
  const std::size_t end = readme.find(last + "\n", begin);
  REQUIRE(end != std::string::npos);
  return { begin, end - begin };
}

void check_generated(const std::string& name, const std::string& text) {
  std::string readme = read_file(root / "README.md");
  const Part old = part(readme, "<!-- generated: " + name + " -->", "<!-- end -->");
  readme.replace(old.begin, old.size, text);
  check_golden(root / "README.md", readme);
}

}  // namespace

TEST_CASE("README.md shows the report of a release of weights as it is") {
  FixtureRepository repository;
  repository.add_folder(root / "tests/samples/weights-only").commit("Release");
  const Outcome outcome = check(repository, { "--claim", "open-source" });
  CHECK(outcome.code == 1);
  check_generated("report",
                  "```\n$ reallyopen check --claim open-source\n" + outcome.out + "```\n");
}

TEST_CASE("README.md lists the claims that `list claims` lists") {
  std::string table = "\n| claim | it holds when |\n|---|---|\n";
  for (const Claim& claim : shipped_claims())
    table += fmt::format("| `{}` | {} |\n", claim.id, claim.summary);
  check_generated("claims", table + "\n");
}

TEST_CASE("README.md lists the exit codes that the manual page lists") {
  std::string table = "\n| code | meaning |\n|---|---|\n";
  for (const ExitCode& row : exit_codes)
    table += fmt::format("| {} | {} |\n", row.code, row.meaning);
  check_generated("exit codes", table + "\n");
}

TEST_CASE("the manifest of README.md earns open-source") {
  const std::string readme = read_file(root / "README.md");
  const Part manifest = part(readme, "```yaml", "```");
  FixtureRepository repository;
  repository.add_folder(root / "tests/samples/spam-classifier")
    .write("TRANSPARENCY.yaml", readme.substr(manifest.begin, manifest.size))
    .commit("Release");
  const Outcome outcome = check(repository, {});
  CAPTURE(outcome.out);
  CHECK(outcome.code == 0);
  CHECK(outcome.out.find("open source? yes") != std::string::npos);
}
