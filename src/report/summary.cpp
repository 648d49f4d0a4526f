#include "report/summary.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "report/inert.h"

namespace reallyopen {
namespace {

std::string revision(const Subject& subject) {
  std::string commit = inert(subject.revision.value_or("")).substr(0, 7);
  std::string description = inert(subject.description);
  if (description.empty()) return commit;
  if (commit.empty() || subject.revision->starts_with(subject.description)) return description;
  return fmt::format("{} ({})", description, commit);
}

}  // namespace

Claims asked_claims(const ModelVerdict& model) {
  Claims result;
  for (const ClaimVerdict& claim : model.claims)
    if (claim.asked) result.push_back(&claim);
  return result;
}

Claims asked_first(const ModelVerdict& model) {
  Claims result = asked_claims(model);
  for (const ClaimVerdict& claim : model.claims)
    if (!claim.asked) result.push_back(&claim);
  return result;
}

Verdict verdict_of(const RunVerdict& run, const ModelVerdict& model) {
  if (run.models.size() == 1) return run.verdict;
  RunVerdict alone{ .models = { model }, .fail_on = run.fail_on };
  conclude(alone);
  return alone.verdict;
}

std::string spoken(std::string_view claim) {
  std::string result = inert(claim);
  std::replace(result.begin(), result.end(), '-', ' ');
  return result;
}

std::string model_name(const RunVerdict& run, const ModelVerdict& model) {
  std::string result = inert(model.name.empty() ? model.manifest : model.name, 60);
  if (result.empty()) result = "this repository";
  if (!model.name.empty() && !model.version.empty()) result += " " + inert(model.version, 40);
  if (!model.name.empty() && run.models.size() > 1)
    result += fmt::format(" ({})", inert(model.manifest));
  return result;
}

std::string revision_read(const RunVerdict& run) {
  std::string result = run.subject.worktree ? "index and working tree" : "";
  const std::string at = revision(run.subject);
  if (!at.empty()) result += (result.empty() ? "at " : " at ") + at;
  if (run.subject.worktree && run.subject.dirty) result += ", with uncommitted changes";
  return result;
}

std::string what_was_read(const RunVerdict& run, const ModelVerdict& model) {
  const std::string read = revision_read(run);
  const std::string_view joint = read.empty() ? "" : run.subject.worktree ? ", " : " ";
  return fmt::format("{}{}{}", model_name(run, model), joint, read);
}

std::string answer(const ClaimVerdict& claim) {
  if (claim.verdict == Verdict::holds)
    return claim.met_by_policy.empty() ? "yes, shown." : "yes, with licences that a policy adds.";
  if (claim.verdict == Verdict::fails) return "no, not shown.";
  const auto unseen = std::count_if(claim.unmet.begin(), claim.unmet.end(),
                                    [](const Unmet& unmet) { return unmet.incomplete; });
  if (unseen == 0) return "cannot tell: something could not be examined.";
  return fmt::format("cannot tell: {} of {} requirements could not be examined.", unseen, claim.of);
}

std::string added_licenses(const RunVerdict& run, const ClaimVerdict& claim) {
  if (claim.met_by_policy.empty()) return "";
  const bool is_named = run.policy && !run.policy->name.empty();
  return fmt::format("`{}` counts licences that the policy{} adds; without them, {}",
                     inert(claim.id),
                     is_named ? fmt::format(" \"{}\"", inert(run.policy->name, 100)) : "",
                     inert(fmt::format("{}", fmt::join(claim.met_by_policy, ", "))));
}

std::vector<std::string> provisos(const RunVerdict& run, const ModelVerdict& model) {
  std::vector<std::string> result;
  if (run.exit_code == 0 && verdict_of(run, model) != Verdict::holds)
    result.emplace_back(
      "the check passes, although not all is shown: what fails was accepted, by waivers or a "
      "baseline");
  for (const ClaimVerdict* claim : asked_first(model))
    if (std::string added = added_licenses(run, *claim); !added.empty())
      result.push_back(std::move(added));
  return result;
}

std::string in_one_line(const RunVerdict& run, const ModelVerdict& model) {
  const Claims asked = asked_claims(model);
  if (asked.empty()) return what_was_read(run, model) + ": no claim was made, so none is shown.";
  std::vector<std::string> answers;
  for (const ClaimVerdict* claim : asked)
    answers.push_back(fmt::format("{}? {}", spoken(claim->id), answer(*claim)));
  return fmt::format("{}: {}", what_was_read(run, model), fmt::join(answers, " "));
}

std::string percent(const ClaimVerdict& claim) {
  return fmt::format("{} %", static_cast<int>(claim.progress));
}

std::string plural(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

Tally tally(const std::vector<const Finding*>& findings) {
  Tally result;
  for (const Finding* finding : findings) {
    if (is_accepted(*finding))
      ++result.accepted;
    else if (finding->level == Level::error)
      ++result.errors;
    else if (finding->level == Level::warning)
      ++result.warnings;
    else
      ++result.notes;
  }
  return result;
}

std::string in_words(const Tally& tally) {
  std::vector<std::string> parts;
  if (tally.errors > 0) parts.push_back(plural(tally.errors, "error"));
  if (tally.warnings > 0) parts.push_back(plural(tally.warnings, "warning"));
  if (tally.notes > 0) parts.push_back(plural(tally.notes, "note"));
  if (tally.accepted > 0) parts.push_back(fmt::format("{} accepted", tally.accepted));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string where(const Place& place) {
  std::string result = inert(place.path.empty() ? "." : place.path);
  if (place.line > 0) result += fmt::format(":{}", place.line);
  if (place.line > 0 && place.column > 0) result += fmt::format(":{}", place.column);
  return result;
}

std::string acceptance(const Finding& finding) {
  if (finding.waived)
    return fmt::format("waived until {} by {}: {}", inert(finding.waived->until, 20),
                       inert(finding.waived->owner, 100), inert(finding.waived->reason));
  return finding.known ? "known from the baseline" : "";
}

}  // namespace reallyopen
