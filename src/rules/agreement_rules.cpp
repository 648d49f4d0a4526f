// Rules about licences that differ between the files of one repository, and about terms that nobody
// states.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "evidence/licenses/applied_license.h"
#include "license/license_set.h"
#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "rules/lineage.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_told = 200;

std::string subject_of(const LicenseStatement& statement) {
  switch (statement.parts.size()) {
    case 0:
      return "the release";
    case 1:
      return fmt::format("the {}", name(statement.parts.front()));
    default:
      return "these parts";
  }
}

std::string component_of(const LicenseStatement& statement) {
  if (statement.parts.size() != 1 || statement.expected) return "";
  // Single files under another open licence take nothing from the whole.
  const bool is_open = !statement.expression.empty() && is_in_set(statement.expression, "osi").in;
  if (!statement.is_text && is_open) return "";
  const LicensedContent part = statement.parts.front();
  return part == LicensedContent::outputs ? "" : fmt::format("{}-license", name(part));
}

std::string stated(const LicenseDisagreement& found) {
  return fmt::format("`{}`", printable(fmt::format("{}", fmt::join(found.stated, "`, `")), 160));
}

void add(const LicenseDisagreement& found, std::string message, Findings& findings) {
  const LicenseStatement& statement = found.statement;
  if (statement.files > 1)
    message += fmt::format(" (and so {} {} more)", statement.files == 2 ? "does" : "do",
                           statement.files - 1);
  findings.add({ .place = statement.place,
                 .message = std::move(message),
                 .subject = fmt::format("{} {}", statement.place.path, statement.expression),
                 .component = component_of(statement),
                 .related = { { found.place, "the manifest says" } } });
}

void check_differing(const Inspection& inspection, Findings& findings) {
  for (const LicenseDisagreement& found : inspection.license_disagreements) {
    const LicenseStatement& statement = found.statement;
    if (statement.modified) continue;
    add(found,
        fmt::format("{} {} {}, the manifest puts {} under {}", statement.by,
                    statement.is_text ? "is" : "says", printable(statement.says, longest_told),
                    subject_of(statement), stated(found)),
        findings);
  }
}

void check_modified(const Inspection& inspection, Findings& findings) {
  for (const LicenseDisagreement& found : inspection.license_disagreements) {
    if (!found.statement.modified) continue;
    add(found,
        fmt::format("the text is {}; the manifest says {}",
                    printable(found.statement.says, longest_told), stated(found)),
        findings);
  }
}

void check_unexamined_licenses(const Inspection& inspection, Findings& findings) {
  for (const UnexaminedLicense& file : inspection.license_statements.unexamined)
    findings.add({ .place = { .path = file.path },
                   .message = fmt::format("cannot tell the licence: {}", file.because),
                   .subject = file.path });
}

// Conditions on naming or on getting the files say nothing of use.
bool states_use(const Node& restrictions) {
  return std::ranges::any_of(restrictions.items, [](const Node& restriction) {
    const std::string_view kind = restriction.string_at("kind");
    return kind == "acceptable-use-policy" || kind == "field-of-use" || kind == "other";
  });
}

void check_policies(const Inspection& inspection, Findings& findings) {
  const Node* restrictions = inspection.declarations.find({ "restrictions" });
  if (!restrictions || !restrictions->is_sequence() || states_use(*restrictions)) return;
  for (const UsePolicy& policy : inspection.license_statements.policies)
    findings.add(
      { .place = policy.place,
        .message = fmt::format("`{}` limits the use of the model, `restrictions` does not say so",
                               printable(policy.name, 80)),
        .subject = fmt::format("{} {}", policy.place.path, policy.name),
        .component = "restrictions",
        .related = { { inspection.declarations.place(*restrictions), "the manifest says" } } });
}

const Node* claim_node(const Inspection& inspection, std::string_view id) {
  const Node* claim = inspection.declarations.find({ "claim" });
  if (!claim) return nullptr;
  for (const Node& item : claim->items)
    if (item.text == id) return &item;
  return claim->text == id ? claim : nullptr;
}

// From what the model was made of, over the model, to the claim.
Statement chain(const Inspection& inspection, const ClaimVerdict& claim, const Unmet& unmet,
                const StatedLicense& upstream) {
  Statement statement{ .place = upstream.place,
                       .message = fmt::format("{} is under `{}`; `{}` asks for {}", upstream.of,
                                              printable(upstream.expression, 80), claim.id,
                                              unmet.needs),
                       .subject = fmt::format("{} {}", unmet.component, upstream.of),
                       .hint = unmet.lacking,
                       .component = unmet.component };
  if (const Node* own = release_license(inspection.declarations, "weights"))
    statement.related.push_back(
      { inspection.declarations.place(*own),
        fmt::format("what is made from it is under `{}`", printable(own->text, 60)) });
  if (const Node* node = claim_node(inspection, claim.id))
    statement.related.push_back({ inspection.declarations.place(*node), "the claim" });
  return statement;
}

// One finding for each component, whatever number of claims it stands against.
void check_chains(const Inspection& inspection, Findings& findings) {
  std::set<std::string> told;
  for (const ClaimVerdict& claim : inspection.claims) {
    if (!claim.asked) continue;
    for (const Unmet& unmet : claim.unmet) {
      const std::optional<StatedLicense> upstream = upstream_license(inspection, unmet);
      if (upstream && told.insert(fmt::format("{} {}", unmet.component, upstream->of)).second)
        findings.add(chain(inspection, claim, unmet, *upstream));
    }
  }
}

constexpr Rule agreement_rows[] = {
  {
    .id = "license-differs",
    .contradicts = true,
    .title = "two files of the repository state different licences for one part",
    .why = "Who reads one of them will do what the other forbids.",
    .fix = "state one licence for each part, and say in the manifest which part it is",
    .fails = "license: {code: MIT}\n==> CITATION.cff <==\nlicense: Apache-2.0\n",
    .passes = "license: {code: Apache-2.0}\n==> CITATION.cff <==\nlicense: Apache-2.0\n",
    .check = check_differing,
  },
  {
    .id = "license-text-modified",
    .contradicts = true,
    .title = "a licence text has words that the licence does not have",
    .why = "A licence with one more condition is another licence, and mostly no open one.",
    .fix = "use the licence's own text, or name it `LicenseRef-…` and state the condition in "
           "`restrictions`",
    .fails = "license: 0BSD\n==> LICENSE <==\n"
             "Permission to use, copy, modify, and/or distribute this software for any purpose "
             "with or\n"
             "without fee is hereby granted.\n\n"
             "THE SOFTWARE IS PROVIDED \"AS IS\" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH "
             "REGARD TO\n"
             "THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO "
             "EVENT\n"
             "SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL "
             "DAMAGES OR\n"
             "ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN "
             "ACTION OF\n"
             "CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH "
             "THE USE\n"
             "OR PERFORMANCE OF THIS SOFTWARE.\n"
             "\nThe model may not be used to forecast the weather, for whatever purpose and by "
             "whomever.\n",
    .passes = "license: 0BSD\n==> LICENSE <==\n"
              "Permission to use, copy, modify, and/or distribute this software for any purpose "
              "with or\n"
              "without fee is hereby granted.\n\n"
              "THE SOFTWARE IS PROVIDED \"AS IS\" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH "
              "REGARD TO\n"
              "THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN "
              "NO EVENT\n"
              "SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL "
              "DAMAGES OR\n"
              "ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN "
              "ACTION OF\n"
              "CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH "
              "THE USE\n"
              "OR PERFORMANCE OF THIS SOFTWARE.\n",
    .check = check_modified,
  },
  {
    .id = "license-text-unexamined",
    .level = Level::warning,
    .incomplete = true,
    .title = "a file that states the licence could not be read",
    .why = "Unread it may state any licence.",
    .fix = "commit it as plain text without errors, and fetch it: `git fetch --refetch`",
    .fails = "license: MIT\n==> LICENSE (not fetched) <==\nAll rights reserved.\n",
    .passes = "license: MIT\n==> LICENSE <==\nSPDX-License-Identifier: MIT\n",
    .check = check_unexamined_licenses,
  },
  {
    .id = "use-policy-unstated",
    .contradicts = true,
    .title = "a use policy stands in the repository that the manifest does not state",
    .why = "Terms of use bind whether they are called a licence or a policy.",
    .fix = "state it in `restrictions` with `kind: acceptable-use-policy`, or remove the policy",
    .fails = "license: MIT\nrestrictions: []\n==> USE_POLICY.md <==\nYou may not use the model for "
             "weather "
             "forecasts.\n",
    .passes = "license: MIT\nrestrictions: [{kind: acceptable-use-policy, summary: No weather.}]\n"
              "==> USE_POLICY.md <==\nYou may not use the model for weather forecasts.\n",
    .check = check_policies,
  },
  {
    .id = "license-chain-restricted",
    .title = "what the model was made from is under terms that the claim does not allow",
    .why = "A licence cannot give what the licence of the base model or data keeps back.",
    .fix = "claim less, or build on parts under an open licence",
    .fails = "claim: open-weights\nlicense: MIT\nmodel:\n  base_models:\n"
             "    - {name: Root 7B, relation: finetune, license: CC-BY-NC-4.0}\n",
    .passes = "claim: open-weights\nlicense: MIT\nmodel:\n  base_models:\n"
              "    - {name: Root 7B, relation: finetune, license: Apache-2.0}\n",
    .check = check_chains,
  },
};

}  // namespace

constinit const RuleFamily agreement_rules = agreement_rows;

}  // namespace reallyopen
