// Rules about the manifest as a file: there, readable, of the right shape.
#include <fmt/format.h>

#include <algorithm>

#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/nearest.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

Statement missing_statement(const Inspection& inspection) {
  Statement statement{ .place = { .path = inspection.manifest },
                       .message = "no `TRANSPARENCY.yaml` here",
                       .subject = inspection.manifest };
  if (inspection.snapshot.untracked(inspection.manifest) != Untracked::absent) {
    statement.message = "`TRANSPARENCY.yaml` exists, but is not committed";
    statement.fix = "`git add TRANSPARENCY.yaml`, and commit it";
    return statement;
  }
  // `transparency.yml`, `Transparency.yaml`: meant, but not found by anybody who looks for the
  // name.
  const std::size_t slash = inspection.manifest.rfind('/');
  const std::string folder = slash == std::string::npos ? ""
                                                        : inspection.manifest.substr(0, slash + 1);
  for (const std::string_view other : { "TRANSPARENCY.yml", "transparency.yaml", "transparency.yml",
                                        "Transparency.yaml", "Transparency.yml" }) {
    if (!inspection.snapshot.find(folder + std::string(other))) continue;
    statement.hint = fmt::format("there is `{}`", other);
    statement.fix = fmt::format("rename `{}` to `TRANSPARENCY.yaml`", other);
  }
  return statement;
}

void add_all(const Problems& problems, Findings& findings) {
  for (const Problem& problem : problems) findings.add_problem(problem);
}

std::vector<const Node*> asked_claims(const Inspection& inspection) {
  std::vector<const Node*> asked;
  const Node* claim = inspection.declarations.find({ "claim" });
  if (claim && claim->is_string()) asked.push_back(claim);
  if (claim && claim->is_sequence())
    for (const Node& item : claim->items) asked.push_back(&item);
  return asked;
}

void check_claims_known(const Inspection& inspection, Findings& findings) {
  for (const Node* claim : asked_claims(inspection)) {
    const auto& known = inspection.claims_known;
    if (!claim->is_string() || std::ranges::find(known, claim->text) != known.end()) continue;
    const auto near = nearest_word(claim->text, known);
    findings.add({ .place = inspection.declarations.place(*claim),
                   .message = fmt::format("`{}` is no claim", printable(claim->text, 80)),
                   .subject = fmt::format("claim {}", claim->text),
                   .hint = near ? fmt::format("nearest claim: `{}`", *near) : "" });
  }
}

constexpr Rule manifest_rows[] = {
  {
    .id = "manifest-missing",
    .title = "the repository has no `TRANSPARENCY.yaml`",
    .why = "Without a statement of what is disclosed there is nothing to hold the release to.",
    .fix = "run `reallyopen init`, which drafts `TRANSPARENCY.yaml` from what the repository shows",
    .fails = "==> README.md <==\n"
             "# leafnet\n",
    .passes = "schema_version: 1\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      if (!inspection.manifest_found) findings.add(missing_statement(inspection));
    },
  },
  {
    .id = "manifest-unreadable",
    .title = "the manifest is not YAML that everybody reads alike",
    .why = "A file that two parsers read differently states nothing.",
    .fix = "mend the YAML at this place",
    .fails = "license: MIT\n"
             "license: Apache-2.0\n",
    .passes = "license: Apache-2.0\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      if (inspection.manifest_read == ReadStatus::unreadable)
        findings.add({ .place = { .path = inspection.manifest },
                       .message = "the manifest is not a regular file",
                       .subject = "file" });
      if (inspection.parsed.failure == ParseFailure::unreadable)
        add_all(inspection.parsed.problems, findings);
    },
  },
  {
    .id = "manifest-over-limit",
    .title = "the manifest is larger or deeper than the program reads",
    .why = "The file may come from a stranger; reading it has to end.",
    .fix = "move long lists into files of their own, and name those",
    .fails = "x-deep: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
    .passes = "x-deep: [[[]]]\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      if (inspection.parsed.failure == ParseFailure::over_limit)
        add_all(inspection.parsed.problems, findings);
    },
  },
  {
    .id = "manifest-not-fetched",
    .level = Level::warning,
    .incomplete = true,
    .title = "the manifest's object is not in this clone",
    .why = "What was not fetched cannot be judged.",
    .fix = "fetch it: `git fetch --refetch`, or clone without `--filter`",
    .fails = "==> TRANSPARENCY.yaml (not fetched) <==\n"
             "schema_version: 1\n",
    .passes = "schema_version: 1\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      if (inspection.manifest_read == ReadStatus::missing)
        findings.add({ .place = { .path = inspection.manifest },
                       .message = "cannot tell: the manifest's content is not in this clone",
                       .subject = "file" });
    },
  },
  {
    .id = "folder-not-fetched",
    .level = Level::warning,
    .incomplete = true,
    .title = "a folder is not in this clone, and a manifest may be in it",
    .why = "A model that nobody saw must not look as if it had passed.",
    .fix = "fetch it: `git fetch --refetch`, or clone without `--filter`",
    .fails = "schema_version: 1\n"
             "==> src (not fetched) <==\n"
             "==> src/train.py <==\n"
             "print(1)\n",
    .passes = "schema_version: 1\n"
              "==> src/train.py <==\n"
              "print(1)\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const std::string& folder : inspection.unread_folders)
        findings.add({ .place = { .path = folder },
                       .message = "cannot tell: the folder's content is not in this clone",
                       .subject = folder });
    },
  },
  {
    .id = "manifest-invalid",
    .title = "the manifest does not have the shape that the schema asks for",
    .why = "A misspelt key or a value of the wrong kind states nothing.",
    .fix = "`reallyopen explain FIELD` shows what a field holds",
    .fails = "lisence: MIT\n",
    .passes = "schema_version: 1\n"
              "claim: open-weights\n"
              "model: {name: leafnet, version: \"1.0\", developer: Leaf Lab}\n"
              "data: {status: withheld, reason: Not ours.}\n"
              "preprocessing: {status: withheld, reason: Not ours.}\n"
              "training: {status: withheld, reason: Not released.}\n"
              "hyperparameters: {status: withheld, reason: Not released.}\n"
              "hardware: {status: unknown, reason: Nobody wrote it down.}\n"
              "license: MIT\n"
              "restrictions: []\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      add_all(inspection.validation.problems, findings);
    },
  },
  {
    .id = "manifest-value-ambiguous",
    .level = Level::warning,
    .title = "YAML 1.1 and YAML 1.2 tools read the value differently",
    .why = "Half of the tools that read the file will see another value than you wrote.",
    .fix = "quote the value, or write it in the safe spelling",
    .fails = "hyperparameters: {learning_rate: 1e-4}\n",
    .passes = "hyperparameters: {learning_rate: 1.0e-4}\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      if (inspection.parsed.document) add_all(ambiguous_scalars(*inspection.parsed.document), findings);
    },
  },
  {
    .id = "claim-unknown",
    .title = "the manifest claims something that no claim file defines",
    .why = "A claim that nobody can check is no claim.",
    .fix = "name a claim of `reallyopen list claims`",
    .fails = "claim: open-sorce\n",
    .passes = "claim: open-source\n",
    .check = check_claims_known,
  },
};

}  // namespace

constinit const RuleFamily manifest_rules = manifest_rows;

}  // namespace reallyopen
