#include "claims/claim.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "claims/prepared_claims.h"
#include "manifest/parse.h"

namespace reallyopen {
namespace {

Evidence evidence_named(std::string_view word) {
  for (const Evidence evidence :
       { Evidence::described, Evidence::linked, Evidence::pinned, Evidence::present })
    if (name(evidence) == word) return evidence;
  throw std::logic_error(fmt::format("`{}` is no evidence that a claim can ask for", word));
}

// `Tree` is a Node or a PreparedNode: a policy's claim is read like ours.
template <class Tree>
std::vector<std::string> texts(const Tree* sequence) {
  std::vector<std::string> result;
  if (sequence)
    for (const Tree& item : sequence->items) result.emplace_back(item.text);
  return result;
}

// Recursion follows the nesting of the file, which parse_document bounds.
template <class Tree>
Requirement requirement_of(const Tree& node) {
  Requirement requirement;
  requirement.component = node.string_at("component");
  requirement.license = node.string_at("license");
  requirement.why = node.string_at("why");
  requirement.reference = node.string_at("reference");
  requirement.facts = texts(node.get("facts"));
  requirement.accepts_not_applicable = !texts(node.get("accept")).empty();
  if (const Tree* least = node.get("at_least")) requirement.at_least = evidence_named(least->text);
  if (const Tree* when = node.get("when"))
    requirement.when = { std::string(when->string_at("component")),
                         evidence_named(when->string_at("at_least")) };
  if (const Tree* all = node.get("all_of"))
    for (const Tree& item : all->items) requirement.all_of.push_back(requirement_of(item));
  if (const Tree* any = node.get("any_of"))
    for (const Tree& item : any->items) requirement.any_of.push_back(requirement_of(item));
  return requirement;
}

template <class Tree>
Claim claim_of(const Tree& root) {
  Claim claim;
  claim.id = root.string_at("id");
  claim.title = root.string_at("title");
  claim.summary = root.string_at("summary");
  claim.source = root.string_at("source");
  claim.builds_on = root.string_at("builds_on");
  if (const Tree* label = root.get("label")) claim.label = label->boolean;
  if (const Tree* requires_node = root.get("requires"))
    for (const Tree& item : requires_node->items)
      claim.requirements.push_back(requirement_of(item));
  return claim;
}

}  // namespace

Requirement read_requirement(const Node& node) { return requirement_of(node); }

Claim parse_claim(std::string_view path, std::string_view text) {
  const ParseResult parsed = parse_document(path, text);
  if (!parsed.document)
    throw std::logic_error(fmt::format("{}: {}", path, parsed.problems.at(0).message));
  Claim claim = claim_of(parsed.document->root);
  if (!inherit_requirements(claim, shipped_claims()))
    throw std::logic_error(
      fmt::format("{}: there is no claim `{}` to build on", path, claim.builds_on));
  return claim;
}

bool inherit_requirements(Claim& claim, std::span<const Claim> known) {
  if (claim.builds_on.empty()) return true;
  const auto base = std::ranges::find(known, claim.builds_on, &Claim::id);
  if (base == known.end()) return false;
  claim.requirements.insert(claim.requirements.begin(), base->requirements.begin(),
                            base->requirements.end());
  claim.inherited = base->requirements.size();
  return true;
}

void inherit_requirements(std::vector<Claim>& claims) {
  // Each round completes those whose base the rounds before completed.
  std::vector<Claim> complete;
  std::vector<Claim> waiting = std::move(claims);
  while (!waiting.empty()) {
    std::vector<Claim> still_waiting;
    for (Claim& claim : waiting) {
      const bool inherits = inherit_requirements(claim, complete);
      (inherits ? complete : still_waiting).push_back(std::move(claim));
    }
    if (still_waiting.size() == waiting.size())
      throw std::logic_error(fmt::format("`{}` builds on `{}`, which is not there or builds on it",
                                         still_waiting.front().id,
                                         still_waiting.front().builds_on));
    waiting = std::move(still_waiting);
  }
  std::ranges::sort(complete, {}, &Claim::id);
  claims = std::move(complete);
}

const std::vector<Claim>& shipped_claims() {
  static const std::vector<Claim> all = [] {
    std::vector<Claim> claims;
    for (const PreparedNode& claim : prepared_claims()) claims.push_back(claim_of(claim));
    inherit_requirements(claims);
    return claims;
  }();
  return all;
}

}  // namespace reallyopen
