#include "comparison/comparison.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "license/license_set.h"

namespace reallyopen {
namespace {

using Changes = std::vector<Change>;

// What is broken or does not apply shows nothing.
Evidence shown(Evidence evidence) {
  return reaches(evidence, Evidence::absent) ? evidence : Evidence::absent;
}

Direction direction_of(Evidence before, Evidence after) {
  if (before == Evidence::unknown || after == Evidence::unknown) return Direction::unclear;
  if (shown(before) == shown(after)) return Direction::changed;
  return shown(before) < shown(after) ? Direction::gained : Direction::lost;
}

Direction direction_of(Verdict before, Verdict after) {
  if (before == Verdict::incomplete || after == Verdict::incomplete) return Direction::unclear;
  return after == Verdict::holds ? Direction::gained : Direction::lost;
}

template <class Row>
const Row* row_named(const std::vector<Row>& rows, std::string_view id) {
  const auto found = std::ranges::find(rows, id, &Row::id);
  return found == rows.end() ? nullptr : &*found;
}

void compare_claims(const ModelVerdict& before, const ModelVerdict& after, Changes& changes) {
  for (const ClaimVerdict& now : after.claims) {
    const ClaimVerdict* then = row_named(before.claims, now.id);
    const Verdict was = then ? then->verdict : Verdict::fails;
    if (was == now.verdict) continue;
    changes.push_back({ direction_of(was, now.verdict), Aspect::claim, now.id,
                        std::string(name(was)), std::string(name(now.verdict)),
                        Place{ .path = after.manifest } });
  }
}

void compare_components(const ModelVerdict& before, const ModelVerdict& after, Changes& changes) {
  for (const ComponentEvidence& now : after.components) {
    const ComponentEvidence* then = row_named(before.components, now.id);
    const Evidence was = then ? then->evidence : Evidence::absent;
    if (was == now.evidence) continue;
    const bool stands = shown(now.evidence) != Evidence::absent || !then;
    changes.push_back({ direction_of(was, now.evidence), Aspect::component, now.id,
                        std::string(name(was)), std::string(name(now.evidence)),
                        stands ? now.section : then->section });
  }
}

// ---- licences

// The licence of each part of a component, `weights-license` and the like as well as
// `training-scripts`.
using Licenses = std::map<std::string, std::set<std::string>>;

Licenses licenses_of(const ComponentEvidence* component) {
  Licenses result;
  if (component)
    for (const StatedLicense& license : component->licenses)
      result[license.of].insert(license.expression);
  return result;
}

bool is_open(const std::set<std::string>& expressions) {
  return !expressions.empty() && std::ranges::all_of(expressions,
                                                     [](const std::string& expression) {
    return !expression.empty() &&
           (is_in_set(expression, "open-data").in || is_in_set(expression, "open-content").in ||
            is_in_set(expression, "open-model").in);
  });
}

std::string joined(const std::set<std::string>& expressions) {
  return fmt::format("{}", fmt::join(expressions, ", "));
}

Direction direction_of(const std::set<std::string>& before, const std::set<std::string>& after) {
  if (is_open(before) == is_open(after)) return Direction::changed;
  return is_open(after) ? Direction::gained : Direction::lost;
}

// A release's licence reaches many components: each change is said once, where it is seen first.
void compare_licenses(const ModelVerdict& before, const ModelVerdict& after, Changes& changes) {
  std::set<std::pair<std::string, std::string>> said;
  const auto compare_component = [&](const ComponentEvidence& now) {
    const Licenses was = licenses_of(row_named(before.components, now.id));
    const Licenses is = licenses_of(&now);
    std::set<std::string> parts;
    for (const auto& [part, expressions] : was) parts.insert(part);
    for (const auto& [part, expressions] : is) parts.insert(part);
    for (const std::string& part : parts) {
      const std::set<std::string> then = was.contains(part) ? was.at(part)
                                                            : std::set<std::string>();
      const std::set<std::string> here = is.contains(part) ? is.at(part) : std::set<std::string>();
      if (joined(then) == joined(here) || !said.emplace(joined(then), joined(here)).second)
        continue;
      changes.push_back({ direction_of(then, here), Aspect::license, part, joined(then),
                          joined(here), now.section });
    }
  };
  const auto is_license_row = [](const ComponentEvidence& component) {
    return component.id.ends_with("-license");
  };
  for (const ComponentEvidence& component : after.components)
    if (is_license_row(component)) compare_component(component);
  for (const ComponentEvidence& component : after.components)
    if (!is_license_row(component)) compare_component(component);
}

void compare_restrictions(const ModelVerdict& before, const ModelVerdict& after, Changes& changes) {
  const ComponentEvidence* was = row_named(before.components, "restrictions");
  const ComponentEvidence* is = row_named(after.components, "restrictions");
  const auto stated = [](const ComponentEvidence* component) {
    return component ? component->statements : std::vector<std::string>();
  };
  const auto among = [](const std::vector<std::string>& all, const std::string& one) {
    return std::ranges::find(all, one) != all.end();
  };
  // Another restriction is a loss of openness, one that went a gain.
  for (const std::string& restriction : stated(is))
    if (!among(stated(was), restriction))
      changes.push_back(
        { Direction::lost, Aspect::restriction, restriction, "", "stated", is->section });
  for (const std::string& restriction : stated(was))
    if (!among(stated(is), restriction))
      changes.push_back(
        { Direction::gained, Aspect::restriction, restriction, "stated", "", was->section });
}

ModelChanges compare_models(const ModelVerdict& before, const ModelVerdict& after) {
  ModelChanges model{ .manifest = after.manifest.empty() ? before.manifest : after.manifest,
                      .name = after.name.empty() ? before.name : after.name,
                      .version_before = before.version,
                      .version_after = after.version };
  compare_claims(before, after, model.changes);
  // Of a manifest that could not be read nothing is known, and nothing was lost or gained.
  if (before.examined && after.examined) {
    compare_components(before, after, model.changes);
    compare_licenses(before, after, model.changes);
    compare_restrictions(before, after, model.changes);
  }
  std::ranges::stable_sort(model.changes, {}, &Change::direction);
  return model;
}

// A model that is not there shows nothing, and no claim holds.
ModelVerdict nothing_of(const ModelVerdict& model) {
  ModelVerdict nothing{ .manifest = model.manifest };
  for (const ClaimVerdict& claim : model.claims)
    nothing.claims.push_back({ .id = claim.id, .verdict = Verdict::fails });
  for (const ComponentEvidence& component : model.components)
    nothing.components.push_back(
      { .id = component.id, .section = Place{ .path = model.manifest } });
  return nothing;
}

const ModelVerdict* counterpart(const ModelVerdict& model, const RunVerdict& own,
                                const RunVerdict& other) {
  if (own.models.size() == 1 && other.models.size() == 1) return &other.models.front();
  const auto found = std::ranges::find(other.models, model.manifest, &ModelVerdict::manifest);
  return found == other.models.end() ? nullptr : &*found;
}

}  // namespace

std::string_view name(Direction direction) {
  switch (direction) {
    case Direction::lost:
      return "lost";
    case Direction::gained:
      return "gained";
    case Direction::changed:
      return "changed";
    case Direction::unclear:
      return "unclear";
  }
  return "unclear";
}

std::string_view name(Aspect aspect) {
  switch (aspect) {
    case Aspect::claim:
      return "claim";
    case Aspect::component:
      return "component";
    case Aspect::license:
      return "license";
    case Aspect::restriction:
      return "restriction";
  }
  return "component";
}

bool Comparison::has(Direction direction) const { return count(direction) > 0; }

int Comparison::count(Direction direction) const {
  int result = 0;
  for (const ModelChanges& model : models)
    result += static_cast<int>(std::ranges::count(model.changes, direction, &Change::direction));
  return result;
}

Comparison compare(const RunVerdict& before, const RunVerdict& after) {
  Comparison comparison{ .before = before.subject, .after = after.subject };
  for (const ModelVerdict& model : after.models) {
    const ModelVerdict* then = counterpart(model, after, before);
    comparison.models.push_back(compare_models(then ? *then : nothing_of(model), model));
  }
  for (const ModelVerdict& model : before.models)
    if (!counterpart(model, before, after))
      comparison.models.push_back(compare_models(model, nothing_of(model)));
  return comparison;
}

}  // namespace reallyopen
