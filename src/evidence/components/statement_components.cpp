// Evaluation, restrictions and community.
#include <fmt/format.h>

#include "evidence/components/component.h"
#include "evidence/components/part.h"
#include "evidence/components/restriction.h"
#include "evidence/pin.h"

namespace reallyopen {
namespace {

void gather_evaluation_code(const Declarations& declarations, ComponentEvidence& evidence) {
  const Node* section = declarations.find({ "evaluation" });
  if (auto status = status_part(declarations, section)) return apply(std::move(*status), evidence);
  if (!section) return;
  if (const Node* code = section->get("code"))
    return apply(artifacts_part(declarations, code), evidence);
  apply(described_part(declarations, section->get("harness")), evidence);
}

void gather_results(const Declarations& declarations, ComponentEvidence& evidence) {
  const Node* section = declarations.find({ "evaluation" });
  if (!section) return;
  Part part = artifacts_part(declarations, section->get("results_files"));
  part = stronger(std::move(part), described_part(declarations, section->get("results")));
  apply(std::move(part), evidence);
}

void gather_restrictions(const Declarations& declarations, ComponentEvidence& evidence) {
  const Node* restrictions = declarations.find({ "restrictions" });
  ComponentFact none{ .id = "none", .holds = false, .place = evidence.section };
  if (auto status = restrictions && restrictions->is_mapping()
                      ? status_part(declarations, restrictions)
                      : std::nullopt) {
    none.place = status->place;
    none.lacking = "whether there are restrictions is said to be unknown";
    none.step = "read the licences, and state the `restrictions`, or `[]`";
    apply(std::move(*status), evidence);
  } else if (restrictions && restrictions->is_sequence()) {
    // `[]` is a statement too.
    evidence.evidence = Evidence::described;
    evidence.places.push_back(declarations.place(*restrictions));
    const auto stated = use_restrictions(*restrictions);
    for (const Node* restriction : stated)
      evidence.statements.push_back(describe_restriction(*restriction));
    none.holds = stated.empty();
    if (!none.holds) {
      none.step = "release without this restriction";
      none.place = declarations.place(*stated.front());
      none.lacking = fmt::format("{}", describe_restriction(*stated.front()));
    }
  } else {
    none.lacking = "whether there are restrictions is not stated";
    none.step = "state the `restrictions`, or `[]`";
    evidence.reason = none.lacking;
  }
  evidence.facts.push_back(std::move(none));
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos ||
      text.find_first_of(" \t\n\f\r") != std::string_view::npos)
    return false;
  // A dot with something on both sides.
  const std::string_view host = text.substr(at + 1);
  const std::size_t dot = host.find('.', 1);
  return dot != std::string_view::npos && dot + 1 < host.size();
}

bool can_be_reached(const Node& contact) { return is_url(contact.text) || is_email(contact.text); }

void gather_community(const Declarations& declarations, ComponentEvidence& evidence) {
  const Node* section = declarations.find({ "community" });
  if (auto status = status_part(declarations, section)) return apply(std::move(*status), evidence);
  if (!section || !section->is_mapping()) return;
  Part part;
  for (const std::string_view key : { "issues", "discussions", "chat", "contact" }) {
    const Node* node = section->get(key);
    if (!says_something(node)) continue;
    const Evidence stated = can_be_reached(*node) ? Evidence::linked : Evidence::described;
    part = stronger(std::move(part), { .evidence = stated, .place = declarations.place(*node) });
  }
  part = stronger(std::move(part), artifacts_part(declarations, section->get("contributing")));
  // No commit is asked of a place to meet.
  if (part.evidence == Evidence::linked) part.reason.clear(), part.step.clear();
  apply(std::move(part), evidence);
}

constexpr FactRow restriction_facts[] = {
  { "none", "`restrictions` is `[]`, or concerns only a hosted service" },
};

constexpr std::string_view result_artifacts[] = { "evaluation.results_files" };

constexpr Component statement_rows[] = {
  { .id = "evaluation-code",
    .title = "evaluation code",
    .content = Content::code,
    .field = "evaluation.code",
    .about = "The artifacts of `evaluation.code`, all of them; a named `harness` alone is "
             "described.",
    .step = "commit the evaluation code, or name a repository at a commit",
    .facts = {},
    .gather = gather_evaluation_code },
  { .id = "evaluation-results",
    .title = "evaluation results",
    .content = Content::documentation,
    .field = "evaluation.results",
    .about = "`evaluation.results_files` or `evaluation.results`.",
    .step = "state the results of the evaluation",
    .facts = {},
    .artifacts = result_artifacts,
    .gather = gather_results },
  { .id = "restrictions",
    .title = "restrictions",
    .content = Content::statement,
    .field = "restrictions",
    .about = "Every limit on use beyond the licences; `[]` states that there is none.",
    .step = "state the restrictions, or `[]`",
    .facts = restriction_facts,
    .gather = gather_restrictions },
  { .id = "community",
    .title = "community",
    .content = Content::documentation,
    .field = "community",
    .about = "A place to ask or contribute: `issues`, `discussions`, `chat`, `contact` or "
             "`contributing`.",
    .step = "name a place to ask or contribute in `community`",
    .facts = {},
    .gather = gather_community },
};

}  // namespace

constinit const ComponentFamily statement_components = statement_rows;

}  // namespace reallyopen
