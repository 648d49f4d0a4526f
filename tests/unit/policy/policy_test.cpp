// Policies end to end: what they require, what a repository may change of them, and what is
// refused.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "cli/run.h"
#include "inspection/check.h"
#include "policy/policy_error.h"
#include "report/format.h"
#include "support/archives.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/format_invariants.h"
#include "support/golden.h"
#include "support/open_weights_manifest.h"
#include "support/temporary_folder.h"

using namespace reallyopen;

namespace {

constexpr const char* own = ".reallyopen.yaml";
constexpr const char* v1 = "policy_version: 1\n";

class Case {
 public:
  explicit Case(const std::string& text = open_weights_manifest()) {
    repository_.write("TRANSPARENCY.yaml", text).write("model.npz", array_archive());
    repository_.write("predict.py", "print(1)\n").commit("model");
  }

  Case& with_own(const std::string& policy) {
    repository_.write(own, policy).commit("policy");
    return *this;
  }
  Case& with_file(const std::string& path, const std::string& text) {
    repository_.write(path, text).commit("file");
    return *this;
  }
  Case& with_given(const std::string& policy) {
    request_.policy = given("given.yaml", policy);
    return *this;
  }
  std::string given(const std::string& name, const std::string& text) {
    const auto path = folder_.path() / name;
    write_text(path, text);
    return path.string();
  }

  RunVerdict check() {
    request_.folder = repository_.path();
    request_.today = "2026-06-15";
    RunVerdict run = reallyopen::check(request_);
    check_every_format(run);
    return run;
  }
  // The message of the refusal, or "".
  std::string refusal() {
    try {
      check();
    } catch (const PolicyError& error) {
      return error.what();
    }
    return "";
  }

  FixtureRepository& repository() { return repository_; }
  CheckRequest& request() { return request_; }

 private:
  static void write_text(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
  }

  FixtureRepository repository_;
  TemporaryFolder folder_;
  CheckRequest request_;
};

const ClaimVerdict* claim(const RunVerdict& run, const std::string& id) {
  for (const ClaimVerdict& each : run.models.at(0).claims)
    if (each.id == id) return &each;
  return nullptr;
}

const Finding* finding(const RunVerdict& run, const std::string& rule) {
  for (const Finding& each : run.models.at(0).findings)
    if (each.rule == rule) return &each;
  return nullptr;
}

bool contains(const std::string& text, const std::string& part) {
  CAPTURE(text);
  return text.find(part) != std::string::npos;
}

std::string waiver(const Finding& of, const std::string& until = "2026-09-01") {
  return "policy_version: 1\nwaivers:\n  - rule: " + of.rule +
         "\n    fingerprint: " + of.fingerprint +
         "\n    reason: agreed with the board\n    owner: ada@example.org\n    until: \"" + until +
         "\"\n";
}

}  // namespace

TEST_CASE("a policy asks for claims that the manifest does not make") {
  CHECK(Case().check().exit_code == 0);
  const std::string asks = "policy_version: 1\nrequire:\n  claims: [open-source]\n";
  for (const RunVerdict& run : { Case().with_own(asks).check(), Case().with_given(asks).check() }) {
    CHECK(run.exit_code == 1);
    CHECK(claim(run, "open-source")->asked);
    CHECK(claim(run, "open-weights")->asked);
  }
  // Also where the command line asks for another one.
  Case narrowed;
  narrowed.with_given(asks).request().claims = { "open-weights" };
  CHECK(narrowed.check().exit_code == 1);
}

TEST_CASE("components that a policy asks for are a claim of their own") {
  const std::string asks =
    "policy_version: 1\nname: House rules\nrequire:\n  components:\n"
    "    - {component: training-logs, at_least: linked, why: we audit runs}\n"
    "    - {component: model-weights, at_least: present, why: we mirror}\n";
  const RunVerdict run = Case().with_given(asks).check();
  CHECK(run.exit_code == 1);
  REQUIRE(claim(run, "policy"));
  CHECK(claim(run, "policy")->asked);
  CHECK(claim(run, "policy")->title == "House rules");
  CHECK(claim(run, "policy")->met == 1);
  CHECK(claim(run, "policy")->of == 2);
}

TEST_CASE("a policy's own claim is judged as the shipped ones are") {
  const std::string house =
    "id: house\ntitle: House\nsummary: s\nsource: s\nrequires:\n"
    "  - {component: model-weights, at_least: present, why: w}\n";
  Case with_claim;
  with_claim.with_file("claims/house.yaml", house)
    .with_own("policy_version: 1\nclaims: [claims/house.yaml]\nrequire: {claims: [house]}\n");
  const RunVerdict run = with_claim.check();
  CHECK(run.exit_code == 0);
  CHECK(claim(run, "house")->verdict == Verdict::holds);

  Case other;
  other.with_file("c.yaml", "id: open-source" + house.substr(9));
  CHECK(contains(other.with_own("policy_version: 1\nclaims: [c.yaml]\n").refusal(),
                 "c.yaml:1:5: there is a claim `open-source` already"));
  Case unknown;
  unknown.with_file("c.yaml",
                    "id: house\ntitle: t\nsummary: s\nsource: s\nrequires:\n"
                    "  - {component: model-weigths, why: w}\n");
  CHECK(contains(unknown.with_own("policy_version: 1\nclaims: [c.yaml]\n").refusal(),
                 "did you mean `model-weights`?"));
}

TEST_CASE("licence sets are narrowed by anyone, and widened only by the policy of the check") {
  const std::string narrower = "policy_version: 1\nlicenses: {open-model: {remove: [MIT]}}\n";
  CHECK(Case().with_own(narrower).check().exit_code == 1);
  CHECK(Case().with_given(narrower).check().exit_code == 1);

  std::string house = open_weights_manifest();
  house.replace(house.find("license: MIT"), 12, "license: LicenseRef-House");
  const std::string
    wider = "policy_version: 1\nlicenses: {open-model: {add: [LicenseRef-House]}}\n";
  CHECK(Case(house).check().exit_code == 1);
  CHECK(Case(house).with_given(wider).check().exit_code == 0);
  const RunVerdict run = Case(house).with_own(wider).check();
  CHECK(run.exit_code == 1);
  CHECK(finding(run, "policy-loosening-ignored"));
  const std::string allows = "policy_version: 1\nrepository_may_loosen: [licenses]\n";
  CHECK(Case(house).with_own(wider).with_given(allows).check().exit_code == 0);
}

TEST_CASE("a level is set, and the repository cannot lower what the policy of the check says") {
  const std::string lower = "policy_version: 1\nlevels: {path-missing: note}\n";
  const std::string broken = open_weights_manifest("train.py");
  CHECK(Case(broken).check().exit_code == 1);
  CHECK(Case(broken).with_own(lower).check().exit_code == 0);
  const RunVerdict kept = Case(broken).with_own(lower).with_given(v1).check();
  CHECK(kept.exit_code == 1);
  CHECK(finding(kept, "path-missing")->level == Level::error);
  CHECK(finding(kept, "policy-loosening-ignored")->place.path == own);
  CHECK(Case(broken)
          .with_own(lower)
          .with_given("policy_version: 1\nrepository_may_loosen: [levels]\n")
          .check()
          .exit_code == 0);
  // What a claim needs stays unmet, whatever the level.
  const std::string
    all_notes = "policy_version: 1\nlevels: {requirement-unmet: note, path-missing: note}\n";
  Case claims_more(broken);
  claims_more.with_own(all_notes).request().claims = { "open-source" };
  CHECK(claims_more.check().exit_code == 1);
}

TEST_CASE("a waiver lets the check pass, and the claim stays what it is") {
  const std::string broken = open_weights_manifest("train.py");
  const Finding missing = *finding(Case(broken).check(), "path-missing");
  Case waived(broken);
  waived.with_own(waiver(missing));
  const RunVerdict run = waived.check();
  CHECK(run.exit_code == 0);
  CHECK(run.verdict == Verdict::fails);
  CHECK(finding(run, "path-missing")->waived->owner == "ada@example.org");
  CHECK(claim(run, "open-weights")->verdict == Verdict::holds);
  CHECK(claim(run, "open-source")->verdict == Verdict::fails);

  waived.request().waivers = false;
  CHECK(waived.check().exit_code == 1);
  waived.request().waivers = true;
  waived.with_given(v1);
  CHECK(waived.check().exit_code == 1);
  waived.with_given("policy_version: 1\nrepository_may_loosen: [waivers]\n");
  CHECK(waived.check().exit_code == 0);
  waived.with_given(waiver(missing));
  CHECK(waived.check().exit_code == 0);

  CHECK(Case(broken).with_own(waiver(missing, "2026-06-14")).check().exit_code == 1);
  CHECK(Case(broken).with_own(waiver(missing, "2028-01-01")).check().exit_code == 1);
  Case edited(open_weights_manifest("trian.py"));
  CHECK(edited.with_own(waiver(missing)).check().exit_code == 1);
}

TEST_CASE("the gap of a claim is waived, and the claim does not hold") {
  Case asks;
  asks.request().claims = { "osaid-1.0" };
  const RunVerdict before = asks.check();
  CHECK(before.exit_code == 1);
  std::string all = "policy_version: 1\nwaivers:\n";
  for (const Finding& each : before.models[0].findings)
    if (each.level == Level::error) all += waiver(each).substr(waiver(each).find("  - rule"));
  const RunVerdict run = asks.with_own(all).check();
  CHECK(run.exit_code == 0);
  CHECK(run.verdict == Verdict::fails);
  CHECK(claim(run, "osaid-1.0")->verdict == Verdict::fails);
}

TEST_CASE("what a baseline knows does not fail the check, and what is new does") {
  const std::string broken = open_weights_manifest("train.py");
  Case old(broken);
  std::ostringstream report;
  std::ostringstream err;
  CHECK(run({ "check", old.repository().path(), "--format", "json" }, report, err) == 1);
  old.request().baseline = { "report.json", report.str() };
  const RunVerdict known = old.check();
  CHECK(known.exit_code == 0);
  CHECK(known.verdict == Verdict::fails);
  CHECK(finding(known, "path-missing")->known);
  old.with_file("TRANSPARENCY.yaml", open_weights_manifest("[train.py, prepare.py]"));
  CHECK(old.check().exit_code == 1);
  for (const std::string bad :
       { "", "{", "[]", "{\"report_version\": 2}", "{\"report_version\": 1}",
         "{\"report_version\": 1, \"models\": [{\"findings\": [{}]}]}" }) {
    old.request().baseline = { "report.json", bad };
    CHECK(contains(old.refusal(), "the baseline is not"));
  }
}

TEST_CASE("a policy that cannot be relied on stops the check") {
  struct Row {
    std::string policy;
    std::string message;
  };
  const std::vector<Row> rows{
    { "", "the document is empty" },
    { "policy_version: 2\n", "policy_version" },
    { "policy_version: 1\nlevel: {}\n", "write `levels`" },
    { "policy_version: 1\nlevels: {path-mising: note}\n",
      ":2:10: no rule is called `path-mising`; did you mean `path-missing`?" },
    { "policy_version: 1\nlevels: {path-missing: off}\n", "levels.path-missing" },
    { "policy_version: 1\nlevels: {path-unreadable: note}\n", "could not be examined" },
    { "policy_version: 1\nrequire: {claims: [open-sauce]}\n", "did you mean `open-source`?" },
    { "policy_version: 1\nrequire: {components: [{component: hardwear, why: w}]}\n",
      "did you mean `hardware`?" },
    { "policy_version: 1\nrequire: {components: [{component: hardware, facts: [memry], why: w}]}\n",
      "did you mean `memory`?" },
    { "policy_version: 1\nlicenses: {ossi: {add: [MIT]}}\n", "no licence set" },
    { "policy_version: 1\nextends: nothing.yaml\n", "`nothing.yaml` is not there" },
    { "policy_version: 1\nextends: ../outside.yaml\n", "outside of the repository" },
    { "policy_version: 1\nextends: /etc/passwd\n", "not a relative path" },
    { "policy_version: 1\nextends: https://example.org/policy.yaml\n", "not a relative path" },
    { "policy_version: 1\nextends: .reallyopen.yaml\n", "circle" },
    { "policy_version: 1\nwaivers: [{rule: path-missing}]\n", "fingerprint" },
    { "policy_version: 1\nwaivers:\n  - {rule: path-missing, fingerprint: 0123456789abcdef, "
      "reason: long enough, owner: a, until: \"2026-02-30\"}\n",
      "not a day" },
    { "a: b: c\n", own },
    { "policy_version: 1\n\x1b[31m: x\n", own },
  };
  for (const Row& row : rows) {
    CAPTURE(row.policy);
    const std::string message = Case().with_own(row.policy).refusal();
    CHECK(contains(message, row.message));
    check_inert("text", message);
  }
  CHECK(contains(Case().with_given(rows[2].policy).refusal(), "write `levels`"));
  Case nowhere;
  nowhere.request().policy = "nowhere/policy.yaml";
  CHECK(contains(nowhere.refusal(), "is not there"));
}

TEST_CASE("a policy that git does not have, or under another name, is not passed over") {
  Case untracked;
  untracked.repository().write(own, v1);
  CHECK(contains(untracked.refusal(), "not tracked"));
  untracked.request().revision = "HEAD";
  CHECK(untracked.check().exit_code == 0);
  CHECK(contains(Case().with_file(".reallyopen.yml", v1).refusal(), "name it `.reallyopen.yaml`"));
  Case link;
  link.repository().symlink(own, "predict.py").commit("link");
  CHECK(contains(link.refusal(), "not a file that can be read"));
}

TEST_CASE("the policy is that of the revision") {
  Case changing;
  changing.with_own("policy_version: 1\nrequire: {claims: [open-source]}\n");
  changing.repository().tag("strict");
  changing.with_own(v1);
  CHECK(changing.check().exit_code == 0);
  changing.request().revision = "strict";
  CHECK(changing.check().exit_code == 1);
}

TEST_CASE("a policy extends files beside it, and says the last word") {
  Case layered;
  layered.request().policy = layered.given("base.yaml",
                                           "policy_version: 1\nlevels: {path-missing: warning}\n"
                                           "require: {claims: [open-source]}\n");
  layered.request().policy = layered.given(
    "team.yaml", "policy_version: 1\nextends: base.yaml\nlevels: {path-missing: note}\n");
  const RunVerdict run = layered.with_file("TRANSPARENCY.yaml", open_weights_manifest("train.py"))
                           .check();
  CHECK(claim(run, "open-source")->asked);
  CHECK(finding(run, "path-missing")->level == Level::error);  // open-source lacks the scripts

  layered.given("base.yaml", "policy_version: 1\nlevels: {path-missing: warning}\n");
  const RunVerdict lowered = layered.check();
  CHECK(lowered.exit_code == 0);
  CHECK(finding(lowered, "path-missing")->level == Level::note);
}

TEST_CASE("limits of a policy are kept") {
  Case small;
  small.with_own("policy_version: 1\nlimits: {manifest_bytes: 1024}\n");
  small.with_file("TRANSPARENCY.yaml",
                  open_weights_manifest() + "# " + std::string(2000, 'x') + "\n");
  const RunVerdict run = small.check();
  CHECK(run.exit_code == 1);
  CHECK(contains(finding(run, "manifest-over-limit")->message, "1024 bytes"));
}

TEST_CASE("waive writes a waiver that the next check honours, and changes nothing else") {
  Case broken(open_weights_manifest("[train.py, prepare.py]"));
  const std::string before =
    "# ours\npolicy_version: 1\nwaivers:   # for a time\n  - rule: path-empty\n"
    "    fingerprint: 0123456789abcdef\n    reason: long enough\n"
    "    owner: a\n    until: \"2026-09-01\"\n\n# the rest\nlevels: {}\n";
  broken.with_own(before);
  const auto waive = [&](std::vector<std::string> more) {
    std::vector<std::string> arguments{ "waive",    "path-missing",      broken.repository().path(),
                                        "--reason", "agreed: \"later\"", "--owner",
                                        "ada" };
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::ostringstream out;
    std::ostringstream err;
    const int code = run(arguments, out, err, { .today = "2026-06-15" });
    check_inert("text", out.str() + err.str());
    return std::pair(code, out.str() + err.str());
  };
  const auto [several, listed] = waive({ "--until", "2026-09-01" });
  CHECK(several == 2);
  CHECK(contains(listed, "2 findings are meant; choose one:"));
  CHECK(waive({ "--until", "2026-06-14", "--fingerprint", "x" }).first == 2);
  CHECK(waive({ "--until", "tomorrow" }).first == 2);
  const std::string first = listed.substr(listed.find("--fingerprint ") + 14, 16);
  CHECK(waive({ "--until", "2028-01-01", "--fingerprint", first }).first == 2);
  CHECK(read_file(broken.repository().path(own)) == before);
  CHECK(waive({ "--until", "2026-09-01", "--fingerprint", first }).first == 0);
  const std::string after = read_file(broken.repository().path(own));
  const std::string head = before.substr(0, before.find("\n# the rest"));
  CHECK(after.starts_with(head));
  CHECK(after.ends_with("\n# the rest\nlevels: {}\n"));
  CHECK(contains(after, "fingerprint: \"" + first + "\""));
  broken.with_own(after);
  const RunVerdict run = broken.check();
  CHECK(std::ranges::count_if(run.models[0].findings,
                              [](const Finding& each) { return each.waived.has_value(); }) == 1);
}

TEST_CASE("a waiver is listed in every format, and on the badge") {
  const std::string broken = open_weights_manifest("train.py");
  const Finding missing = *finding(Case(broken).check(), "path-missing");
  Case waived(broken);
  waived.with_own(waiver(missing));
  const RunVerdict run = waived.check();
  for (const Format& format : formats()) {
    CAPTURE(std::string(format.id));
    const std::string report = format.write(run, {});
    // Of the values, only how many there are.
    CHECK(contains(report, format.id == "values" ? "waived=1" : "agreed with the board"));
    if (format.id == "values") continue;
    CHECK(contains(report, "2026-09-01"));
  }
  std::ostringstream out;
  std::ostringstream err;
  CHECK(reallyopen::run({ "badge", waived.repository().path(), "--format", "shields" }, out, err,
                        { .today = "2026-06-15" }) == 0);
  CHECK(contains(out.str(), "shown, 1 accepted"));
}

TEST_CASE("two policies may extend the same one, whose claims are there once") {
  Case diamond;
  diamond.given("house.yaml",
                "id: house\ntitle: t\nsummary: s\nsource: s\nrequires:\n"
                "  - {component: model-weights, why: w}\n");
  diamond.given("base.yaml", "policy_version: 1\nclaims: [house.yaml]\n");
  diamond.given("a.yaml", "policy_version: 1\nextends: base.yaml\n");
  diamond.given("b.yaml", "policy_version: 1\nextends: base.yaml\nrequire: {claims: [house]}\n");
  diamond.with_given("policy_version: 1\nextends: [a.yaml, b.yaml]\n");
  const RunVerdict run = diamond.check();
  CHECK(run.exit_code == 0);
  CHECK(claim(run, "house")->asked);
}

TEST_CASE("licence ids of a policy are known, or of one's own") {
  const std::string head = "policy_version: 1\nlicenses: {open-model: {remove: [";
  CHECK(contains(Case().with_given(head + "MTI]}}\n").refusal(), "no licence is called `MTI`"));
  CHECK(Case().with_given(head + "LicenseRef-House]}}\n").refusal().empty());
}

TEST_CASE("the term of waivers is the policy's that is given, or else the repository's own") {
  const std::string broken = open_weights_manifest("train.py");
  const Finding missing = *finding(Case(broken).check(), "path-missing");
  const std::string own_terms = waiver(missing, "2027-12-31") +
                                "waiver_terms: {longest_days: 700}\n";
  CHECK(Case(broken).with_own(own_terms).check().exit_code == 0);
  const std::string may = "policy_version: 1\nrepository_may_loosen: [waivers]\n";
  const RunVerdict kept = Case(broken).with_own(own_terms).with_given(may).check();
  CHECK(kept.exit_code == 1);
  CHECK(finding(kept, "waiver-too-long"));
  CHECK(finding(kept, "policy-loosening-ignored"));
  CHECK(Case(broken)
          .with_own(own_terms)
          .with_given(may + "waiver_terms: {longest_days: 700}\n")
          .check()
          .exit_code == 0);
}

TEST_CASE("what could not be examined is accepted by nobody") {
  const auto lost = [](Case& model) -> Case& {
    model.repository().lfs_pointer("train.py", std::string(64, '1'), 8).commit("elsewhere");
    return model;
  };
  Case plain(open_weights_manifest("train.py"));
  lost(plain);
  const RunVerdict before = plain.check();
  CHECK(before.exit_code == 3);
  const Finding unread = *finding(before, "path-unreadable");
  CHECK(unread.incomplete);

  Case own_waiver(open_weights_manifest("train.py"));
  const RunVerdict waived = lost(own_waiver).with_own(waiver(unread)).check();
  CHECK(waived.exit_code == 1);
  CHECK_FALSE(finding(waived, "path-unreadable")->waived);
  CHECK(finding(waived, "waiver-refused")->level == Level::error);
  Case given_waiver(open_weights_manifest("train.py"));
  CHECK(lost(given_waiver).with_given(waiver(unread)).check().exit_code == 1);

  std::ostringstream report;
  std::ostringstream err;
  CHECK(run({ "check", plain.repository().path(), "--format", "json" }, report, err) == 3);
  plain.request().baseline = { "report.json", report.str() };
  const RunVerdict known = plain.check();
  CHECK(known.exit_code == 3);
  CHECK_FALSE(finding(known, "path-unreadable")->known);
}

TEST_CASE("a finding about waivers is accepted by no waiver and no baseline") {
  const std::string broken = open_weights_manifest("train.py");
  const Finding missing = *finding(Case(broken).check(), "path-missing");
  const std::string too_long = waiver(missing, "2030-01-01");
  const Finding about = *finding(Case(broken).with_own(too_long).check(), "waiver-too-long");
  const std::string both = too_long + waiver(about).substr(waiver(about).find("  - rule"));
  for (const RunVerdict& run :
       { Case(broken).with_own(both).check(), Case(broken).with_given(both).check() }) {
    CHECK(run.exit_code == 1);
    CHECK_FALSE(finding(run, "waiver-too-long")->waived);
    CHECK(finding(run, "waiver-refused"));
  }
  Case old(broken);
  old.with_own(too_long);
  std::ostringstream report;
  std::ostringstream err;
  CHECK(run({ "check", old.repository().path(), "--format", "json", "--today", "2026-06-15" },
            report, err) == 1);
  old.request().baseline = { "report.json", report.str() };
  const RunVerdict known = old.check();
  CHECK(known.exit_code == 1);
  CHECK(finding(known, "path-missing")->known);
  CHECK_FALSE(finding(known, "waiver-too-long")->known);
}

TEST_CASE("a baseline does not outlive a waiver") {
  const std::string broken = open_weights_manifest("train.py");
  Case old(broken);
  old.with_own(waiver(*finding(Case(broken).check(), "path-missing")));
  std::ostringstream report;
  std::ostringstream err;
  CHECK(run({ "check", old.repository().path(), "--format", "json", "--today", "2026-06-15" },
            report, err) == 0);
  old.request().baseline = { "report.json", report.str() };
  CHECK(old.check().exit_code == 0);
  old.request().waivers = false;
  CHECK(old.check().exit_code == 1);
}

TEST_CASE("what a policy says is inert in every report") {
  const std::string hostile =
    "\"\\e[31m::error::x ]]> </script><script>alert(1)</script> [a](javascript:b) \\u202e `x` | "
    "y\"";
  const std::string broken = open_weights_manifest("train.py");
  const Finding missing = *finding(Case(broken).check(), "path-missing");
  std::string waives = waiver(missing);
  waives.replace(waives.find("agreed with the board"), 21, hostile);
  waives.replace(waives.find("ada@example.org"), 15, hostile);
  Case hostile_case(broken);
  hostile_case.with_file(
    "c.yaml", "id: house\ntitle: " + hostile + "\nsummary: " + hostile + "\nsource: " + hostile +
                "\nrequires:\n  - {component: training-logs, why: " + hostile + "}\n");
  const RunVerdict
    run = hostile_case
            .with_own(waives + "name: " + hostile +
                      "\nclaims: [c.yaml]\nrequire:\n  claims: [house]\n  components: [{component: "
                      "seeds, why: " +
                      hostile + "}]\n")
            .check();
  CHECK(run.exit_code == 1);
  CHECK(finding(run, "path-missing")->waived);
  CHECK(claim(run, "house")->verdict == Verdict::fails);
  CHECK(claim(run, "policy")->verdict == Verdict::fails);
}

TEST_CASE("what a policy extends may share a base, and is bounded") {
  Case shared;
  shared.with_file("base.yaml", "policy_version: 1\nclaims: [house.yaml]\nfail_on: warning\n");
  shared.with_file("house.yaml",
                   "id: house\ntitle: t\nsummary: s\nsource: s\nbuilds_on: open-weights\n"
                   "requires:\n  - {component: model-weights, at_least: present, why: w}\n");
  shared.with_file("a.yaml", "policy_version: 1\nextends: base.yaml\n");
  shared.with_file("b.yaml", "policy_version: 1\nextends: [./base.yaml]\n");
  shared.with_own("policy_version: 1\nextends: [a.yaml, b.yaml]\nrequire: {claims: [house]}\n");
  const RunVerdict run = shared.check();
  CHECK(run.exit_code == 0);
  CHECK(run.fail_on == Level::warning);
  CHECK(claim(run, "house")->verdict == Verdict::holds);
  CHECK_FALSE(claim(run, "house")->label);

  Case circle;
  circle.with_file("a.yaml", "policy_version: 1\nextends: b.yaml\n");
  circle.with_file("b.yaml", "policy_version: 1\nextends: a.yaml\n");
  CHECK(contains(circle.with_own("policy_version: 1\nextends: a.yaml\n").refusal(), "circle"));
  Case many;
  for (int i = 0; i < 40; ++i)
    many.repository().write(std::to_string(i) + ".yaml",
                            "policy_version: 1\nextends: " + std::to_string(i + 1) + ".yaml\n");
  CHECK(contains(many.with_own("policy_version: 1\nextends: 0.yaml\n").refusal(),
                 "more than 32 files"));
}

TEST_CASE("a badge of what was waived does not say that it is shown") {
  const std::string asks = open_weights_manifest("train.py");
  std::string text = asks;
  text.replace(text.find("claim: open-weights"), 19, "claim: open-source");
  Case model(text);
  std::string all = "policy_version: 1\nwaivers:\n";
  const RunVerdict before = model.check();
  for (const Finding& each : before.models[0].findings)
    if (each.level == Level::error) all += waiver(each).substr(waiver(each).find("  - rule"));
  model.with_own(all);
  CHECK(model.check().exit_code == 0);
  std::ostringstream badge;
  std::ostringstream err;
  CHECK(run({ "badge", model.repository().path() }, badge, err, { .today = "2026-06-15" }) == 0);
  CHECK(contains(badge.str(), "open source: not shown"));
  std::ostringstream report;
  CHECK(run({ "check", model.repository().path(), "--today", "2026-06-15" }, report, err) == 0);
  CHECK(contains(report.str(), "open source? no, not shown"));
  CHECK(contains(report.str(), "what fails was accepted, by waivers or a baseline"));
}

TEST_CASE("every report says that a claim holds by licences that only a policy counts") {
  std::string house = open_weights_manifest();
  house.replace(house.find("license: MIT"), 12, "license: LicenseRef-House");
  Case widened(house);
  widened.with_given(
    "policy_version: 1\nname: House rules\nlicenses: {open-model: {add: [LicenseRef-House]}}\n");
  const RunVerdict run = widened.check();
  CHECK(run.exit_code == 0);
  CHECK(claim(run, "open-weights")->met_by_policy.size() == 1);
  for (const Format& format : formats()) {
    CAPTURE(format.id);
    if (format.id == "gitlab" || format.id == "values") continue;  // hold no claims, or no words
    CHECK(contains(format.write(run, {}), "LicenseRef-House"));
  }
  CHECK(contains(find_format("text")->write(run, {}), "House rules"));
  CHECK(contains(find_format("json")->write(run, {}), "given.yaml"));

  // The same policy on a model that does not need it.
  Case plain;
  plain.with_given(
    "policy_version: 1\nname: House rules\nlicenses: {open-model: {add: [LicenseRef-House]}}\n");
  const RunVerdict own_merit = plain.check();
  CHECK(own_merit.exit_code == 0);
  CHECK(claim(own_merit, "open-weights")->met_by_policy.empty());
  CHECK_FALSE(contains(find_format("text")->write(own_merit, {}), "House rules"));
}

TEST_CASE("a limit that the repository would raise is ignored, and said") {
  Case raised;
  raised.with_given("policy_version: 1\nlimits: {manifest_bytes: 2048}\n");
  raised.with_own("policy_version: 1\nlimits: {manifest_bytes: 4096, manifests: 3}\n");
  const RunVerdict run = raised.check();
  const Finding* ignored = finding(run, "policy-loosening-ignored");
  REQUIRE(ignored);
  CHECK(contains(ignored->message, "`manifest_bytes: 4096`"));
  CHECK(ignored->place.path == own);
}

TEST_CASE("one accepted failure among several models is not called a pass of all") {
  Case two(open_weights_manifest("train.py"));
  const Finding missing = *finding(two.check(), "path-missing");
  two.with_file("small/TRANSPARENCY.yaml", open_weights_manifest());
  two.with_file("small/model.npz", array_archive()).with_file("small/predict.py", "print(1)\n");
  two.with_own(waiver(missing));
  const RunVerdict run = two.check();
  CHECK(run.exit_code == 0);
  CHECK(contains(find_format("text")->write(run, {}),
                 "exit 0: 1 of 2 models fails, which was accepted"));
}

TEST_CASE("a waiver of one value that differs covers no other value") {
  struct Row {
    std::string rule;
    std::string manifest;
    std::string path;
    std::string accepted;
    std::string other;
  };
  const std::string gguf = "version https://git-lfs.github.com/spec/v1\noid sha256:" +
                           std::string(64, 'a') + "\nsize 2000000\n";
  std::string configured = open_weights_manifest();
  configured.replace(configured.find("hyperparameters: {status: withheld, reason: No.}"), 48,
                     "hyperparameters: {files: c.yaml, learning_rate: 0.1}");
  std::string listed = open_weights_manifest();
  listed.replace(listed.find("files: model.npz"), 16, "files: m.gguf, checksums: SUMS");
  for (const Row& row :
       { Row{ "hyperparameter-differs", configured, "c.yaml", "learning_rate: 0.2\n",
              "learning_rate: 0.5\n" },
         Row{ "weights-checksum-differs", listed, "SUMS", std::string(64, 'b') + "  m.gguf\n",
              std::string(64, 'c') + "  m.gguf\n" } }) {
    CAPTURE(row.rule);
    Case model(row.manifest);
    model.with_file("m.gguf", gguf).with_file(row.path, row.accepted);
    const RunVerdict before = model.check();
    const Finding* differs = finding(before, row.rule);
    REQUIRE(differs);
    const std::string accepts = waiver(*differs);
    model.with_own(accepts);
    CHECK(finding(model.check(), row.rule)->waived);
    model.with_file(row.path, row.other);
    CHECK_FALSE(finding(model.check(), row.rule)->waived);
  }
}
