#include "report/conclusion.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "report/cells.h"
#include "report/first_look.h"
#include "report/inert.h"
#include "report/shortest_way.h"
#include "report/summary.h"

namespace reallyopen {
namespace {

bool all_hold(const Claims& claims) {
  return !claims.empty() &&
         std::all_of(claims.begin(), claims.end(),
                     [](const ClaimVerdict* claim) { return claim->verdict == Verdict::holds; });
}

bool any_is(const Claims& claims, Verdict verdict) {
  return std::any_of(claims.begin(), claims.end(),
                     [&](const ClaimVerdict* claim) { return claim->verdict == verdict; });
}

// `a`, `a or b`, `a, b or c`.
std::string either(const std::vector<std::string>& words) {
  std::string result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) result += i + 1 == words.size() ? " or " : ", ";
    result += words[i];
  }
  return result;
}

std::string painted_answer(const ClaimVerdict& claim, const Paint& paint) {
  const std::string words = answer(claim);
  if (claim.verdict == Verdict::holds) return paint(Ink::green, words);
  if (claim.verdict == Verdict::fails) return paint(Ink::red, words);
  const std::size_t colon = words.find(':') + 1;
  return paint(Ink::yellow, words.substr(0, colon)) + words.substr(colon);
}

std::string headline(const RunVerdict& run, const ModelVerdict& model, const Paint& paint,
                     int width) {
  const std::string about = what_was_read(run, model) + ":";
  const std::string bold = paint(Ink::bold, about);
  const Claims asked = asked_claims(model);
  if (asked.empty()) return bold + " no claim was made, so none is shown.\n";
  std::string result = bold;
  const ClaimVerdict& first = *asked.front();
  const std::string unpainted = fmt::format(" {}? {}", spoken(first.id), answer(first));
  const bool beside = asked.size() == 1 && cells(about) + cells(unpainted) <= width;
  for (const ClaimVerdict* claim : asked)
    result += fmt::format("{}{}? {}", beside ? " " : "\n  ", spoken(claim->id),
                          painted_answer(*claim, paint));
  return result + "\n";
}

// The findings above that decide the run, counted: `2 errors, 1 warning`.
std::string deciding_findings(const RunVerdict& run, const ModelVerdict& model, Verdict verdict) {
  const auto counted = [&](auto matches) {
    return static_cast<std::size_t>(
      std::count_if(model.findings.begin(), model.findings.end(), matches));
  };
  if (verdict == Verdict::incomplete) {
    const std::size_t count = counted([](const Finding& finding) { return finding.incomplete; });
    return count == 0 ? "" : plural(count, "finding") + " above could not be settled";
  }
  std::vector<std::string> parts;
  for (const Level level : { Level::error, Level::warning, Level::note }) {
    const std::size_t count = counted([&](const Finding& finding) {
      return finding.level == level && level >= run.fail_on && !finding.incomplete &&
             !is_accepted(finding);
    });
    if (count > 0) parts.push_back(plural(count, name(level)));
  }
  return parts.empty() ? "" : fmt::format("{} above", fmt::join(parts, ", "));
}

// Why the run does not pass although nothing asked fails: said here, not left to the exit code.
std::string despite(const RunVerdict& run, const ModelVerdict& model, const Paint& paint) {
  const Verdict verdict = verdict_of(run, model);
  const Claims asked = asked_claims(model);
  const bool said = any_is(asked, Verdict::fails) ||
                    (verdict == Verdict::incomplete && any_is(asked, Verdict::incomplete));
  if (run.exit_code == 0 || verdict == Verdict::holds || asked.empty() || said) return "";
  const std::string what = verdict == Verdict::fails
                             ? paint(Ink::red, "the check fails")
                             : paint(Ink::yellow, "the check is incomplete");
  const std::string reason = deciding_findings(run, model, verdict);
  return fmt::format("  but {}{}{}\n", what, reason.empty() ? "" : ": ", reason);
}

std::string list_of(std::string_view label, const std::vector<std::string>& items, int width) {
  if (items.empty()) return "";
  std::string result;
  std::string before = fmt::format("  {} ", label);
  const int used = cells(before);
  for (const std::string& line : wrapped(fmt::format("{}", fmt::join(items, ", ")), width - used)) {
    result += before + line + "\n";
    before.assign(static_cast<std::size_t>(used), ' ');
  }
  return result;
}

// Everything asked holds: two quiet lines on the rest.
std::string remaining_claims(const ModelVerdict& model, int width) {
  std::vector<std::string> holding;
  std::vector<std::string> others;
  for (const ClaimVerdict& claim : model.claims) {
    if (claim.asked) continue;
    if (claim.verdict == Verdict::holds)
      holding.push_back(inert(claim.id));
    else
      others.push_back(
        fmt::format("{} ({} of {}, {})", inert(claim.id), claim.met, claim.of, percent(claim)));
  }
  const std::string result = list_of("also holds:", holding, width) +
                             list_of("not asked, not shown:", others, width);
  return result.empty() ? "" : "\n" + result;
}

// What was not asked is no alarm.
Ink verdict_ink(const ClaimVerdict& claim) {
  if (claim.verdict == Verdict::holds) return Ink::green;
  if (!claim.asked) return Ink::plain;
  return claim.verdict == Verdict::fails ? Ink::red : Ink::yellow;
}

std::string claims_table(const ModelVerdict& model, const Paint& paint) {
  const Claims claims = asked_first(model);
  int id_width = 0;
  int verdict_width = 0;
  int met_width = 0;
  int of_width = 0;
  for (const ClaimVerdict* claim : claims) {
    id_width = std::max(id_width, cells(inert(claim->id)));
    verdict_width = std::max(verdict_width, cells(name(claim->verdict)));
    met_width = std::max(met_width, cells(std::to_string(claim->met)));
    of_width = std::max(of_width, cells(std::to_string(claim->of)));
  }
  std::string result = "\n";
  for (const ClaimVerdict* claim : claims) {
    const bool holds = claim->verdict == Verdict::holds;
    result += fmt::format("  {}   {}", padded(inert(claim->id), id_width),
                          paint(verdict_ink(*claim), name(claim->verdict)));
    const int gap = verdict_width - cells(name(claim->verdict)) + 3;
    if (!holds)
      result += fmt::format("{:{}}{:>{}} of {:<{}}   {:>4}", "", gap, claim->met, met_width,
                            claim->of, of_width, percent(*claim));
    result += "\n";
  }
  return result;
}

std::string what_holds(const ModelVerdict& model, int width) {
  std::vector<const ClaimVerdict*> holding;
  for (const ClaimVerdict& claim : model.claims)
    if (claim.verdict == Verdict::holds && claim.label) holding.push_back(&claim);
  // The strongest first: what asks most.
  std::stable_sort(holding.begin(), holding.end(),
                   [](const ClaimVerdict* a, const ClaimVerdict* b) { return a->of > b->of; });
  std::vector<std::string> names;
  for (const ClaimVerdict* claim : holding)
    names.push_back(fmt::format("\"{}\"", spoken(claim->id)));
  if (names.empty()) return "";
  return "\n" + list_of("what holds today: say", { either(names) }, width);
}

}  // namespace

std::string conclusion(const RunVerdict& run, const ModelVerdict& model, const Paint& paint,
                       int width) {
  std::string result = headline(run, model, paint, width) + despite(run, model, paint);
  for (const std::string& proviso : provisos(run, model))
    for (const std::string& line : wrapped(proviso, width - 2)) result += "  " + line + "\n";
  if (model.first_look) return result + first_look_text(*model.first_look, paint, width);
  const Claims asked = asked_claims(model);
  if (all_hold(asked)) return result + remaining_claims(model, width);
  // A table in which nothing is met says nothing.
  const bool something_met = std::any_of(model.claims.begin(), model.claims.end(),
                                         [](const ClaimVerdict& claim) { return claim.met > 0; });
  if (!asked.empty() || something_met) result += claims_table(model, paint);
  result += what_holds(model, width);
  for (const ClaimVerdict* claim : asked)
    if (claim->verdict != Verdict::holds) result += shortest_way(*claim, paint, width);
  return result;
}

std::string last_line(const RunVerdict& run) {
  if (run.models.size() == 1) return "";
  if (run.models.empty()) return fmt::format("exit {}: no model was examined\n", run.exit_code);
  std::size_t failing = 0;
  std::size_t incomplete = 0;
  for (const ModelVerdict& model : run.models) {
    const Verdict verdict = verdict_of(run, model);
    failing += verdict == Verdict::fails;
    incomplete += verdict == Verdict::incomplete;
  }
  const std::size_t all = run.models.size();
  std::vector<std::string> parts;
  if (failing > 0)
    parts.push_back(
      fmt::format("{} of {} models {}", failing, all, failing == 1 ? "fails" : "fail"));
  if (incomplete > 0)
    parts.push_back(fmt::format("{} of {} models could not be judged", incomplete, all));
  if (parts.empty()) parts.push_back(fmt::format("all {} models pass", all));
  if (run.exit_code == 0 && failing > 0) parts.push_back("which was accepted");
  return fmt::format("\nexit {}: {}\n", run.exit_code, fmt::join(parts, ", "));
}

}  // namespace reallyopen
