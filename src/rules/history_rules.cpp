// Rules about what changed since the last release, and what the tree pins.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_path_shown = 80;

std::string listed(const std::vector<std::string>& paths) {
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < std::min(paths.size(), most_changed_shown); ++i)
    shown.push_back(fmt::format("`{}`", printable(paths[i], longest_path_shown)));
  return fmt::format("{}{}", fmt::join(shown, ", "),
                     paths.size() > most_changed_shown ? " and more" : "");
}

void check_stale(const Inspection& inspection, Findings& findings) {
  const auto& stale = inspection.history.stale;
  if (!stale) return;
  findings.add({ .place = { .path = inspection.manifest },
                 .message = fmt::format("changed since `{}`, but this manifest did not: {}",
                                        printable(stale->tag, 60), listed(stale->changed)),
                 .subject = "manifest" });
}

void check_history(const Inspection& inspection, Findings& findings) {
  const History& history = inspection.history;
  if (history.unexamined.empty()) return;
  findings.add(
    { .place = { .path = inspection.manifest },
      .message = fmt::format("cannot tell whether the manifest is stale: {}", history.unexamined),
      .subject = "history",
      .fix = fmt::format("run `{}`", history.deepen) });
}

void check_version(const Inspection& inspection, Findings& findings) {
  const auto& version = inspection.history.version;
  if (!version) return;
  findings.add(
    { .place = version->place,
      .message = fmt::format("the tag is `{}`, the manifest states version `{}`",
                             printable(version->tag, 60), printable(version->stated, 60)),
      .subject = "model.version" });
}

void check_pins(const Inspection& inspection, Findings& findings) {
  for (const OtherPin& pin : inspection.history.pins) {
    const std::string pinned = pin.pinned.substr(0, pin.named.size());
    findings.add({ .place = pin.place,
                   .message = fmt::format("`{}` is named, the submodule `{}` is at `{}`", pin.named,
                                          printable(pin.submodule, longest_path_shown), pinned),
                   .subject = pin.submodule,
                   .related = { { pin.record, "the submodule is declared" } } });
  }
}

constexpr Rule history_rows[] = {
  {
    .id = "manifest-stale",
    .level = Level::warning,
    .title = "weights, scripts, configurations or data lists changed since the last tag, the "
             "manifest did not",
    .why = "A manifest describes one release; of the next one nobody has said anything yet.",
    .fix = "bring the manifest up to date; `updated` says that somebody looked",
    .fails = "training: {scripts: train.py}\n==> train.py <==\nimport "
             "model\nmodel.train(rate=0.1)\n"
             "==> TRANSPARENCY.yaml (at v1.0) <==\ntraining: {scripts: train.py}\n"
             "==> train.py (at v1.0) <==\nimport model\nmodel.train(rate=0.2)\n",
    .passes = "updated: 2026-03-02\ntraining: {scripts: train.py}\n"
              "==> train.py <==\nimport model\nmodel.train(rate=0.1)\n"
              "==> TRANSPARENCY.yaml (at v1.0) <==\ntraining: {scripts: train.py}\n"
              "==> train.py (at v1.0) <==\nimport model\nmodel.train(rate=0.2)\n",
    .check = check_stale,
  },
  {
    .id = "history-not-fetched",
    .level = Level::warning,
    .incomplete = true,
    .title = "the clone does not reach back to the last tag",
    .why = "Whether the manifest was kept up to date shows only against the release before.",
    .fix = "run `git fetch --unshallow --tags`; in a workflow set `fetch-depth: 0` for the "
           "checkout",
    .fails = "training: {scripts: train.py}\n==> train.py <==\nimport model\n"
             "==> train.py (before this clone) <==\nimport module\n",
    .passes = "training: {scripts: train.py}\n==> train.py <==\nimport model\n",
    .check = check_history,
  },
  {
    .id = "version-differs-from-tag",
    .title = "the manifest states another version than the tag that is checked",
    .why = "The manifest of another version says nothing about this one.",
    .fix = "correct `model.version` before tagging",
    .fails = "model: {version: \"1.0\"}\n==> README.md (checked as v1.1) <==\n# leafnet\n",
    .passes = "model: {version: \"1.1\"}\n==> README.md (checked as v1.1) <==\n# leafnet\n",
    .check = check_version,
  },
  {
    .id = "submodule-pinned-elsewhere",
    .title = "the manifest names one commit of a repository, the tree has it as a submodule at "
             "another",
    .why = "Only one of the two is what the model was made with.",
    .fix = "name the submodule's commit, or move the submodule",
    .fails = "training: {repository: https://example.org/leaf-lab/trainer,\n"
             "  revision: 1111111111111111111111111111111111111111}\n"
             "==> trainer (submodule at 2222222222222222222222222222222222222222) <==\n"
             "==> .gitmodules <==\n[submodule \"trainer\"]\n  path = trainer\n"
             "  url = https://example.org/leaf-lab/trainer.git\n",
    .passes = "training: {repository: https://example.org/leaf-lab/trainer,\n"
              "  revision: 2222222222222222222222222222222222222222}\n"
              "==> trainer (submodule at 2222222222222222222222222222222222222222) <==\n"
              "==> .gitmodules <==\n[submodule \"trainer\"]\n  path = trainer\n"
              "  url = https://example.org/leaf-lab/trainer.git\n",
    .check = check_pins,
  },
};

}  // namespace

constinit const RuleFamily history_rules = history_rows;

}  // namespace reallyopen
