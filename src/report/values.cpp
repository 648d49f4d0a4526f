// The verdict as `name=value` lines, for scripts and for the outputs of a workflow step.
#include <fmt/format.h>

#include <algorithm>

#include "report/format.h"
#include "report/inert.h"

namespace reallyopen {
namespace {

// A claim is held by the run when every model holds it.
bool holds_everywhere(const RunVerdict& run, const std::string& id) {
  return std::ranges::all_of(run.models, [&](const ModelVerdict& model) {
    return std::ranges::any_of(model.claims, [&](const ClaimVerdict& claim) {
      return claim.id == id && claim.verdict == Verdict::holds;
    });
  });
}

std::string claims_held(const RunVerdict& run) {
  std::string held;
  if (run.models.empty()) return held;
  for (const ClaimVerdict& claim : run.models.front().claims)
    if (holds_everywhere(run, claim.id)) held += (held.empty() ? "" : ",") + inert(claim.id);
  return held;
}

struct FindingCounts {
  int errors = 0;
  int warnings = 0;
  int waived = 0;
};

FindingCounts count(const RunVerdict& run) {
  FindingCounts counts;
  for (const ModelVerdict& model : run.models)
    for (const Finding& finding : model.findings) {
      if (finding.waived)
        ++counts.waived;
      else if (finding.level == Level::error)
        ++counts.errors;
      else if (finding.level == Level::warning)
        ++counts.warnings;
    }
  return counts;
}

}  // namespace

std::string write_values(const RunVerdict& run, const ReportOptions&) {
  const FindingCounts counts = count(run);
  return fmt::format(
    "verdict={}\nexit-code={}\nclaims-held={}\nerrors={}\nwarnings={}\nwaived={}\n",
    name(run.verdict), run.exit_code, claims_held(run), counts.errors, counts.warnings,
    counts.waived);
}

}  // namespace reallyopen
