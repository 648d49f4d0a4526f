#include "verdict/verdict.h"

#include <algorithm>

namespace reallyopen {

std::string_view name(Level level) {
  switch (level) {
    case Level::note:
      return "note";
    case Level::warning:
      return "warning";
    case Level::error:
      return "error";
  }
  return "error";
}

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds:
      return "holds";
    case Verdict::fails:
      return "fails";
    case Verdict::incomplete:
      return "incomplete";
  }
  return "incomplete";
}

namespace {

// A gap of a claim is excused where each error about its component is accepted, and there is one.
// Only the exit code may rest on this.
bool is_accepted(const Unmet& unmet, const ModelVerdict& model) {
  bool any = false;
  for (const Finding& finding : model.findings) {
    if (finding.component != unmet.component || finding.level != Level::error) continue;
    if (!is_accepted(finding)) return false;
    any = true;
  }
  return any;
}

struct Outcome {
  bool fails = false;
  bool incomplete = false;
};

Outcome outcome(const RunVerdict& run, bool with_acceptances) {
  Outcome result{ .incomplete = run.models.empty() };
  for (const ModelVerdict& model : run.models) {
    bool anything_asked = false;
    for (const ClaimVerdict& claim : model.claims) {
      if (!claim.asked) continue;
      anything_asked = true;
      result.incomplete |= claim.verdict == Verdict::incomplete;
      result.fails |= claim.verdict == Verdict::fails &&
                      !(with_acceptances && is_excused(claim, model));
      for (const Unmet& unmet : claim.unmet) result.incomplete |= unmet.incomplete;
    }
    // A model for which nothing was asked is not green: its findings say why.
    result.incomplete |= !anything_asked;
    for (const Finding& finding : model.findings) {
      if (with_acceptances && is_accepted(finding)) continue;
      result.incomplete |= finding.incomplete;
      result.fails |= !finding.incomplete && finding.level >= run.fail_on;
    }
  }
  return result;
}

}  // namespace

bool is_excused(const ClaimVerdict& claim, const ModelVerdict& model) {
  bool excused = !claim.unmet.empty();
  for (const Unmet& unmet : claim.unmet) excused &= unmet.incomplete || is_accepted(unmet, model);
  return excused;
}

void conclude(RunVerdict& run) {
  const Outcome shown = outcome(run, false);
  run.verdict = shown.fails        ? Verdict::fails
                : shown.incomplete ? Verdict::incomplete
                                   : Verdict::holds;
  const Outcome accepted = outcome(run, true);
  run.exit_code = accepted.fails ? 1 : accepted.incomplete ? 3 : 0;
}

}  // namespace reallyopen
