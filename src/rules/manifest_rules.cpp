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

constexpr Rule rows[] = {
  {
    .id = "manifest-missing",
    .title = "the repository has no `TRANSPARENCY.yaml`",
    .why = "Without a statement of what is disclosed there is nothing to hold the release to.",
    .fix = "write `TRANSPARENCY.yaml`; `reallyopen explain manifest` shows a complete small one",
    .example = "# a repository without TRANSPARENCY.yaml at its root",
    .check = [](const Inspection& inspection, Findings& findings) {
      if (!inspection.manifest_found) findings.add(missing_statement(inspection));
    },
  },
  {
    .id = "manifest-unreadable",
    .title = "the manifest is not YAML that everybody reads alike",
    .why = "A file that two parsers read differently states nothing.",
    .fix = "mend the YAML at this place",
    .example = "license: MIT\nlicense: Apache-2.0   # the key stands twice",
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
    .example = "# more than 4 MiB, 100,000 values with aliases expanded, or 64 levels",
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
    .example = "# a clone made with `git clone --filter=blob:none --no-checkout`",
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
    .example = "# a clone made with `git clone --filter=tree:0 --no-checkout`",
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
    .example = "lisence: MIT   # `license` is meant",
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
    .example = "languages: [no]   # false to YAML 1.1; write \"no\"",
    .check = [](const Inspection& inspection, Findings& findings) {
      if (inspection.parsed.document) add_all(ambiguous_scalars(*inspection.parsed.document), findings);
    },
  },
  {
    .id = "claim-unknown",
    .title = "the manifest claims something that no claim file defines",
    .why = "A claim that nobody can check is no claim.",
    .fix = "name a claim of `reallyopen list claims`",
    .example = "claim: open-sorce   # `open-source` is meant",
    .check = check_claims_known,
  },
};

}  // namespace

constinit const RuleFamily manifest_rules = rows;

}  // namespace reallyopen
