// Rules about licences that differ between the files of one repository, and about terms that nobody
// states.
#include <fmt/format.h>

#include <algorithm>

#include "evidence/base_model.h"
#include "license/license_set.h"
#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

std::string part_name(const std::optional<LicensedContent>& part) {
  return part ? fmt::format("the {}", name(*part)) : "the model";
}

void check_differing(const Inspection& inspection, Findings& findings) {
  for (const LicenseDisagreement& found : inspection.license_disagreements) {
    const LicenseStatement& statement = found.statement;
    if (statement.modified) continue;
    findings.add({ .place = statement.place,
                   .message = fmt::format("{} is {}, the manifest licenses {} under `{}`",
                                          statement.by, printable(statement.says, 120),
                                          part_name(found.part), printable(found.stated, 80)),
                   .subject = fmt::format("{} {}", statement.place.path, statement.expression),
                   .related = { { found.place, "the manifest says" } } });
  }
}

void check_modified(const Inspection& inspection, Findings& findings) {
  for (const LicenseDisagreement& found : inspection.license_disagreements) {
    const LicenseStatement& statement = found.statement;
    if (!statement.modified) continue;
    findings.add(
      { .place = statement.place,
        .message = fmt::format("the text is {}; the manifest says `{}`",
                               printable(statement.says, 200), printable(found.stated, 80)),
        .subject = statement.place.path,
        .related = { { found.place, "the manifest says" } } });
  }
}

// What is stated of use: anything but conditions on naming or on getting the files.
bool states_use(const Node& restrictions) {
  return std::ranges::any_of(restrictions.items, [](const Node& restriction) {
    const std::string_view kind = restriction.string_at("kind");
    return kind == "acceptable-use-policy" || kind == "field-of-use" || kind == "non-commercial" ||
           kind == "research-only" || kind == "output-use" || kind == "other";
  });
}

void check_policies(const Inspection& inspection, Findings& findings) {
  const Node* restrictions = inspection.declarations.find({ "restrictions" });
  if (!restrictions || states_use(*restrictions)) return;
  for (const UsePolicy& policy : inspection.license_statements.policies)
    findings.add(
      { .place = policy.place,
        .message = fmt::format("`{}` says what the model may not be used for; `restrictions` does "
                               "not",
                               printable(policy.name, 80)),
        .subject = policy.place.path,
        .component = "restrictions",
        .related = { { inspection.declarations.place(*restrictions), "the manifest says" } } });
}

// The set that an unmet requirement asks a licence of, or empty.
std::string_view set_of(const Unmet& unmet) {
  constexpr std::string_view asks = "a licence in `";
  const std::size_t at = unmet.needs.find(asks);
  if (at == std::string::npos) return "";
  const std::string_view rest = std::string_view(unmet.needs).substr(at + asks.size());
  return rest.substr(0, rest.find('`'));
}

const Node* claim_node(const Inspection& inspection, std::string_view id) {
  const Node* claim = inspection.declarations.find({ "claim" });
  if (!claim || claim->text == id) return claim;
  for (const Node& item : claim->items)
    if (item.text == id) return &item;
  return nullptr;
}

void add_chain(const Inspection& inspection, const ClaimVerdict& claim, const Unmet& unmet,
               const ComponentEvidence& component, Findings& findings) {
  for (const StatedLicense& license : component.licenses) {
    const bool upstream = license.of.starts_with("base model") ||
                          license.of.starts_with("data source");
    if (!upstream || license.expression.empty()) continue;
    const SetMembership membership = is_in_set(license.expression, set_of(unmet));
    if (membership.in) continue;
    Statement statement{ .place = license.place,
                         .message = fmt::format("{} is under `{}`, which `{}` does not allow",
                                                license.of, printable(license.expression, 80),
                                                claim.id),
                         .subject = license.of,
                         .hint = membership.because,
                         .component = component.id };
    const StatedLicense& own = component.licenses.front();
    if (&own != &license && !(own.place == license.place))
      statement.related.push_back({ own.place, fmt::format("what is made from it is under `{}`",
                                                           printable(own.expression, 60)) });
    if (const Node* node = claim_node(inspection, claim.id))
      statement.related.push_back({ inspection.declarations.place(*node), "the claim" });
    findings.add(std::move(statement));
  }
}

void check_chains(const Inspection& inspection, Findings& findings) {
  for (const ClaimVerdict& claim : inspection.claims) {
    if (!claim.asked) continue;
    for (const Unmet& unmet : claim.unmet) {
      const auto component = std::ranges::find(inspection.components, unmet.component,
                                               &ComponentEvidence::id);
      if (component != inspection.components.end() && !set_of(unmet).empty())
        add_chain(inspection, claim, unmet, *component, findings);
    }
    return;  // one chain is the same chain for every claim
  }
}

constexpr Rule rows[] = {
  {
    .id = "license-differs",
    .title = "two files of the repository state different licences for one part",
    .why = "Who reads one of them will do what the other forbids.",
    .fix = "state one licence for each part, and say in the manifest which part it is",
    .fails = "license: {code: MIT}\n==> CITATION.cff <==\nlicense: Apache-2.0\n",
    .passes = "license: {code: Apache-2.0}\n==> CITATION.cff <==\nlicense: Apache-2.0\n",
    .check = check_differing,
  },
  {
    .id = "license-text-modified",
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
    .id = "use-policy-unstated",
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

constinit const RuleFamily agreement_rules = rows;

}  // namespace reallyopen
