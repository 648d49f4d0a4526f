// What happens to a reproducible release when one thing of it is taken away or changed: exactly the
// component, the finding and the exit code that it should, and nothing else.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "evidence/components/component.h"
#include "inspection/check.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/golden.h"

using namespace reallyopen;
namespace fs = std::filesystem;

namespace {

const fs::path spam_classifier = fs::path(SOURCE_ROOT) / "tests" / "samples" / "spam-classifier";
constexpr const char* manifest = "TRANSPARENCY.yaml";

// One change of the working tree.
struct Change {
  enum class Kind { remove, write, replace, cut };
  Kind kind;
  std::string
    what;  // a path; for `replace` text of the manifest, for `cut` the start of a line of it
  std::string by = {};
};

Change removed(std::string path) { return { Change::Kind::remove, std::move(path) }; }
Change written(std::string path, std::string text) {
  return { Change::Kind::write, std::move(path), std::move(text) };
}
Change replaced(std::string text, std::string by) {
  return { Change::Kind::replace, std::move(text), std::move(by) };
}
// The line and what is indented below it.
Change cut(std::string line, std::string by = "") {
  return { Change::Kind::cut, std::move(line), std::move(by) };
}

using Components = std::map<std::string, std::string>;

struct Mutation {
  std::string name;
  std::vector<Change> changes;
  Components components;              // those that change, and to what
  std::vector<std::string> findings;  // `rule@line`
  int exit_code = 1;
};

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

std::string without_block(const std::string& text, const std::string& start,
                          const std::string& by) {
  const std::size_t begin = ("\n" + text).find("\n" + start);
  REQUIRE(begin != std::string::npos);
  REQUIRE(("\n" + text).find("\n" + start, begin + 1) == std::string::npos);
  std::size_t end = text.find('\n', begin) + 1;
  const std::size_t depth = indentation(std::string_view(text).substr(begin));
  while (end < text.size()) {
    const std::string_view line = std::string_view(text).substr(end, text.find('\n', end) - end);
    if (!line.empty() && indentation(line) <= depth) break;
    end += line.size() + 1;
  }
  return text.substr(0, begin) + by + text.substr(end);
}

void apply(const Change& change, FixtureRepository& repository) {
  const auto text = [&] { return read_file(repository.path(manifest)); };
  switch (change.kind) {
    case Change::Kind::remove:
      REQUIRE(fs::exists(repository.path(change.what)));
      repository.remove(change.what);
      break;
    case Change::Kind::write:
      repository.write(change.what, change.by);
      break;
    case Change::Kind::replace: {
      std::string changed = text();
      const std::size_t at = changed.find(change.what);
      CAPTURE(change.what);
      REQUIRE(at != std::string::npos);
      REQUIRE(changed.find(change.what, at + 1) == std::string::npos);
      repository.write(manifest, changed.replace(at, change.what.size(), change.by));
      break;
    }
    case Change::Kind::cut:
      CAPTURE(change.what);
      repository.write(manifest, without_block(text(), change.what, change.by));
      break;
  }
}

Components evidence_of(const ModelVerdict& model) {
  Components evidence;
  for (const ComponentEvidence& component : model.components)
    evidence[component.id] = name(component.evidence);
  return evidence;
}

Components difference(const Components& before, const Components& after) {
  Components changed;
  for (const auto& [id, evidence] : after)
    if (before.at(id) != evidence) changed[id] = evidence;
  return changed;
}

std::vector<std::string> findings_of(const ModelVerdict& model) {
  std::vector<std::string> findings;
  for (const Finding& finding : model.findings)
    findings.push_back(fmt::format("{}@{}", finding.rule, finding.place.line));
  std::ranges::sort(findings);
  return findings;
}

const std::string scripts =
  "scripts: [train.py, model.py, messages.py, configuration.py, random_numbers.py, "
  "safetensors_file.py]";

std::vector<std::string> at_lines(std::string_view rule, std::initializer_list<int> lines) {
  std::vector<std::string> findings;
  for (const int line : lines) findings.push_back(fmt::format("{}@{}", rule, line));
  return findings;
}

Components all_absent() {
  Components evidence;
  for (const Component* component : all_components())
    evidence[std::string(component->id)] = "absent";
  return evidence;
}

std::vector<Mutation> mutations() {
  return {
    { "weights removed",
      { removed("model.safetensors") },
      { { "model-weights", "broken" } },
      { "path-missing@32" } },
    { "weights not declared",
      { cut("  weights:\n") },
      { { "model-weights", "absent" } },
      { "requirement-unmet@11" } },
    { "weights with other bytes",
      { written("model.safetensors", std::string(2684, 'x')) },
      { { "model-weights", "broken" } },
      { "path-digest-differs@33" } },
    { "weights of another size",
      { written("model.safetensors", std::string(2683, 'x')) },
      { { "model-weights", "broken" } },
      { "path-digest-differs@34" } },
    { "weights under another digest",
      { replaced("27b7e0904a90f9f37f1c8f8ef2718a75520f1763cadb65a2eb7df3047f51bb94",
                 "17b7e0904a90f9f37f1c8f8ef2718a75520f1763cadb65a2eb7df3047f51bb94") },
      { { "model-weights", "broken" } },
      { "path-digest-differs@33" } },
    { "weights withheld",
      { cut("  weights:\n", "  weights: {files: {status: withheld, reason: not released}}\n") },
      { { "model-weights", "withheld" } },
      { "requirement-unmet@30" } },
    { "architecture not declared",
      { cut("  architecture:") },
      { { "model-architecture", "absent" } },
      { "requirement-unmet@11" } },
    { "inference not declared",
      { cut("  inference:") },
      { { "inference-code", "absent" } },
      { "requirement-unmet@11" } },
    { "a script that everything uses removed",
      { removed("model.py") },
      { { "model-architecture", "broken" },
        { "inference-code", "broken" },
        { "data-preprocessing", "broken" },
        { "training-scripts", "broken" },
        { "evaluation-code", "broken" } },
      { "import-not-known@7", "path-missing@105", "path-missing@136", "path-missing@24",
        "path-missing@38", "path-missing@94" } },
    { "inference script removed",
      { removed("predict.py") },
      { { "inference-code", "broken" } },
      { "command-path-missing@40", "path-missing@38" } },
    { "inference script empty",
      { written("predict.py", "") },
      { { "inference-code", "broken" } },
      { "path-empty@38" } },
    { "inference script of comments",
      { written("predict.py", "# loads the weights\n") },
      { { "inference-code", "broken" } },
      { "path-empty@38" } },
    { "inference script that is a promise",
      { written("predict.py", "# coming soon\n") },
      { { "inference-code", "broken" } },
      { "path-placeholder@38" } },
    { "package list removed",
      { removed("pyproject.toml") },
      { { "environment", "broken" } },
      at_lines("path-missing", { 39, 148 }) },
    { "data removed",
      { removed("data/messages.csv") },
      { { "data-sources", "broken" } },
      { "path-missing@54" } },
    { "data of another size",
      { written("data/messages.csv", "spam,buy\n") },
      { { "data-sources", "broken" } },
      { "path-digest-differs@56" } },
    { "data withheld",
      { replaced("access: open  ", "access: withheld\n      reason: not released  ") },
      { { "data-sources", "withheld" }, { "data-license", "not-applicable" } },
      at_lines("requirement-unmet", { 51, 171 }) },
    { "data obtainable",
      { replaced("access: open  ", "access: obtainable\n      obtain: write to data@leaf.org  ") },
      { { "data-sources", "described" }, { "data-license", "not-applicable" } },
      at_lines("requirement-unmet", { 51, 171 }) },
    { "data behind a link",
      { cut("      artifact:", "      url: https://data.leaf.org/messages.csv\n") },
      { { "data-sources", "linked" } },
      { "requirement-unmet@53" } },
    { "data section withheld",
      { cut("data:", "data: {status: withheld, reason: not released}\n") },
      { { "data-sources", "withheld" }, { "data-license", "not-applicable" } },
      at_lines("requirement-unmet", { 43, 141 }) },
    { "licence of the data not stated",
      { replaced("      license: CC0-1.0\n      underlying", "      underlying"),
        cut("  data: {id: CC0") },
      { { "data-license", "absent" } },
      { "requirement-unmet@47" } },
    { "preprocessing script removed",
      { removed("prepare.py") },
      { { "data-preprocessing", "broken" } },
      { "command-path-missing@81", "path-missing@79", "path-missing@87", "path-missing@94" } },
    { "preprocessing withheld",
      { cut("preprocessing:", "preprocessing: {status: withheld, reason: not released}\n") },
      { { "data-preprocessing", "withheld" } },
      { "requirement-unmet@73" } },
    { "preprocessing not applicable",
      { cut("preprocessing:", "preprocessing: {status: not-applicable, reason: none was done}\n") },
      { { "data-preprocessing", "not-applicable" } },
      {},
      0 },
    { "prepared data removed",
      { removed("prepared") },
      { { "evaluation-data", "broken" } },
      at_lines("path-missing", { 89, 138 }) },
    { "training script removed",
      { removed("train.py") },
      { { "training-scripts", "broken" } },
      { "command-path-missing@106", "path-missing@105" } },
    { "training script of comments",
      { written("train.py", "# trains\n\n# the model\n") },
      { { "training-scripts", "broken" } },
      { "path-empty@105" } },
    { "training script that is a promise",
      { written("train.py", "raise NotImplementedError\n") },
      { { "training-scripts", "broken" } },
      { "path-placeholder@105" } },
    { "training scripts planned",
      { replaced(scripts, "scripts: {status: planned, reason: soon}") },
      { { "training-scripts", "withheld" } },
      { "requirement-unmet@105" } },
    { "training scripts behind a link",
      { replaced(scripts, "scripts: https://git.example.org/train.py") },
      { { "training-scripts", "linked" } },
      { "requirement-unmet@105" } },
    { "training script in another letter case",
      { replaced("scripts: [train.py,", "scripts: [Train.py,") },
      { { "training-scripts", "broken" } },
      { "path-missing@105" } },
    { "training script outside",
      { replaced("scripts: [train.py,", "scripts: [../train.py,") },
      { { "training-scripts", "broken" } },
      { "path-outside@105" } },
    { "a stage withheld",
      { replaced("      kind: other                 # supervised",
                 "      status: withheld\n      reason: not released\n      kind: other            "
                 "     # supervised") },
      { { "training-scripts", "withheld" },
        { "hyperparameters", "withheld" },
        { "checkpoints", "withheld" },
        { "training-logs", "withheld" } },
      at_lines("requirement-unmet", { 111, 111, 111, 111 }) },
    { "seeds nowhere",
      { cut("  seeds:"), cut("  seed:"), cut("  split_seed:") },
      { { "seeds", "absent" } },
      { "requirement-unmet@104" } },
    { "seeds among the hyperparameters only", { cut("  seeds:") }, {}, {}, 0 },
    { "checkpoints removed",
      { removed("checkpoints") },
      { { "checkpoints", "broken" } },
      { "path-missing@117" } },
    { "checkpoints not declared",
      { cut("      checkpoints:") },
      { { "checkpoints", "absent" } },
      { "requirement-unmet@104" } },
    { "logs removed",
      { removed("logs/training.jsonl") },
      { { "training-logs", "broken" } },
      { "path-missing@118" } },
    { "logs not declared",
      { cut("      logs:") },
      { { "training-logs", "absent" } },
      { "requirement-unmet@104" } },
    { "configuration removed",
      { removed("config.yaml") },
      { { "hyperparameters", "broken" } },
      { "command-path-missing@106", "command-path-missing@81", "path-missing@80", "path-missing@88",
        "path-missing@95", "path-missing@107", "path-missing@122", "path-missing@124",
        "path-missing@126", "path-missing@127", "path-missing@128", "path-missing@129",
        "path-missing@130", "path-missing@131", "path-missing@132" } },
    { "hyperparameters withheld",
      { cut("hyperparameters:", "hyperparameters: {status: withheld, reason: not released}\n") },
      { { "hyperparameters", "withheld" } },
      { "requirement-unmet@121" } },
    { "hyperparameters traced to no file",
      { cut("hyperparameters:", "hyperparameters: {learning_rate: 0.05, epochs: 20}\n"),
        replaced("  config: config.yaml\n  seeds", "  seeds") },
      { { "hyperparameters", "described" } },
      { "requirement-unmet@120" } },
    { "hyperparameters: one of two traced",
      { cut("hyperparameters:",
            "hyperparameters: {learning_rate: 0.05, epochs: {from: \"config.yaml#/epochs\"}}\n"),
        replaced("  config: config.yaml\n  seeds", "  seeds") },
      { { "hyperparameters", "described" } },
      { "requirement-unmet@120" } },
    { "lock file removed",
      { removed("uv.lock") },
      { { "environment", "broken" } },
      { "path-missing@147" } },
    { "lock file not declared",
      { cut("  lockfiles:") },
      { { "environment", "described" } },
      { "requirement-unmet@147" } },
    { "environment not declared",
      { cut("environment:") },
      { { "environment", "absent" } },
      { "requirement-unmet@1" } },
    { "hardware withheld",
      { cut("hardware:", "hardware: {status: withheld, reason: not released}\n") },
      { { "hardware", "withheld" } },
      { "requirement-unmet@152" } },
    { "accelerator not stated", { cut("  accelerator:") }, {}, { "requirement-unmet@153" } },
    { "accelerator without a count",
      { replaced("  accelerator: none", "  accelerator: A100 80GB"), cut("  count:") },
      {},
      { "requirement-unmet@153" } },
    { "memory not stated", { cut("  memory_gb:") }, {}, { "requirement-unmet@153" } },
    { "training time not stated", { cut("  wall_clock_hours") }, {}, { "requirement-unmet@153" } },
    { "system configuration not stated",
      { cut("  system_configuration") },
      {},
      { "requirement-unmet@153" } },
    { "licence of the code not stated",
      { cut("  code: MIT") },
      { { "code-license", "absent" } },
      { "requirement-unmet@167" } },
    { "licence of the code not open",
      { replaced("  code: MIT", "  code: CC-BY-NC-4.0") },
      {},
      { "license-differs@6", "requirement-unmet@168" } },
    { "licence of the weights not open",
      { replaced("  weights: MIT", "  weights: CC-BY-NC-4.0") },
      { { "weights-license", "broken" } },
      { "card-license-differs@2" } },
    { "licence of the weights open by choice",
      { replaced("  weights: MIT", "  weights: MIT OR CC-BY-NC-4.0") },
      {},
      {},
      0 },
    { "licence of the weights open in part",
      { replaced("  weights: MIT", "  weights: MIT AND CC-BY-NC-4.0") },
      { { "weights-license", "broken" } },
      { "card-license-differs@2" } },
    { "licence of the weights not stated",
      { cut("  weights: MIT") },
      { { "weights-license", "absent" } },
      { "requirement-unmet@167" } },
    { "licence of the data not open",
      { replaced("      license: CC0-1.0\n      underlying",
                 "      license: CC-BY-NC-4.0\n      underlying") },
      { { "data-license", "broken" } },
      { "data-access-differs@57", "license-chain-restricted@57" } },
    { "licence text removed",
      { removed("LICENSE") },
      { { "code-license", "broken" },
        { "weights-license", "broken" },
        { "documentation-license", "broken" } },
      { "path-missing@172" } },
    { "licence text of the data removed",
      { removed("LICENSE-DATA") },
      { { "code-license", "broken" },
        { "weights-license", "broken" },
        { "data-license", "broken" },
        { "documentation-license", "broken" } },
      at_lines("path-missing", { 170, 172 }) },
    { "licences not stated",
      { cut("license:") },
      { { "code-license", "absent" },
        { "weights-license", "absent" },
        { "documentation-license", "absent" } },
      { "manifest-invalid@1", "requirement-unmet@1", "requirement-unmet@1" } },
    { "a restriction stated",
      { replaced("restrictions: []",
                 "restrictions: [{kind: non-commercial, summary: only research}]") },
      {},
      { "restriction-contradicts-claim@174" } },
    { "restrictions not stated",
      { cut("restrictions:") },
      { { "restrictions", "absent" } },
      { "manifest-invalid@1", "restriction-contradicts-claim@1" } },
    { "community not declared",
      { cut("community:") },
      { { "community", "absent" } },
      { "requirement-unmet@1" } },
    { "contribution guide removed",
      { removed("CONTRIBUTING.md") },
      { { "community", "broken" } },
      { "path-missing@184" } },
    { "one of two ways to the community", { cut("  issues:") }, {}, {}, 0 },
    { "evaluation not declared",
      { cut("evaluation:") },
      { { "evaluation-code", "absent" },
        { "evaluation-results", "absent" },
        { "evaluation-data", "absent" } },
      { "requirement-unmet@1" } },
    { "evaluation code not declared",
      { cut("  code: [evaluate.py") },
      { { "evaluation-code", "absent" } },
      { "requirement-unmet@135" } },
    { "evaluation script removed",
      { removed("evaluate.py") },
      { { "evaluation-code", "broken" } },
      { "path-missing@136" } },
    { "results removed",
      { removed("results.json") },
      { { "evaluation-results", "broken" } },
      at_lines("path-missing", { 140, 141, 142, 143 }) },
    { "test data removed",
      { removed("prepared/test.csv") },
      { { "evaluation-data", "broken" } },
      { "path-missing@138" } },
    { "vocabulary removed",
      { removed("vocabulary.json") },
      {},
      at_lines("path-missing", { 96, 99 }) },
    { "model card removed",
      { removed("README.md") },
      { { "model-card", "broken" } },
      { "path-missing@177" } },
    { "datasheet removed",
      { removed("data/README.md") },
      { { "data-card", "broken" } },
      at_lines("path-missing", { 71, 178 }) },
    { "claim not stated", { cut("claim:") }, {}, { "manifest-invalid@1" } },
    { "claim unknown",
      { replaced("claim: reproducible", "claim: reproducable") },
      {},
      { "claim-unknown@9" } },
    { "name not stated", { cut("  name: spam") }, {}, { "manifest-invalid@11" } },
    { "a restricted base model",
      { replaced("base_models: []  ",
                 "base_models: [{name: b, relation: finetune, license: CC-BY-NC-4.0}]  ") },
      {},
      { "base-model-unidentified@29", "license-chain-restricted@29" } },
    { "a base model of the same developer",
      { replaced("base_models: []  ",
                 "base_models: [{name: b, relation: finetune, license: CC-BY-NC-4.0, developer: "
                 "The Spam-Classifier authors}]  ") },
      {},
      { "base-model-relicensed@29", "base-model-unidentified@29" },
      0 },
    { "manifest removed",
      { removed("TRANSPARENCY.yaml") },
      all_absent(),
      { "manifest-missing@0" } },
  };
}

bool holds(const ModelVerdict& model, std::string_view claim) {
  return std::ranges::any_of(model.claims, [&](const ClaimVerdict& one) {
    return one.id == claim && one.verdict == Verdict::holds;
  });
}

}  // namespace

TEST_CASE("taking one thing away from a reproducible release changes exactly that", "[samples]") {
  FixtureRepository repository;
  repository.add_folder(spam_classifier).commit("release");
  const RunVerdict whole = check({ .folder = repository.path() });
  REQUIRE(whole.exit_code == 0);
  const Components before = evidence_of(whole.models.at(0));
  const std::vector<std::string> noted = findings_of(whole.models.at(0));
  CHECK(mutations().size() >= 30);
  for (const Mutation& mutation : mutations()) {
    CAPTURE(mutation.name);
    for (const Change& change : mutation.changes) apply(change, repository);
    repository.stage();
    const RunVerdict run = check({ .folder = repository.path() });
    const ModelVerdict& model = run.models.at(0);
    CHECK(difference(before, evidence_of(model)) == difference(before, mutation.components));
    std::vector<std::string> expected = mutation.findings;
    expected.insert(expected.end(), noted.begin(), noted.end());
    // Its README says "open source", at line 13.
    if (fs::exists(repository.path("README.md")) && !holds(model, "open-source"))
      expected.push_back("wording-exceeds-evidence@13");
    std::ranges::sort(expected);
    CHECK(findings_of(model) == expected);
    CHECK(run.exit_code == mutation.exit_code);
    repository.add_folder(spam_classifier).stage();
  }
  CHECK(check({ .folder = repository.path() }).exit_code == 0);
}
