// Rules about what the README calls the model.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

// The claim that has to hold for the words to be true.
std::string_view claim_of(Wording openness) {
  return openness == Wording::open_source ? "open-source" : "open-weights";
}

std::string_view meaning(Wording openness) {
  switch (openness) {
    case Wording::open_source:
      return "open source";
    case Wording::open_weights:
      return "open weights";
    case Wording::open_model:
      return "open";
    case Wording::qualified:
      return "open for some";
  }
  return "";
}

std::vector<std::string> holding(const Inspection& inspection) {
  std::vector<std::string> ids;
  for (const ClaimVerdict& claim : inspection.claims)
    if (claim.verdict == Verdict::holds) ids.push_back(fmt::format("`{}`", claim.id));
  return ids;
}

std::string honest_wording(const Inspection& inspection, std::string_view claim) {
  const std::vector<std::string> ids = holding(inspection);
  if (ids.empty())
    return fmt::format("say what is released and under which licence, or show what `{}` asks for",
                       claim);
  if (std::ranges::find(ids, "`open-weights`") != ids.end())
    return fmt::format("call it \"open weights\", or show what `{}` asks for", claim);
  return fmt::format("say that {} {}, or show what `{}` asks for", fmt::join(ids, ", "),
                     ids.size() == 1 ? "holds" : "hold", claim);
}

std::string shown_of(const Inspection& inspection, const ClaimVerdict& claim) {
  if (!inspection.manifest_found) return "there is no manifest that shows it";
  return fmt::format("`{}` does not hold: {} of {} are shown", claim.id, claim.met, claim.of);
}

void check_wording(const Inspection& inspection, Findings& findings) {
  for (const OpennessStatement& statement : inspection.wording) {
    if (statement.openness == Wording::qualified) continue;
    const auto claim = std::ranges::find(inspection.claims, claim_of(statement.openness),
                                         &ClaimVerdict::id);
    if (claim == inspection.claims.end() || claim->verdict != Verdict::fails) continue;
    findings.add({ .place = statement.place,
                   .message = fmt::format("the model is called {}; {}", meaning(statement.openness),
                                          shown_of(inspection, *claim)),
                   .subject = fmt::format("{} {}", statement.place.path, statement.words),
                   .fix = honest_wording(inspection, claim->id) });
  }
}

bool states_restrictions(const Inspection& inspection) {
  const Node* restrictions = inspection.declarations.find({ "restrictions" });
  return restrictions && !restrictions->items.empty();
}

void check_qualified(const Inspection& inspection, Findings& findings) {
  if (states_restrictions(inspection)) return;
  const Node* restrictions = inspection.declarations.find({ "restrictions" });
  if (restrictions && !restrictions->is_sequence()) restrictions = nullptr;
  for (const OpennessStatement& statement : inspection.wording) {
    if (statement.openness != Wording::qualified) continue;
    Statement said{
      .place = statement.place,
      .message = restrictions ? "the model is called open for some uses; `restrictions` states none"
                              : "the model is called open for some uses only",
      .subject = fmt::format("{} {}", statement.place.path, statement.words),
      .component = "restrictions"
    };
    if (restrictions)
      said.related.push_back({ inspection.declarations.place(*restrictions), "the manifest says" });
    findings.add(std::move(said));
  }
}

constexpr Rule wording_rows[] = {
  {
    .id = "wording-exceeds-evidence",
    .title = "the README calls the model more open than is shown",
    .why = "\"Open source\" tells people that they can study, change and rebuild the model; with "
           "weights alone "
           "they cannot.",
    .fix = "say what is released and under which licence, or show what the claim asks for",
    .fails = "claim: open-weights\n==> README.md <==\n# leafnet\n\nLeafnet is an open source "
             "language model.\n",
    .passes = "claim: open-weights\n==> README.md <==\n# leafnet\n\nLeafnet beats all open source "
              "models of its "
              "size.\n",
    .check = check_wording,
  },
  {
    .id = "wording-restriction-unstated",
    .level = Level::warning,
    .title = "the README opens the model for some uses only, and the manifest states no "
             "restriction",
    .why = "Open for research alone is a restriction, however friendly it sounds.",
    .fix = "state it in `restrictions`, e.g. `kind: research-only`",
    .fails = "restrictions: []\n==> README.md <==\n# leafnet\n\nThe weights are fully open for "
             "academic research.\n",
    .passes = "restrictions: [{kind: research-only, summary: For academic research.}]\n"
              "==> README.md <==\n# leafnet\n\nThe weights are fully open for academic research.\n",
    .check = check_qualified,
  },
};

}  // namespace

constinit const RuleFamily wording_rules = wording_rows;

}  // namespace reallyopen
