#include "cli/check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <span>

#include "claims/claim.h"
#include "claims/judge.h"
#include "cli/command.h"
#include "cli/first_look.h"
#include "cli/input.h"
#include "cli/manifests.h"
#include "cli/policy_files.h"
#include "evidence/card.h"
#include "evidence/card_comparison.h"
#include "evidence/component.h"
#include "evidence/configurations.h"
#include "evidence/declarations.h"
#include "evidence/digests.h"
#include "evidence/environment.h"
#include "evidence/history.h"
#include "evidence/license_files.h"
#include "evidence/license_statements.h"
#include "evidence/scripts.h"
#include "evidence/weights.h"
#include "evidence/wording.h"
#include "manifest/parse.h"
#include "manifest/prepared_schema.h"
#include "policy/accept.h"
#include "repository/path.h"
#include "repository/repository_error.h"
#include "repository/snapshot.h"
#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/nearest.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_baseline_bytes = 64u << 20;

// What is the same for all models of a run.
struct Terms {
  const CheckRequest& request;
  Policy policy;
  std::vector<Claim> claims;
  std::vector<LicenseSetChange> license_changes;
  std::optional<std::set<std::string>> baseline;
  std::vector<PolicyRemark> remarks;
  std::span<const RuleDescription> rules;
};

std::vector<std::string> claimed(const Declarations& declarations) {
  std::vector<std::string> ids;
  const Node* claim = declarations.find({ "claim" });
  if (claim && claim->is_string()) ids.push_back(claim->text);
  if (claim)
    for (const Node& item : claim->items)
      if (item.is_string()) ids.push_back(item.text);
  return ids;
}

// Without a readable manifest nothing was examined, and nothing may look as if it had failed or
// held.
void mark_unexamined(ModelVerdict& model) {
  for (ClaimVerdict& claim : model.claims) {
    claim.verdict = Verdict::incomplete;
    claim.met = 0;
    claim.progress = 0;
    claim.unmet.clear();
  }
  for (ComponentEvidence& component : model.components) {
    component.evidence = Evidence::unknown;
    component.reason = "the manifest could not be read";
  }
}

std::string stated(const Declarations& declarations, std::string_view key) {
  const Node* node = declarations.find({ "model", key });
  return node && node->items.empty() && node->members.empty() ? printable(node->text, 80) : "";
}

// Whether an asked claim lacks what the finding is about.
bool explains_gap(const Finding& finding, const ModelVerdict& model) {
  if (finding.component.empty()) return false;
  return std::ranges::any_of(model.claims, [&](const ClaimVerdict& claim) {
    return claim.asked && std::ranges::find(claim.unmet, finding.component, &Unmet::component) !=
                            claim.unmet.end();
  });
}

// What a policy says of rules' levels, a finding at a time. What explains why an asked claim fails
// stays an error: else something less about the component could be waived in its place.
void set_levels(const Policy& policy, ModelVerdict& model) {
  for (Finding& finding : model.findings) {
    const auto level = std::ranges::find(policy.levels, finding.rule, &RuleLevel::rule);
    if (level == policy.levels.end() || finding.incomplete) continue;
    if (finding.level == Level::error && explains_gap(finding, model)) continue;
    finding.level = level->level;
  }
}

// The claims that a manifest or the command line can name.
std::vector<std::string> claimable(const Policy& policy, const std::vector<Claim>& claims) {
  std::vector<std::string> ids;
  for (const Claim& claim : claims)
    if (claim.id != policy_claim &&
        std::ranges::find(policy.unclaimable, claim.id) == policy.unclaimable.end())
      ids.push_back(claim.id);
  return ids;
}

void append(std::vector<Finding>& all, std::vector<Finding> more) {
  std::ranges::move(more, std::back_inserter(all));
}

// Waivers and baseline need the findings of all models: `earlier` and the last one.
void accept(Terms& terms, std::span<ModelVerdict> earlier, ModelVerdict& last) {
  std::vector<ModelVerdict*> models;
  for (ModelVerdict& model : earlier) models.push_back(&model);
  models.push_back(&last);
  std::ranges::move(apply_waivers(terms.policy, terms.request.today, terms.rules, models),
                    std::back_inserter(terms.remarks));
  if (terms.baseline) apply_baseline(*terms.baseline, models);
}

// One manifest, also where there is none. `earlier` are the models before it where it is the last.
ModelVerdict check_model(const Snapshot& snapshot, Digests& digests, const std::string& path,
                         const ManifestText& manifest, const Manifests& manifests, Terms& terms,
                         std::optional<std::span<ModelVerdict>> earlier) {
  const Document* document = manifest.parsed.document.get();
  const Validation validation = document ? prepared_schema("transparency").validate(*document)
                                         : Validation{};
  Declarations declarations(snapshot, document, validation.uses, digests);
  const Weights weights = examine_weights(snapshot, declarations, digests);
  const Configurations configurations = examine_configurations(snapshot, declarations);
  const Scripts scripts = examine_scripts(snapshot, declarations);
  const Environment environment = examine_environment(snapshot, declarations);

  const std::vector<Card> cards = read_cards(snapshot, path, declarations);
  const CardComparison card_comparison = compare_cards(cards, snapshot, declarations);
  const std::vector<OpennessStatement> wording = find_statements(
    cards, stated(declarations, "name"), snapshot.origin());
  const History history = examine_history(snapshot, declarations);
  const LicenseStatements license_statements = find_license_statements(
    snapshot, path, declarations, weights, use_policies_of(manifests, path));
  const std::vector<LicenseDisagreement> license_disagreements = compare_license_statements(
    license_statements, declarations);

  ModelVerdict model{ .manifest = path,
                      .name = stated(declarations, "name"),
                      .version = stated(declarations, "version") };
  model.components = gather_components(declarations);

  const std::vector<std::string>& asked = terms.request.claims;
  const std::vector<std::string> known = claimable(terms.policy, terms.claims);
  std::vector<std::string> ids = asked.empty() ? claimed(declarations) : asked;
  std::erase_if(ids,
                [&](const std::string& id) { return std::ranges::find(known, id) == known.end(); });
  std::ranges::copy(terms.policy.required_claims, std::back_inserter(ids));
  ids.emplace_back(policy_claim);
  for (const Claim& claim : terms.claims) {
    model.claims.push_back(judge(claim, model.components, terms.license_changes));
    model.claims.back().asked = std::ranges::find(ids, claim.id) != ids.end();
  }
  model.examined = document || !manifest.found;
  if (!model.examined) mark_unexamined(model);

  std::vector<PolicyRemark> remarks;
  const Inspection inspection{ .snapshot = snapshot,
                               .manifest = path,
                               .manifest_found = manifest.found,
                               .manifest_read = manifest.status,
                               .unread_folders = manifests.unread_folders,
                               .parsed = manifest.parsed,
                               .validation = validation,
                               .declarations = declarations,
                               .weights = weights,
                               .configurations = configurations,
                               .scripts = scripts,
                               .environment = environment,
                               .cards = cards,
                               .card_comparison = card_comparison,
                               .wording = wording,
                               .history = history,
                               .license_statements = license_statements,
                               .license_disagreements = license_disagreements,
                               .components = model.components,
                               .claims = model.claims,
                               .claims_known = known,
                               .policy_remarks = remarks };
  Findings findings(path);
  for (const Rule* rule : all_rules()) findings.run(*rule, inspection);
  model.findings = findings.take();
  set_levels(terms.policy, model);
  if (!earlier) return model;
  accept(terms, *earlier, model);
  remarks = std::move(terms.remarks);
  for (const Rule& rule : policy_rules) findings.run(rule, inspection);
  append(model.findings, findings.take());
  set_levels(terms.policy, model);
  return model;
}

void demand_known(const std::vector<std::string>& ids, const std::vector<std::string>& known) {
  for (const std::string& id : ids) {
    if (std::ranges::find(known, id) != known.end()) continue;
    const auto near = nearest_word(id, known);
    throw UsageError(fmt::format("no claim `{}`; {}", printable(id, 80),
                                 near ? fmt::format("did you mean `{}`?", *near)
                                      : fmt::format("the claims are {}", fmt::join(known, ", "))));
  }
}

std::vector<RuleDescription> rule_descriptions() {
  std::vector<RuleDescription> result;
  for (const Rule* rule : all_rules())
    result.push_back({ .id = std::string(rule->id),
                       .level = rule->level,
                       .incomplete = rule->incomplete,
                       .title = std::string(rule->title),
                       .why = std::string(rule->why),
                       .fix = std::string(rule->fix) });
  return result;
}

Terms terms_of(const CheckRequest& request, const Snapshot& snapshot, const RunVerdict& run) {
  Terms terms{ .request = request, .rules = run.rules };
  terms.policy = policy_of(snapshot, request.policy, run.rules, terms.remarks);
  if (!request.waivers) terms.policy.waivers.clear();
  terms.claims = claims_under(terms.policy);
  for (const LicenseChange& license : terms.policy.licenses)
    terms.license_changes.push_back(license.change);
  if (request.baseline)
    terms.baseline = read_baseline(*request.baseline,
                                   read_input(*request.baseline, most_baseline_bytes));
  demand_known(request.claims, claimable(terms.policy, terms.claims));
  return terms;
}

}  // namespace

ModelVerdict check_manifest(const Snapshot& snapshot, const std::string& path,
                            std::string_view text) {
  Digests digests(snapshot, {});
  ManifestText manifest{ .found = true };
  manifest.parsed = parse_document(path, text);
  const CheckRequest request;
  const std::vector<RuleDescription> rules = rule_descriptions();
  Terms terms{ .request = request, .rules = rules };
  terms.claims = claims_under(terms.policy);
  return check_model(snapshot, digests, path, manifest, {}, terms, std::nullopt);
}

RunVerdict check(const CheckRequest& request) {
  const Snapshot snapshot = Snapshot::open(
    { .folder = request.folder, .revision = request.revision });
  Digests digests(snapshot, request.hashing);
  RunVerdict run{ .rules = rule_descriptions() };
  Terms terms = terms_of(request, snapshot, run);
  run.fail_on = std::min(request.fail_on, terms.policy.fail_on.value_or(Level::error));
  run.compared = terms.baseline.has_value();
  if (!terms.policy.files.empty())
    run.policy = { .name = terms.policy.name, .files = terms.policy.files };
  Manifests manifests = find_manifests(snapshot, terms.policy.limits.most_manifests());
  const ParseLimits limits{ .bytes = terms.policy.limits.most_bytes(),
                            .nodes = terms.policy.limits.most_nodes() };
  for (const std::string& path : manifests.paths) {
    std::optional<std::span<ModelVerdict>> earlier;
    if (&path == &manifests.paths.back()) earlier = run.models;
    const ManifestText manifest = read_manifest(snapshot, path, limits);
    ModelVerdict model = check_model(snapshot, digests, path, manifest, manifests, terms, earlier);
    if (!manifest.found) model.first_look = take_first_look(snapshot, path);
    run.models.push_back(std::move(model));
    manifests.unread_folders.clear();  // said once is enough
  }
  run.subject = { .revision = snapshot.commit(),
                  .description = snapshot.description(),
                  .worktree = snapshot.view() == View::worktree,
                  .dirty = snapshot.dirty() };
  conclude(run);
  return run;
}

}  // namespace reallyopen
