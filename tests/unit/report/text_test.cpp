#include <algorithm>

#include "support/catch.h"
#include "unit/report/sample_run.h"

using namespace reallyopen;
using namespace reallyopen::sample;

TEST_CASE("a finding about two places shows both lines") {
  Finding finding = path_missing();
  finding.hint.clear();
  finding.related = { { { "configs/base.yml", 7, 3, 7, "  lr: 1e-3" }, "the configuration says" } };
  ModelVerdict model;
  model.findings = { finding };
  const std::string output = text(run_of({ model }), { .width = 80 });
  CHECK(output.starts_with(
    R"(TRANSPARENCY.yaml:31:12: error: `src/train.py` is not in this commit [path-missing]
   31 |   scripts: src/train.py
      |            ^~~~~~~~~~~~
      configs/base.yml:7:3: the configuration says
    7 |   lr: 1e-3
      |   ^~~~~~~
      fix: correct the path, or commit the file
)"));
}

TEST_CASE("a failing model: findings, verdict, claims, what holds, the shortest way") {
  const std::string expected =
    R"(TRANSPARENCY.yaml:31:12: error: `src/train.py` is not in this commit [path-missing]
   31 |   scripts: src/train.py
      |            ^~~~~~~~~~~~ nearest tracked file: `src/training/train.py`
      fix: correct the path, or commit the file

TRANSPARENCY.yaml:54:9: warning: `time: 40` has no unit [unit-unclear]
   54 |   time: 40
      |         ^~
      fix: write `time: 40 h`, or `{value: 40, unit: h}`

TRANSPARENCY.yaml:8:3: note: the base model `leafnet-0` is by the same developer, who may license anew [license-base-model]

leafnet 1.2.0 at 59a53e3: open source? no, not shown.

  open-source    fails        12 of 15   80 %
  open-weights   holds
  osaid-1.0      fails         8 of 9    88 %
  mof-class-3    incomplete    5 of 6    83 %

  what holds today: say "open weights"

  shortest way to open-source:
    1. training-scripts  broken    commit `src/train.py`, or name a repository at a commit  TRANSPARENCY.yaml:31
    2. hardware          withheld  say accelerator and count                                TRANSPARENCY.yaml:52
    3. community         absent    name where to contribute or ask                          TRANSPARENCY.yaml:1
)";
  CHECK(text(run_of({ failing_model() }), { .width = 120 }) == expected);
}

TEST_CASE("the shortest way gives up columns as the page narrows") {
  RunVerdict run = run_of({ failing_model() });
  run.models[0].claims.resize(2);
  run.models[0].findings.clear();
  const auto steps = [&](int width) {
    const std::string all = text(run, { .width = width });
    return all.substr(all.find("  shortest way"));
  };
  CHECK(steps(100) == R"(  shortest way to open-source:
    1. training-scripts  broken    commit `src/train.py`, or name a repository  TRANSPARENCY.yaml:31
                                   at a commit
    2. hardware          withheld  say accelerator and count                    TRANSPARENCY.yaml:52
    3. community         absent    name where to contribute or ask              TRANSPARENCY.yaml:1
)");
  CHECK(steps(80) == R"(  shortest way to open-source:
    1. training-scripts  broken    commit `src/train.py`, or name a repository
                                   at a commit
                                   TRANSPARENCY.yaml:31
    2. hardware          withheld  say accelerator and count
                                   TRANSPARENCY.yaml:52
    3. community         absent    name where to contribute or ask
                                   TRANSPARENCY.yaml:1
)");
  CHECK(steps(60) == R"(  shortest way to open-source:
    1. training-scripts  broken
       commit `src/train.py`, or name   TRANSPARENCY.yaml:31
       a repository at a commit
    2. hardware          withheld
       say accelerator and count        TRANSPARENCY.yaml:52
    3. community         absent
       name where to contribute or ask  TRANSPARENCY.yaml:1
)");
}

TEST_CASE("a step that nobody wrote falls back to what is lacking, then to what is needed") {
  RunVerdict run = run_of({ failing_model() });
  std::vector<Unmet>& unmet = run.models[0].claims[1].unmet;
  unmet = { hardware_withheld(), community_absent() };
  unmet[0].step = unmet[1].step = "";
  const std::string all = text(run);
  CHECK(all.find("hardware   withheld  accelerator and count") != std::string::npos);
  CHECK(all.find("community  absent    needs linked") != std::string::npos);
}

TEST_CASE("a holding model is told so in three lines") {
  CHECK(text(run_of({ holding_model() })) == R"(leafnet 1.2.0 at 59a53e3: open source? yes, shown.

  also holds: open-weights, osaid-1.0
  not asked, not shown: reproducible (14 of 18, 77 %)
)");
  ModelVerdict alone = holding_model();
  alone.claims = { alone.claims[1] };
  CHECK(text(run_of({ alone })) == "leafnet 1.2.0 at 59a53e3: open source? yes, shown.\n");
}

TEST_CASE("a warning that does not decide is shown above an undisturbed verdict") {
  ModelVerdict model = holding_model();
  model.findings = { hours_unit() };
  CHECK(text(run_of({ model })) ==
        R"(TRANSPARENCY.yaml:54:9: warning: `time: 40` has no unit [unit-unclear]
   54 |   time: 40
      |         ^~
      fix: write `time: 40 h`, or `{value: 40, unit: h}`

leafnet 1.2.0 at 59a53e3: open source? yes, shown.

  also holds: open-weights, osaid-1.0
  not asked, not shown: reproducible (14 of 18, 77 %)
)");
}

TEST_CASE("a claim that holds does not hide that the check does not pass") {
  ModelVerdict model = holding_model();
  model.claims.resize(2);
  const std::string verdict = "leafnet 1.2.0 at 59a53e3: open source? yes, shown.\n";
  const auto end = [](const std::string& all) { return all.substr(all.find("leafnet 1.2.0")); };

  model.findings = { path_missing() };
  CHECK(end(text(run_of({ model }))) ==
        verdict + "  but the check fails: 1 error above\n\n  also holds: open-weights\n");

  model.findings = { hours_unit(), path_missing() };
  model.findings.push_back(hours_unit());
  model.findings.back().place.line = 55;
  RunVerdict run = run_of({ model });
  run.fail_on = Level::warning;
  conclude(run);
  CHECK(end(text(run)) ==
        verdict +
          "  but the check fails: 1 error, 2 warnings above\n\n  also holds: open-weights\n");

  model.findings = { path_missing() };
  model.findings[0].incomplete = true;
  CHECK(end(text(run_of({ model }))) == verdict +
                                          "  but the check is incomplete: 1 finding above could "
                                          "not be settled\n\n  also holds: open-weights\n");
}

TEST_CASE("what could not be examined is neither yes nor no") {
  ModelVerdict model = holding_model();
  ClaimVerdict& claim = model.claims[1];
  claim.verdict = Verdict::incomplete;
  claim.met = 14;
  claim.progress = 100.0 * claim.met / claim.of;
  claim.unmet = { { .component = "model-weights",
                    .has = Evidence::unknown,
                    .needs = "linked",
                    .step = "fetch the object",
                    .place = { "TRANSPARENCY.yaml", 12 },
                    .incomplete = true } };
  CHECK(
    text(run_of({ model })) ==
    R"(leafnet 1.2.0 at 59a53e3: open source? cannot tell: 1 of 15 requirements could not be examined.

  open-source    incomplete   14 of 15   93 %
  open-weights   holds
  osaid-1.0      holds
  reproducible   fails        14 of 18   77 %

  what holds today: say "osaid 1.0" or "open weights"

  shortest way to open-source:
    1. model-weights  unknown  fetch the object  TRANSPARENCY.yaml:12
)");
}

TEST_CASE("without a manifest there is a finding, and no table of zeroes") {
  ModelVerdict model;
  model.manifest = "TRANSPARENCY.yaml";
  model.claims = { { "open-source", false, Verdict::fails, 0, 15, {} } };
  model.findings = { { .rule = "manifest-missing",
                       .message = "no `TRANSPARENCY.yaml` in this commit",
                       .fix = "run `reallyopen init`" } };
  CHECK(text(run_of({ model })) ==
        R"(.: error: no `TRANSPARENCY.yaml` in this commit [manifest-missing]
      fix: run `reallyopen init`

TRANSPARENCY.yaml at 59a53e3: no claim was made, so none is shown.
)");
}

TEST_CASE("a manifest that claims nothing is shown what it could claim") {
  ModelVerdict model = holding_model();
  model.claims[1].asked = false;
  CHECK(text(run_of({ model })) == R"(leafnet 1.2.0 at 59a53e3: no claim was made, so none is shown.

  open-weights   holds
  open-source    holds
  osaid-1.0      holds
  reproducible   fails   14 of 18   77 %

  what holds today: say "open source", "osaid 1.0" or "open weights"
)");
}

TEST_CASE("the working tree is named as such") {
  RunVerdict run = run_of({ holding_model() });
  const auto first = [&] {
    const std::string all = text(run, { .width = 120 });
    return all.substr(0, all.find('\n'));
  };
  run.subject.worktree = true;
  CHECK(first() == "leafnet 1.2.0, index and working tree at 59a53e3: open source? yes, shown.");
  run.subject.dirty = true;
  CHECK(first() ==
        "leafnet 1.2.0, index and working tree at 59a53e3, with uncommitted changes: open source? "
        "yes, shown.");
  run.subject.revision = std::nullopt;
  run.subject.description = "";
  run.subject.dirty = false;
  CHECK(first() == "leafnet 1.2.0, index and working tree: open source? yes, shown.");
}

TEST_CASE("a tag is followed by its commit") {
  RunVerdict run = run_of({ holding_model() });
  run.subject.description = "v1.2.0";
  CHECK(text(run).starts_with("leafnet 1.2.0 at v1.2.0 (59a53e3): open source? yes, shown.\n"));
}

TEST_CASE("several asked claims are answered one by one, each with its way") {
  ModelVerdict model = failing_model();
  model.findings.clear();
  model.claims[0].asked = model.claims[2].asked = true;
  const std::string all = text(run_of({ model }));
  CHECK(all.starts_with(R"(leafnet 1.2.0 at 59a53e3:
  open weights? yes, shown.
  open source? no, not shown.
  osaid 1.0? no, not shown.

  open-weights   holds
)"));
  CHECK(all.find("shortest way to open-source:") != std::string::npos);
  CHECK(all.find("shortest way to osaid-1.0:") != std::string::npos);
  CHECK(all.find("shortest way to open-weights:") == std::string::npos);
}

TEST_CASE("several models: a block each, and the exit code last") {
  ModelVerdict other = holding_model();
  other.name = "mossnet";
  other.manifest = "models/moss/TRANSPARENCY.yaml";
  const std::string all = text(run_of({ failing_model(), other }));
  CHECK(
    all.find("\n\nleafnet 1.2.0 (TRANSPARENCY.yaml) at 59a53e3: open source? no, not shown.\n") !=
    std::string::npos);
  CHECK(
    all.find(
      "\n\nmossnet 1.2.0 (models/moss/TRANSPARENCY.yaml) at 59a53e3: open source? yes, shown.\n") !=
    std::string::npos);
  CHECK(all.ends_with("\n\nexit 1: 1 of 2 models fails\n"));
  CHECK(text(run_of({ holding_model(), other })).ends_with("\n\nexit 0: all 2 models pass\n"));
  other.claims[1].verdict = Verdict::incomplete;
  CHECK(text(run_of({ failing_model(), failing_model(), other }))
          .ends_with("\n\nexit 1: 2 of 3 models fail, 1 of 3 models could not be judged\n"));
  CHECK(text(run_of({})) == "exit 3: no model was examined\n");
}

TEST_CASE("findings are listed once, in order of file, line, column, rule, message") {
  ModelVerdict model = holding_model();
  const auto at =
    [](std::string path, int line, int column, std::string rule, std::string message) {
    Finding finding;
    finding.rule = std::move(rule);
    finding.message = std::move(message);
    finding.place = { std::move(path), line, column };
    return finding;
  };
  model.findings = { at("b", 1, 1, "r", "m"), at("a", 10, 1, "r", "m"), at("a", 9, 2, "r", "m"),
                     at("a", 9, 1, "s", "m"), at("a", 9, 1, "r", "n"),  at("a", 9, 1, "r", "m"),
                     at("a", 0, 0, "z", "z"), at("a", 9, 1, "r", "m") };
  const std::string expected = text(run_of({ model }));
  CHECK(expected.starts_with(R"(a: error: z [z]

a:9:1: error: m [r]

a:9:1: error: n [r]

a:9:1: error: m [s]

a:9:2: error: m [r]

a:10:1: error: m [r]

b:1:1: error: m [r]

leafnet)"));
  const std::string expected_json = json(run_of({ model }));
  for (std::size_t i = 0; i < model.findings.size(); ++i) {
    std::rotate(model.findings.begin(), model.findings.begin() + 1, model.findings.end());
    if (i % 2 == 0) std::swap(model.findings[0], model.findings[5]);
    CHECK(text(run_of({ model })) == expected);
    CHECK(json(run_of({ model })) == expected_json);
  }
}

TEST_CASE("colour adds nothing but colour") {
  const auto without_colour = [](std::string text) {
    for (std::size_t at; (at = text.find("\x1b[")) != std::string::npos;)
      text.erase(at, text.find('m', at) + 1 - at);
    return text;
  };
  ModelVerdict wide = failing_model();
  wide.claims[0].asked = true;
  for (const RunVerdict& run : { run_of({ failing_model() }), run_of({ holding_model() }),
                                 run_of({ wide, holding_model() }) }) {
    for (const int width : { 40, 80, 120 }) {
      const std::string coloured = text(run, { .colour = true, .width = width });
      CHECK(coloured.find("\x1b[") != std::string::npos);
      CHECK(without_colour(coloured) == text(run, { .width = width }));
    }
  }
}

TEST_CASE("formats are found by id") {
  CHECK(formats().size() >= 2);
  for (const Format& format : formats()) CHECK(find_format(format.id) == &format);
  CHECK(find_format("xml") == nullptr);
}
