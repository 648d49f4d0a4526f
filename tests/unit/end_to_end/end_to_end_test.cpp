// Whole runs on whole repositories: tests/end_to_end/<case>/ holds `repository` (with a
// `repository.setup` as rule fixtures have), `arguments` (one a line) and `expected.out`.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "embedded/files.h"
#include "manifest/parse.h"
#include "manifest/schema.h"
#include "report/format.h"
#include "support/call.h"
#include "support/catch.h"
#include "support/golden.h"
#include "support/rule_fixture.h"
#include "text/printable.h"

using namespace reallyopen;
namespace fs = std::filesystem;

namespace {

// `{repository}` stands for where the repository was made.
std::vector<std::string> arguments_of(const fs::path& folder, const FixtureRepository& repository) {
  std::vector<std::string> arguments;
  std::istringstream lines(read_file(folder / "arguments"));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t at = line.find("{repository}");
    if (at != std::string::npos) line.replace(at, 12, repository.path());
    arguments.push_back(line);
  }
  return arguments;
}

std::vector<std::string> with_format(std::vector<std::string> arguments, std::string_view format) {
  const auto given = std::ranges::find(arguments, "--format");
  if (given != arguments.end()) arguments.erase(given, given + 2);
  arguments.insert(arguments.end(), { "--format", std::string(format) });
  return arguments;
}

std::string line_of(const std::string& text, int number) {
  std::istringstream lines(text);
  std::string line;
  for (int i = 0; i < number; ++i)
    if (!std::getline(lines, line)) return "";
  return line;
}

// Every place that a report names is in the repository, and the line in the file.
void check_place(const nlohmann::json& place, const FixtureRepository& repository) {
  const std::string path = place["path"];
  CAPTURE(path);
  CHECK_FALSE(path.starts_with("/"));
  if (!place.contains("line")) return;
  REQUIRE(fs::exists(repository.path(path)));
  const std::string text = read_file(repository.path(path));
  const int line = place["line"];
  CHECK(line >= 1);
  CHECK(line <= std::count(text.begin(), text.end(), '\n') + 1);
  if (place.contains("column"))
    CHECK(place["column"].get<std::size_t>() <= code_points(line_of(text, line)) + 1);
}

void check_report(const Outcome& outcome, const FixtureRepository& repository) {
  static const Schema schema = Schema::parse(embedded_file("report.schema.json"));
  // With our own parser and schema interpreter: JSON is YAML.
  const ParseResult parsed = parse_document("report.json", outcome.out);
  REQUIRE(parsed.document);
  for (const Problem& problem : schema.validate(*parsed.document).problems)
    FAIL_CHECK(problem.message);
  const auto report = nlohmann::json::parse(outcome.out);
  CHECK(report["exit_code"] == outcome.code);
  const std::string verdict = report["verdict"];
  CHECK(verdict == (outcome.code == 0 ? "holds" : outcome.code == 1 ? "fails" : "incomplete"));
  for (const auto& model : report["models"]) {
    for (const auto& finding : model["findings"]) check_place(finding["place"], repository);
    for (const auto& component : model["components"])
      for (const auto& place : component["places"]) check_place(place, repository);
    for (const auto& claim : model["claims"]) {
      CHECK(claim["met"] <= claim["of"]);
      for (const auto& unmet : claim["unmet"]) check_place(unmet["place"], repository);
    }
  }
}

}  // namespace

TEST_CASE("whole runs", "[end_to_end]") {
  int cases = 0;
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_ROOT) / "tests" / "end_to_end"))
    if (entry.is_directory()) folders.push_back(entry.path());
  std::ranges::sort(folders);
  for (const fs::path& folder : folders) {
    CAPTURE(folder.filename().string());
    ++cases;
    const RuleFixture fixture(folder / "repository");
    const FixtureRepository& repository = fixture.repository();
    const std::vector<std::string> arguments = arguments_of(folder, repository);
    const Outcome outcome = call(arguments);
    CHECK((outcome.out + outcome.err).find(repository.path()) == std::string::npos);
    check_golden(folder / "expected.out",
                 fmt::format("{}{}exit {}\n", outcome.out, outcome.err, outcome.code));
    // The exit code is no matter of the format, and a second run says the same.
    for (const Format& format : formats()) {
      CAPTURE(std::string(format.id));
      const Outcome one = call(with_format(arguments, format.id));
      const Outcome two = call(with_format(arguments, format.id));
      CHECK(one.code == outcome.code);
      CHECK(one.out == two.out);
      CHECK(one.err == two.err);
      if (format.id == "json" && outcome.code != 2) check_report(one, repository);
    }
  }
  CHECK(cases >= 8);
}
