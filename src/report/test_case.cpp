#include "report/test_case.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/inert.h"
#include "report/order.h"
#include "report/summary.h"

namespace reallyopen {
namespace {

std::string gap(const Unmet& unmet) {
  const std::string& step = unmet.step.empty() ? unmet.lacking : unmet.step;
  return fmt::format("{} is {}, needs {}{}{} ({})", inert(unmet.component), name(unmet.has),
                     inert(unmet.needs), step.empty() ? "" : ": ", inert(step, longest_text),
                     where(unmet.place));
}

TestCase case_of(const RunVerdict& run, const ModelVerdict& model, const ClaimVerdict& claim) {
  TestCase result{ .group = "claim",
                   .name = inert(claim.id),
                   .kind = std::string(name(claim.verdict)),
                   .place = { .path = model.manifest } };
  for (const Unmet& unmet : claim.unmet) result.details.push_back(gap(unmet));
  if (std::string added = added_licenses(run, claim); !added.empty())
    result.details.push_back(std::move(added));
  result.summary = fmt::format("{}: {} of {} requirements met, {}", name(claim.verdict), claim.met,
                               claim.of, percent(claim));
  if (!claim.asked) {
    result.summary = "not asked; " + result.summary;
    result.result = TestResult::skipped;
  } else if (claim.verdict == Verdict::incomplete) {
    result.result = TestResult::error;
  } else if (claim.verdict == Verdict::fails) {
    const bool excused = is_excused(claim, model);
    if (excused) result.summary = "accepted, not shown; " + result.summary;
    result.result = excused ? TestResult::skipped : TestResult::failed;
    const bool unseen = std::ranges::any_of(claim.unmet, &Unmet::incomplete);
    if (excused && unseen) result.result = TestResult::error;
  }
  return result;
}

TestCase case_of(const Finding& finding, Level fail_on) {
  TestCase result{ .group = inert(finding.rule),
                   .name = fmt::format("{}: {}", where(finding.place),
                                       inert(finding.message, longest_text)),
                   .kind = std::string(name(finding.level)),
                   .summary = inert(finding.message, longest_text),
                   .place = finding.place };
  if (!finding.hint.empty()) result.details.push_back(inert(finding.hint, longest_text));
  if (!finding.fix.empty()) result.details.push_back("fix: " + inert(finding.fix, longest_text));
  for (const Related& related : finding.related)
    result.details.push_back(
      fmt::format("{}: {}", where(related.place), inert(related.label, longest_text)));
  if (is_accepted(finding)) {
    result.result = TestResult::skipped;
    result.summary = acceptance(finding);
  } else if (finding.incomplete) {
    result.result = TestResult::error;
  } else if (finding.level >= fail_on) {
    result.result = TestResult::failed;
  }
  return result;
}

}  // namespace

std::vector<TestCase> test_cases(const RunVerdict& run, const ModelVerdict& model) {
  std::vector<TestCase> result;
  for (const ClaimVerdict* claim : asked_first(model))
    result.push_back(case_of(run, model, *claim));
  if (asked_claims(model).empty())
    result.push_back({ .group = "claim",
                       .name = "a claim is made",
                       .result = TestResult::error,
                       .kind = "incomplete",
                       .summary = "no claim was made, so none is shown",
                       .place = { .path = model.manifest } });
  for (const Finding* finding : in_order(model.findings))
    result.push_back(case_of(*finding, run.fail_on));
  return result;
}

TestCase nothing_examined() {
  return { .group = "claim",
           .name = "a model is examined",
           .result = TestResult::error,
           .kind = "incomplete",
           .summary = "no model was examined" };
}

}  // namespace reallyopen
