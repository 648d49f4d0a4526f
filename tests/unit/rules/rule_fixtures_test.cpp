// Every rule against its own fixtures: goldens, and beside them what must be true of any finding.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "rules/catalogue.h"
#include "support/catch.h"
#include "support/golden.h"
#include "support/rule_fixture.h"
#include "text/printable.h"

using namespace reallyopen;
namespace fs = std::filesystem;

namespace {

const fs::path fixtures = fs::path(SOURCE_ROOT) / "tests" / "rules";

std::vector<fs::path> fixture_folders(const std::string& rule, const std::string& prefix) {
  std::vector<fs::path> folders;
  if (!fs::exists(fixtures / rule)) return folders;
  for (const auto& entry : fs::directory_iterator(fixtures / rule))
    if (entry.is_directory() && entry.path().filename().string().starts_with(prefix))
      folders.push_back(entry.path());
  std::ranges::sort(folders);
  return folders;
}

std::vector<Finding> findings_of(const ModelVerdict& model, std::string_view rule) {
  std::vector<Finding> found;
  for (const Finding& finding : model.findings)
    if (finding.rule == rule) found.push_back(finding);
  return found;
}

std::string shown(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text += fmt::format("{}:{}:{}: {}: {}\n", finding.place.path, finding.place.line,
                        finding.place.column, name(finding.level), finding.message);
    if (!finding.hint.empty()) text += fmt::format("  hint: {}\n", finding.hint);
    for (const Related& related : finding.related)
      text += fmt::format("  {}:{}:{}: {}\n", related.place.path, related.place.line,
                          related.place.column, related.label);
    if (!finding.component.empty()) text += fmt::format("  component: {}\n", finding.component);
    text += fmt::format("  fix: {}\n", finding.fix);
  }
  return text;
}

// The line that is shown is that line of that file, and the column lies in it.
void check_place(const Place& place, const FixtureRepository& repository) {
  if (place.line == 0) return;
  const std::string text = read_file(repository.path(place.path));
  std::size_t start = 0;
  for (int line = 1; line < place.line; ++line) start = text.find('\n', start) + 1;
  const std::string line = text.substr(start, text.find('\n', start) - start);
  CHECK(place.line_text == line);
  CHECK(place.column >= 1);
  CHECK(static_cast<std::size_t>(place.column) <= code_points(line) + 1);
}

void check_invariants(const Finding& finding, const FixtureRepository& repository) {
  CAPTURE(finding.message);
  CHECK_FALSE(finding.message.empty());
  CHECK_FALSE(finding.fix.empty());
  CHECK(finding.message.back() != '.');
  CHECK(printable(finding.message, 2000) == finding.message);
  CHECK(printable(finding.hint, 2000) == finding.hint);
  CHECK(printable(finding.fix, 2000) == finding.fix);
  CHECK(finding.fingerprint.size() == 16);
  check_place(finding.place, repository);
  for (const Related& related : finding.related) {
    CHECK_FALSE(related.label.empty());
    CHECK(printable(related.label, 2000) == related.label);
    check_place(related.place, repository);
  }
}

}  // namespace

TEST_CASE("every rule finds what its failing fixtures hold, at the right place") {
  for (const Rule* rule : all_rules()) {
    const std::string id(rule->id);
    CAPTURE(id);
    const auto folders = fixture_folders(id, "fails");
    CHECK_FALSE(folders.empty());
    for (const fs::path& folder : folders) {
      CAPTURE(folder.filename().string());
      const RuleFixture fixture(folder);
      const std::vector<Finding> findings = findings_of(fixture.check(), rule->id);
      CHECK_FALSE(findings.empty());
      std::set<std::string> fingerprints;
      for (const Finding& finding : findings) {
        check_invariants(finding, fixture.repository());
        CHECK(fingerprints.insert(finding.fingerprint).second);
      }
      check_golden(folder.string() + ".out", shown(findings));
    }
  }
}

TEST_CASE("no rule finds anything in its passing fixtures") {
  for (const Rule* rule : all_rules()) {
    const std::string id(rule->id);
    CAPTURE(id);
    const auto folders = fixture_folders(id, "passes");
    CHECK_FALSE(folders.empty());
    for (const fs::path& folder : folders) {
      CAPTURE(folder.filename().string());
      const std::vector<Finding> findings = findings_of(RuleFixture(folder).check(), rule->id);
      CHECK(shown(findings) == "");
    }
  }
}

TEST_CASE("the examples of every rule's page are true") {
  for (const Rule* rule : all_rules()) {
    CAPTURE(std::string(rule->id));
    const RuleFixture fails(rule->fails);
    const std::vector<Finding> findings = findings_of(fails.check(), rule->id);
    CHECK_FALSE(findings.empty());
    for (const Finding& finding : findings) check_invariants(finding, fails.repository());
    CHECK(shown(findings_of(RuleFixture(rule->passes).check(), rule->id)) == "");
  }
}

TEST_CASE("every folder of fixtures belongs to a rule") {
  std::set<std::string> ids;
  for (const Rule* rule : all_rules()) ids.emplace(rule->id);
  for (const auto& entry : fs::directory_iterator(fixtures)) {
    CAPTURE(entry.path().filename().string());
    CHECK(ids.contains(entry.path().filename().string()));
  }
}
