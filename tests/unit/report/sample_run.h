// Verdicts built by hand, for the tests of the formats.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/format.h"

namespace reallyopen::sample {

inline Place place(int line, int column, int width, std::string text) {
  return { "TRANSPARENCY.yaml", line, column, width, std::move(text) };
}

inline Finding path_missing() {
  return { .rule = "path-missing",
           .level = Level::error,
           .message = "`src/train.py` is not in this commit",
           .hint = "nearest tracked file: `src/training/train.py`",
           .fix = "correct the path, or commit the file",
           .component = "training-scripts",
           .place = place(31, 12, 12, "  scripts: src/train.py"),
           .fingerprint = "path-missing:training.scripts" };
}

inline Finding hours_unit() {
  return { .rule = "unit-unclear",
           .level = Level::warning,
           .message = "`time: 40` has no unit",
           .fix = "write `time: 40 h`, or `{value: 40, unit: h}`",
           .component = "hardware",
           .place = place(54, 9, 2, "  time: 40"),
           .fingerprint = "unit-unclear:hardware.time" };
}

inline Finding license_note() {
  return { .rule = "license-base-model",
           .level = Level::note,
           .message = "the base model `leafnet-0` is by the same developer, who may license anew",
           .place = place(8, 3, 9, "  base: leafnet-0"),
           .fingerprint = "license-base-model:leafnet-0" };
}

inline Unmet scripts_broken() {
  return { .component = "training-scripts",
           .has = Evidence::broken,
           .needs = "pinned",
           .why = "The training scripts are the source code of the weights.",
           .step = "commit `src/train.py`, or name a repository at a commit",
           .place = { "TRANSPARENCY.yaml", 31 } };
}

inline Unmet hardware_withheld() {
  return { .component = "hardware",
           .has = Evidence::withheld,
           .needs = "described: accelerator, count, memory",
           .why = "Who wants to rebuild has to know what it takes.",
           .lacking = "accelerator and count",
           .step = "say accelerator and count",
           .place = { "TRANSPARENCY.yaml", 52 } };
}

inline Unmet community_absent() {
  return { .component = "community",
           .has = Evidence::absent,
           .needs = "linked",
           .why = "Open source is developed with others.",
           .step = "name where to contribute or ask",
           .place = { "TRANSPARENCY.yaml", 1 } };
}

inline RunVerdict run_of(std::vector<ModelVerdict> models) {
  RunVerdict run;
  run.subject = { .revision = "59a53e3d0f1c4b7a9e8d6c5b4a39281706f5e4d3",
                  .description = "59a53e3" };
  run.models = std::move(models);
  conclude(run);
  return run;
}

inline void state_progress(ModelVerdict& model) {
  for (ClaimVerdict& claim : model.claims) claim.progress = 100.0 * claim.met / claim.of;
}

inline ModelVerdict failing_model() {
  ModelVerdict model;
  model.manifest = "TRANSPARENCY.yaml";
  model.name = "leafnet";
  model.version = "1.2.0";
  model.claims = {
    { "open-weights", false, Verdict::holds, 5, 5, {} },
    { "open-source",
      true,
      Verdict::fails,
      12,
      15,
      { scripts_broken(), hardware_withheld(), community_absent() } },
    { "osaid-1.0", false, Verdict::fails, 8, 9, { scripts_broken() } },
    { "mof-class-3", false, Verdict::incomplete, 5, 6, { hardware_withheld() } },
  };
  state_progress(model);
  model.components = {
    { .id = "training-scripts",
      .evidence = Evidence::broken,
      .field = "training.scripts",
      .places = { { "TRANSPARENCY.yaml", 31, 12, 12 } },
      .reason = "`src/train.py` is not in this commit",
      .step = "commit `src/train.py`, or name a repository at a commit" },
    { .id = "community", .field = "community" },
  };
  model.findings = { license_note(), hours_unit(), path_missing() };
  return model;
}

inline ModelVerdict holding_model() {
  ModelVerdict model;
  model.manifest = "TRANSPARENCY.yaml";
  model.name = "leafnet";
  model.version = "1.2.0";
  model.claims = {
    { "open-weights", false, Verdict::holds, 5, 5, {} },
    { "open-source", true, Verdict::holds, 15, 15, {} },
    { "osaid-1.0", false, Verdict::holds, 9, 9, {} },
    { "reproducible", false, Verdict::fails, 14, 18, { community_absent() } },
  };
  state_progress(model);
  return model;
}

inline std::string text(const RunVerdict& run, ReportOptions options = {}) {
  return find_format("text")->write(run, options);
}

inline std::string json(const RunVerdict& run) { return find_format("json")->write(run, {}); }

}  // namespace reallyopen::sample
