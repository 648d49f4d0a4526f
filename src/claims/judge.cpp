#include "claims/judge.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "license/license_set.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

const ComponentEvidence& component_named(std::string_view id,
                                         std::span<const ComponentEvidence> components) {
  const auto found = std::ranges::find(components, id, &ComponentEvidence::id);
  if (found == components.end())
    throw std::logic_error(fmt::format("a claim names the unknown component `{}`", id));
  return *found;
}

Unmet unmet_for(const Requirement& requirement, const ComponentEvidence& component) {
  return { .component = component.id,
           .has = component.evidence,
           .needs = std::string(name(requirement.at_least)),
           .why = requirement.why,
           .lacking = component.reason,
           .step = component.step,
           .place = component.section };
}

std::optional<Unmet> facts_lacking(const Requirement& requirement,
                                   const ComponentEvidence& component) {
  std::vector<std::string> missing;
  std::vector<std::string> lacking;
  std::vector<std::string> steps;
  Place place = component.section;
  for (const std::string& id : requirement.facts) {
    const auto fact = std::ranges::find(component.facts, id, &ComponentFact::id);
    if (fact == component.facts.end())
      throw std::logic_error(fmt::format("`{}` knows no fact `{}`", component.id, id));
    if (fact->holds) continue;
    if (missing.empty()) place = fact->place;
    missing.push_back(id);
    lacking.push_back(fact->lacking);
    steps.push_back(fact->step);
  }
  if (missing.empty()) return std::nullopt;
  Unmet unmet = unmet_for(requirement, component);
  unmet.needs = fmt::format("{}: {}", name(requirement.at_least), fmt::join(missing, ", "));
  unmet.lacking = fmt::format("{}", fmt::join(lacking, "; "));
  unmet.step = fmt::format("{}", fmt::join(steps, "; "));
  unmet.place = place;
  return unmet;
}

using Changes = std::span<const LicenseSetChange>;

std::optional<Unmet> license_lacking(const Requirement& requirement,
                                     const ComponentEvidence& component, Changes changes) {
  // A licence is asked for: where nothing states one, nothing grants one.
  if (component.licenses.empty()) {
    Unmet unmet = unmet_for(requirement, component);
    unmet.needs = fmt::format("a licence in `{}`", requirement.license);
    unmet.lacking = "no licence is stated";
    return unmet;
  }
  for (const StatedLicense& license : component.licenses) {
    std::string because;
    if (license.expression.empty()) {
      because = fmt::format("{} states no licence", license.of);
    } else {
      const SetMembership membership = is_in_set(license.expression, requirement.license, changes);
      if (membership.in) continue;
      because = fmt::format("{}: {}", license.of, membership.because);
    }
    Unmet unmet = unmet_for(requirement, component);
    unmet.needs = fmt::format("a licence in `{}`", requirement.license);
    unmet.lacking = because;
    unmet.step = fmt::format("{} in `{}`",
                             license.expression == "NOASSERTION" ? "say which licence it is: one"
                                                                 : "release under a licence",
                             requirement.license);
    unmet.place = license.place;
    return unmet;
  }
  return std::nullopt;
}

std::optional<Unmet> judge_leaf(const Requirement& requirement,
                                std::span<const ComponentEvidence> components, Changes changes) {
  const ComponentEvidence& component = component_named(requirement.component, components);
  if (component.evidence == Evidence::not_applicable && requirement.accepts_not_applicable)
    return std::nullopt;
  if (component.evidence == Evidence::unknown) {
    Unmet unmet = unmet_for(requirement, component);
    unmet.incomplete = true;
    return unmet;
  }
  if (!reaches(component.evidence, requirement.at_least)) return unmet_for(requirement, component);
  if (auto unmet = facts_lacking(requirement, component)) return unmet;
  if (!requirement.license.empty()) return license_lacking(requirement, component, changes);
  return std::nullopt;
}

// What keeps a requirement from being met; nothing when it is met. Depth is that of the claim file.
std::vector<Unmet> judge_requirement(const Requirement& requirement,
                                     std::span<const ComponentEvidence> components,
                                     Changes changes) {
  std::vector<Unmet> all;
  for (const Requirement& part : requirement.all_of)
    std::ranges::move(judge_requirement(part, components, changes), std::back_inserter(all));
  if (!requirement.any_of.empty()) {
    // Of several ways the one that lacks least is the one to show.
    std::optional<std::vector<Unmet>> best;
    for (const Requirement& part : requirement.any_of) {
      std::vector<Unmet> unmet = judge_requirement(part, components, changes);
      if (!best || unmet.size() < best->size()) best = std::move(unmet);
    }
    std::ranges::move(*best, std::back_inserter(all));
  }
  if (!requirement.component.empty())
    if (auto unmet = judge_leaf(requirement, components, changes)) all.push_back(std::move(*unmet));
  return all;
}

void collect_components(const Requirement& requirement, std::vector<std::string>& components) {
  if (!requirement.component.empty()) components.push_back(requirement.component);
  for (const Requirement& part : requirement.all_of) collect_components(part, components);
  for (const Requirement& part : requirement.any_of) collect_components(part, components);
}

bool is_asked(const Requirement& requirement, std::span<const ComponentEvidence> components) {
  if (!requirement.when) return true;
  const Evidence evidence = component_named(requirement.when->component, components).evidence;
  // What could not be read might meet the condition: never let it drop a requirement.
  return evidence == Evidence::unknown || evidence == Evidence::broken ||
         reaches(evidence, requirement.when->at_least);
}

// A paper that replaces a report, and is asked for beside it, counts once.
bool is_met_elsewhere(const Requirement& choice, const Claim& claim,
                      std::span<const ComponentEvidence> components, Changes changes) {
  for (const Requirement& part : choice.any_of)
    if (judge_requirement(part, components, changes).empty())
      return !part.component.empty() &&
             std::ranges::find(claim.requirements, part.component, &Requirement::component) !=
               claim.requirements.end();
  return false;
}

ClaimVerdict judge_under(const Claim& claim, std::span<const ComponentEvidence> components,
                         Changes changes) {
  // A part of the requirements must never look like all of them.
  if (!claim.builds_on.empty() && claim.inherited == 0)
    throw std::logic_error(fmt::format("`{}` lacks what `{}` requires", claim.id, claim.builds_on));
  ClaimVerdict verdict;
  verdict.id = claim.id;
  verdict.label = claim.label;
  verdict.title = claim.title;
  bool base_holds = true;
  for (std::size_t i = 0; i < claim.requirements.size(); ++i) {
    const Requirement& requirement = claim.requirements[i];
    if (!is_asked(requirement, components) ||
        is_met_elsewhere(requirement, claim, components, changes))
      continue;
    ++verdict.of;
    collect_components(requirement, verdict.asks);
    std::vector<Unmet> unmet = judge_requirement(requirement, components, changes);
    if (unmet.empty()) ++verdict.met;
    if (i < claim.inherited && !unmet.empty()) base_holds = false;
    std::ranges::move(unmet, std::back_inserter(verdict.unmet));
  }
  if (base_holds && verdict.of > 0) verdict.progress = 100.0 * verdict.met / verdict.of;
  const bool fails = std::ranges::any_of(verdict.unmet,
                                         [](const Unmet& u) { return !u.incomplete; });
  verdict.verdict = fails                   ? Verdict::fails
                    : verdict.unmet.empty() ? Verdict::holds
                                            : Verdict::incomplete;
  return verdict;
}

// What only the licences that were added meet: what the same judgement without them lacks.
std::vector<std::string> met_by_additions(const Claim& claim, const ClaimVerdict& verdict,
                                          std::span<const ComponentEvidence> components,
                                          Changes changes) {
  std::vector<LicenseSetChange> removals;
  std::ranges::copy_if(changes, std::back_inserter(removals), std::not_fn(&LicenseSetChange::adds));
  if (removals.size() == changes.size()) return {};
  std::vector<std::string> result;
  for (const Unmet& unmet : judge_under(claim, components, removals).unmet) {
    const bool is_unmet_anyway = std::ranges::any_of(verdict.unmet, [&](const Unmet& other) {
      return other.component == unmet.component && other.needs == unmet.needs;
    });
    if (!is_unmet_anyway) result.push_back(fmt::format("`{}`: {}", unmet.component, unmet.lacking));
  }
  return result;
}

}  // namespace

ClaimVerdict judge(const Claim& claim, std::span<const ComponentEvidence> components,
                   Changes changes) {
  ClaimVerdict verdict = judge_under(claim, components, changes);
  verdict.met_by_policy = met_by_additions(claim, verdict, components, changes);
  return verdict;
}

}  // namespace reallyopen
