// Each format whole, against a golden; every format against every fixture; hostile strings in every
// field.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/run.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/format_invariants.h"
#include "support/golden.h"
#include "support/rule_fixture.h"
#include "unit/report/sample_run.h"

using namespace reallyopen;
using namespace reallyopen::sample;
namespace fs = std::filesystem;

namespace {

const fs::path source_root = SOURCE_ROOT;

// Something of all that a run can hold: each level, related places, an accepted and an unsettled
// finding, a second model for which nothing is claimed.
RunVerdict colourful_run() {
  ModelVerdict model = failing_model();
  model.findings[2].related = { { place(3, 1, 5, "name: leafnet"), "the model is named here" } };
  model.findings[1].waived = Acceptance{
    "measured again in spring", "ada@example.org", "2026-03-31", { ".reallyopen.yaml", 4, 5 }
  };
  model.findings.push_back({ .rule = "path-unreadable",
                             .level = Level::warning,
                             .message = "`weights/model.bin` could not be read",
                             .fix = "fetch it: `git lfs pull`",
                             .place = { "weights", 0 },
                             .incomplete = true,
                             .fingerprint = "path-unreadable:model.weights" });
  ModelVerdict second;
  second.manifest = "small model/TRANSPARENCY.yaml";
  RunVerdict run = run_of({ model, second });
  run.rules = { { "path-missing", Level::error, false, "a declared path is not there",
                  "A path is a promise.", "correct it" },
                { "unit-unclear", Level::warning, false, "a value without a unit", "Forty what?",
                  "name the unit" },
                { "license-base-model", Level::note, false, "a base model under other terms",
                  "Terms are inherited.", "say so" },
                { "path-unreadable", Level::warning, true, "a file could not be read",
                  "Unseen is unknown.", "fetch it" } };
  return run;
}

std::string without_version(std::string text) {
  const std::string version = nlohmann::json::parse(json(run_of({})))["tool"]["version"]
                                .get<std::string>();
  for (std::size_t at = text.find("\"" + version + "\""); at != std::string::npos;
       at = text.find("\"" + version + "\""))
    text.replace(at + 1, version.size(), "VERSION");
  return text;
}

// With REPORTS=FOLDER the reports stay there, for validators that are not part of this suite.
void keep(const std::string& name, const RunVerdict& run) {
  const char* folder = std::getenv("REPORTS");
  if (!folder) return;
  for (const Format& format : formats()) {
    fs::create_directories(fs::path(folder) / format.id);
    std::ofstream(fs::path(folder) / format.id / name, std::ios::binary) << format.write(run, {});
  }
}

std::vector<fs::path> rule_fixtures() {
  std::vector<fs::path> folders;
  for (const auto& rule : fs::directory_iterator(source_root / "tests" / "rules"))
    for (const auto& entry : fs::directory_iterator(rule.path()))
      if (entry.is_directory()) folders.push_back(entry.path());
  std::ranges::sort(folders);
  return folders;
}

RunVerdict run_on(const ModelVerdict& model) {
  RunVerdict run = with_rules(run_of({ model }));
  run.subject.worktree = true;
  return run;
}

// In parts, each of which takes less time under sanitizers than ctest waits for a test.
void check_rule_fixtures(std::size_t part, std::size_t parts) {
  const std::vector<fs::path> folders = rule_fixtures();
  for (std::size_t i = part; i < folders.size(); i += parts) {
    const fs::path& folder = folders[i];
    const std::string name = folder.parent_path().filename().string() + "-" +
                             folder.filename().string();
    CAPTURE(name);
    const RunVerdict run = run_on(RuleFixture(folder).check());
    check_every_format(run);
    keep(name, run);
  }
}

}  // namespace

TEST_CASE("each format, whole") {
  const RunVerdict run = colourful_run();
  CHECK(run.exit_code == 1);
  for (const Format& format : formats())
    check_golden(source_root / "tests" / "formats" / ("colourful." + std::string(format.id)),
                 without_version(format.write(run, {})));
  check_every_format(run);
  keep("colourful", run);
}

TEST_CASE("every format says of every rule fixture the same as the verdict, and nothing raw: a") {
  check_rule_fixtures(0, 4);
}

TEST_CASE("every format says of every rule fixture the same as the verdict, and nothing raw: b") {
  check_rule_fixtures(1, 4);
}

TEST_CASE("every format says of every rule fixture the same as the verdict, and nothing raw: c") {
  check_rule_fixtures(2, 4);
}

TEST_CASE("every format says of every rule fixture the same as the verdict, and nothing raw: d") {
  check_rule_fixtures(3, 4);
}

TEST_CASE("every format of a run that holds, of no model and of what could not be examined") {
  ModelVerdict unseen = holding_model();
  unseen.claims[1].verdict = Verdict::incomplete;
  for (const RunVerdict& run : { run_of({ holding_model() }), run_of({}), run_of({ unseen }),
                                 run_of({ holding_model(), unseen }) })
    check_every_format(with_rules(run));
}

TEST_CASE("hostile strings in every field are inert in every format") {
  for (const std::string& hostile :
       { std::string("\x1b[31m\n::error::x"), std::string("::error file=a::b"),
         std::string("<script>alert(1)</script> <!-- --> ]]> &amp; &#x3c; <?x?>"),
         std::string(
           "`x` ``y`` ```\n~~~ | a | b | ](http://evil.example) ![x](y) @team www.evil.example"),
         std::string("` <b> ` `` | <img src=x onerror=alert(1)> ``"),
         std::string("\" ' onmouseover=\"x"), std::string("# SKIP \\# TODO \\"),
         std::string("##[error]x ##vso[task.complete]"), std::string("a,b:c%0A%25\r\n\t"),
         std::string("\u202egnp.exe\u2066 \u2028 \ufeff"), std::string("nul \0 \xff \xc3", 10),
         std::string("---\n...\n- a: b"), std::string(" "), std::string("//host/x"),
         std::string("../../etc/passwd"), std::string(5000, '`') }) {
    RunVerdict run = colourful_run();
    ModelVerdict& model = run.models[0];
    model.manifest = model.name = model.version = hostile;
    run.subject.description = hostile;
    for (Finding& finding : model.findings) {
      finding.message = finding.hint = finding.fix = finding.component = hostile;
      finding.place.path = finding.place.line_text = hostile;
      finding.related = { { finding.place, hostile } };
    }
    model.findings[1].waived = Acceptance{ hostile, hostile, hostile, model.findings[0].place };
    for (ClaimVerdict& claim : model.claims)
      for (Unmet& unmet : claim.unmet) {
        unmet.component = unmet.needs = unmet.lacking = unmet.step = unmet.why = hostile;
        unmet.place.path = hostile;
      }
    for (ComponentEvidence& component : model.components)
      component.field = component.reason = component.step = hostile;
    model.claims[1].id = model.claims[1].title = hostile;
    conclude(run);
    check_every_format(run);
  }
}

TEST_CASE("the exit code and the reports are the same in every combination of formats") {
  FixtureRepository repository;
  repository.write("TRANSPARENCY.yaml", "schema_version: 1\nclaim: open-weights\n").commit("x");
  std::vector<std::string> all{ "check", repository.path() };
  std::set<int> codes;
  const TemporaryFolder folder;
  const auto check_with = [](const std::vector<std::string>& arguments) {
    std::ostringstream out;
    std::ostringstream err;
    const int code = run(arguments, out, err);
    CHECK(err.str().empty());
    return std::pair(code, out.str());
  };
  std::map<std::string, std::string> alone;
  for (const Format& format : formats()) {
    const std::string id(format.id);
    const auto [code, text] = check_with({ "check", repository.path(), "--format", id });
    codes.insert(code);
    alone[id] = text;
    const std::string file = (folder.path() / id).string();
    all.insert(all.end(), { "--format", id + "=" + file });
  }
  const auto [code, nothing] = check_with(all);
  codes.insert(code);
  CHECK(nothing.empty());
  CHECK(codes == std::set<int>{ 1 });
  for (const auto& [id, text] : alone) CHECK(read_file(folder.path() / id) == text);
}
