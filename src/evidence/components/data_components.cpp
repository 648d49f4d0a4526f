// Data sources and what was done to them.
#include <fmt/format.h>

#include "evidence/components/component.h"
#include "evidence/components/part.h"
#include "evidence/pin.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

std::string title_of(const Node& source) {
  for (const std::string_view key : { "id", "name" })
    if (const std::string_view text = source.string_at(key); !text.empty())
      return fmt::format("data source `{}`", printable(text, 60));
  return "a data source";
}

Part place_of(const Declarations& declarations, const Node& source, std::string_view key) {
  const Node* node = source.get(key);
  return { .place = declarations.place(node ? *node : source) };
}

// Where an open or public source can be had.
Part located_part(const Declarations& declarations, const Node& source) {
  if (const Node* artifact = source.get("artifact")) return artifacts_part(declarations, artifact);
  const Node* url = source.get("url");
  if (!url || !is_url(url->text)) {
    Part part = place_of(declarations, source, "access");
    part.reason = fmt::format("{} names no place to get it", title_of(source));
    part.step = fmt::format("give the `url` or `artifact` of {}", title_of(source));
    return part;
  }
  Part part{ .evidence = Evidence::linked, .place = declarations.place(*url) };
  Part checksums = artifacts_part(declarations, source.get("checksums"));
  if (checksums.evidence == Evidence::broken || checksums.evidence == Evidence::unknown)
    return checksums;
  if (is_pinned(source, url->text) || checksums.evidence == Evidence::present) {
    part.evidence = Evidence::pinned;
    return part;
  }
  part.reason = fmt::format("{} can change: no commit, digest or DOI is named", title_of(source));
  part.step = fmt::format("name the commit of {} in `revision`, or its `sha256`", title_of(source));
  return part;
}

// What an access class owes beside `access` itself (OSAID FAQ, the four data classes).
Part described_if(const Declarations& declarations, const Node& source,
                  std::initializer_list<std::string_view> owed) {
  Part part = place_of(declarations, source, "access");
  for (const std::string_view key : owed) {
    if (says_something(source.get(key))) continue;
    part.reason = fmt::format("{} lacks `{}`", title_of(source), key);
    part.step = fmt::format("state `{}` of {}", key, title_of(source));
    return part;
  }
  part.evidence = Evidence::described;
  return part;
}

Part source_part(const Declarations& declarations, const Node& source) {
  const std::string_view access = source.string_at("access");
  if (access == "open" || access == "public") return located_part(declarations, source);
  if (access == "obtainable") return described_if(declarations, source, { "obtain" });
  if (access == "unshareable")
    return described_if(declarations, source, { "basis", "description" });
  Part part = place_of(declarations, source, "access");
  if (access == "withheld") {
    part.evidence = says_something(source.get("reason")) ? Evidence::withheld : Evidence::absent;
    part.reason = fmt::format("{} is withheld: {}", title_of(source),
                              printable(source.string_at("reason"), 120));
    part.step = fmt::format("describe {} and how to obtain it", title_of(source));
  }
  return part;
}

// Subsets are covered by what pins their source, unless they say otherwise themselves.
Part subsets_part(const Declarations& declarations, const Node& source, Part part) {
  const Node* subsets = source.get("subsets");
  if (!subsets || !subsets->is_sequence()) return part;
  for (const Node& subset : subsets->items) {
    const std::string_view access = subset.string_at("access");
    if (access == "open" || access == "public") continue;
    part = weaker(std::move(part), source_part(declarations, subset));
  }
  return part;
}

bool is_open_or_public(const Node& source) {
  const std::string_view access = source.string_at("access");
  bool all = access == "open" || access == "public";
  if (const Node* subsets = source.get("subsets"))
    for (const Node& subset : subsets->items)
      all &= subset.string_at("access") == "open" || subset.string_at("access") == "public";
  return all;
}

void gather_sources(const Declarations& declarations, ComponentEvidence& evidence) {
  ComponentFact open{ .id = "all-open-or-public", .holds = true, .place = evidence.section };
  const Node* sources = declarations.find({ "data", "sources" });
  if (auto status = status_part(declarations, declarations.find({ "data" }))) {
    apply(std::move(*status), evidence);
    open.holds = false;
  } else if (sources && sources->is_sequence() && !sources->items.empty()) {
    std::optional<Part> weakest;
    for (const Node& source : sources->items) {
      Part part = subsets_part(declarations, source, source_part(declarations, source));
      weakest = weakest ? weaker(std::move(*weakest), std::move(part)) : std::move(part);
      if (open.holds && !is_open_or_public(source)) {
        open.holds = false;
        open.place = place_of(declarations, source, "access").place;
        open.lacking = fmt::format("{} is neither open nor public", title_of(source));
      }
    }
    apply(std::move(*weakest), evidence);
  } else {
    open.holds = false;
  }
  if (!open.holds) open.step = "train on open or public data only";
  if (!open.holds && open.lacking.empty()) open.lacking = "no data source is named";
  evidence.facts.push_back(std::move(open));
}

Part step_part(const Declarations& declarations, const Node& step) {
  if (auto status = status_part(declarations, &step)) return *status;
  if (const Node* scripts = step.get("scripts")) return artifacts_part(declarations, scripts);
  Part part{ .evidence = Evidence::described, .place = declarations.place(step) };
  part.reason = fmt::format("step `{}` names no script", printable(step.string_at("name"), 60));
  part.step = fmt::format("name the `scripts` of step `{}`", printable(step.string_at("name"), 60));
  return part;
}

void gather_preprocessing(const Declarations& declarations, ComponentEvidence& evidence) {
  const Node* section = declarations.find({ "preprocessing" });
  if (auto status = status_part(declarations, section)) return apply(std::move(*status), evidence);
  const Node* steps = section ? section->get("steps") : nullptr;
  if (!steps || steps->items.empty()) return;
  std::optional<Part> weakest;
  for (const Node& step : steps->items) {
    Part part = step_part(declarations, step);
    weakest = weakest ? weaker(std::move(*weakest), std::move(part)) : std::move(part);
  }
  apply(std::move(*weakest), evidence);
}

constexpr FactRow source_facts[] = {
  { "all-open-or-public", "every source and subset has `access: open` or `public`" },
};

constexpr std::string_view preprocessing_artifacts[] = { "preprocessing.steps.scripts" };

constexpr Component data_rows[] = {
  { .id = "data-sources",
    .title = "data sources",
    .content = Content::data,
    .field = "data.sources",
    .about = "The weakest of all sources. Open and public ones need a place to get them, pinned by "
             "`revision`, `sha256` or `checksums`; obtainable ones need `obtain`; unshareable ones "
             "`basis` and `description`; a withheld source makes the component withheld.",
    .step = "list every source of training data with its access",
    .facts = source_facts,
    .gather = gather_sources },
  { .id = "data-preprocessing",
    .title = "data preprocessing",
    .content = Content::code,
    .field = "preprocessing",
    .about = "The weakest of all steps: each needs its `scripts`; a step without any is described.",
    .step = "commit the preprocessing scripts, or name a repository at a commit",
    .facts = {},
    .artifacts = preprocessing_artifacts,
    .gather = gather_preprocessing },
};

}  // namespace

constinit const ComponentFamily data_components = data_rows;

}  // namespace reallyopen
