// Rules about what an asked claim needs and the evidence does not reach.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "rules/lineage.h"

namespace reallyopen {
namespace {

// One requirement that several asked claims share is one finding.
struct Gap {
  const Unmet* unmet;
  std::vector<std::string> claims;
};

std::vector<Gap> gaps(const Inspection& inspection) {
  std::vector<Gap> result;
  for (const ClaimVerdict& claim : inspection.claims) {
    if (!claim.asked) continue;
    for (const Unmet& unmet : claim.unmet) {
      const auto same = std::ranges::find_if(result, [&](const Gap& gap) {
        return gap.unmet->component == unmet.component && gap.unmet->needs == unmet.needs;
      });
      const std::string id = fmt::format("`{}`", claim.id);
      if (same == result.end())
        result.push_back({ &unmet, { id } });
      else
        same->claims.push_back(id);
    }
  }
  return result;
}

Place place_of(const Inspection& inspection, const Unmet& unmet) {
  return unmet.place.path.empty() ? Place{ .path = inspection.manifest } : unmet.place;
}

Statement unmet_statement(const Inspection& inspection, const Gap& gap) {
  const Unmet& unmet = *gap.unmet;
  const std::string claims = fmt::format("{}", fmt::join(gap.claims, ", "));
  const std::string_view ask = gap.claims.size() == 1 ? "asks" : "ask";
  // The evidence is strong enough, and only facts lack: `described: accelerator, memory`.
  const std::string enough = fmt::format("{}: ", name(unmet.has));
  const std::string needs = unmet.needs.starts_with(enough)
                              ? fmt::format("{} as well", unmet.needs.substr(enough.size()))
                              : unmet.needs;
  return { .place = place_of(inspection, unmet),
           .message = fmt::format("`{}` is {}; {} {} for {}", unmet.component, name(unmet.has),
                                  claims, ask, needs),
           // With what there is now: who accepted that did not accept less.
           .subject = fmt::format("{} {} {}", unmet.component, unmet.needs, name(unmet.has)),
           .hint = unmet.lacking,
           .fix = unmet.step,
           .component = unmet.component };
}

constexpr Rule claim_rows[] = {
  {
    .id = "requirement-unmet",
    .title = "a claim that is made asks for more than is shown",
    .why = "The claim tells people what they can do with the release; without this they cannot.",
    .fix = "show what is asked for, or claim less",
    .fails = "claim: open-source\n"
             "training: {scripts: {status: withheld, reason: Not released.}}\n",
    .passes = "claim: open-weights\n"
              "model:\n"
              "  weights: {files: model.safetensors}\n"
              "  architecture: {description: Two layers.}\n"
              "  inference: {code: predict.py}\n"
              "license: MIT\n"
              "restrictions: []\n"
              "==> model.safetensors <==\n"
              "weights\n"
              "==> predict.py <==\n"
              "print(1)\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const Gap& gap : gaps(inspection)) {
        // What is broken or could not be read has a finding of its own, at its place, and so has the
        // licence of what the model was made from.
        const bool found_already = gap.unmet->has == Evidence::broken || gap.unmet->incomplete ||
                                   upstream_license(inspection, *gap.unmet);
        if (!found_already && gap.unmet->component != "restrictions")
          findings.add(unmet_statement(inspection, gap));
      }
    },
  },
  {
    .id = "restriction-contradicts-claim",
    .title = "a restriction is stated or not ruled out, and the claim allows none",
    .why = "Open means for any purpose; a restriction on use ends that, whatever it is called.",
    .fix = "release without the restriction, or claim less",
    .fails = "claim: open-source\n"
             "restrictions: [{kind: non-commercial, summary: Research only.}]\n",
    .passes = "claim: open-source\n"
              "restrictions: []\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const Gap& gap : gaps(inspection)) {
        if (gap.unmet->component != "restrictions") continue;
        Statement statement = unmet_statement(inspection, gap);
        const bool one = gap.claims.size() == 1;
        const std::string claims = fmt::format("{}", fmt::join(gap.claims, ", "));
        // Said to be unknown: no restriction is stated, and none is ruled out.
        const bool silent = gap.unmet->has == Evidence::absent ||
                            gap.unmet->has == Evidence::withheld;
        statement.message =
          silent
            ? fmt::format("{}; {} {} for `restrictions: []`, which states that there is none",
                          gap.unmet->lacking, claims, one ? "asks" : "ask")
            : fmt::format("{}; {} {} no restriction", gap.unmet->lacking, claims,
                          one ? "allows" : "allow");
        statement.hint.clear();
        // Of what is not stated at all, the remedy is to state it.
        if (!silent) statement.fix.clear();
        findings.add(std::move(statement));
      }
    },
  },
};

}  // namespace

constinit const RuleFamily claim_rules = claim_rows;

}  // namespace reallyopen
