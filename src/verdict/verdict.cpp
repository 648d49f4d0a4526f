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

void conclude(RunVerdict& run) {
  bool fails = false;
  bool incomplete = run.models.empty();
  for (const ModelVerdict& model : run.models) {
    bool anything_asked = false;
    for (const ClaimVerdict& claim : model.claims) {
      if (!claim.asked) continue;
      anything_asked = true;
      fails |= claim.verdict == Verdict::fails;
      incomplete |= claim.verdict == Verdict::incomplete;
    }
    // A model for which nothing was asked is not green: its findings say why.
    incomplete |= !anything_asked;
    for (const Finding& finding : model.findings) {
      incomplete |= finding.incomplete;
      fails |= !finding.incomplete && finding.level >= run.fail_on;
    }
  }
  run.verdict = fails ? Verdict::fails : incomplete ? Verdict::incomplete : Verdict::holds;
  run.exit_code = fails ? 1 : incomplete ? 3 : 0;
}

}  // namespace reallyopen
