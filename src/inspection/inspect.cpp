#include "inspection/inspect.h"

#include <algorithm>
#include <iterator>

#include "claims/judge.h"
#include "evidence/cards/card.h"
#include "evidence/cards/card_comparison.h"
#include "evidence/cards/card_parameters.h"
#include "evidence/cards/wording.h"
#include "evidence/components/component.h"
#include "evidence/copied_files.h"
#include "evidence/declarations.h"
#include "evidence/dvc_files.h"
#include "evidence/history/history.h"
#include "evidence/history/left_out.h"
#include "evidence/licenses/license_statements.h"
#include "evidence/lineage/unnamed_bases.h"
#include "evidence/plausibility/plausibility.h"
#include "evidence/recipe/configurations.h"
#include "evidence/recipe/environment.h"
#include "evidence/recipe/imports.h"
#include "evidence/recipe/loaded_datasets.h"
#include "evidence/recipe/run_logs.h"
#include "evidence/recipe/run_records.h"
#include "evidence/recipe/scripts.h"
#include "evidence/results/results.h"
#include "evidence/weights/checkpoints.h"
#include "evidence/weights/model_files.h"
#include "evidence/weights/weights.h"
#include "ledger/ledger.h"
#include "manifest/prepared_schema.h"
#include "repository/path.h"
#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

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

// Whatever a policy says of the rule's level: a badge is read where no exit code is.
void break_components(std::span<const Finding> findings, std::span<ComponentEvidence> components) {
  for (const Finding& finding : findings) {
    const auto component = std::ranges::find(components, finding.component, &ComponentEvidence::id);
    if (component == components.end() || component->evidence == Evidence::broken) continue;
    component->evidence = Evidence::broken;
    component->reason = finding.message;
    component->step = finding.fix;
    component->places.insert(component->places.begin(), finding.place);
  }
}

void run_rules(const Inspection& inspection, bool contradicting, Findings& findings) {
  for (const Rule* rule : all_rules())
    if (rule->contradicts == contradicting) findings.run(*rule, inspection);
}

// `stated`: what the manifest claims.
void judge_claims(const Terms& terms, const std::vector<std::string>& stated,
                  std::span<const std::string> known, ModelVerdict& model) {
  const std::vector<std::string>& asked = terms.request.claims;
  std::vector<std::string> ids = asked.empty() ? stated : asked;
  std::erase_if(ids,
                [&](const std::string& id) { return std::ranges::find(known, id) == known.end(); });
  std::ranges::copy(terms.policy.required_claims, std::back_inserter(ids));
  ids.emplace_back(policy_claim);
  for (const Claim& claim : terms.claims) {
    model.claims.push_back(judge(claim, model.components, terms.license_changes));
    model.claims.back().asked = std::ranges::find(ids, claim.id) != ids.end();
  }
  if (!model.examined) mark_unexamined(model);
}

}  // namespace

ModelVerdict inspect(const Snapshot& snapshot, Digests& digests, const std::string& path,
                     const ManifestText& manifest, const Manifests& manifests, Terms& terms,
                     std::optional<std::span<ModelVerdict>> earlier) {
  const Document* document = manifest.parsed.document.get();
  const Validation validation = document ? prepared_schema("transparency").validate(*document)
                                         : Validation{};
  Declarations declarations(snapshot, document, validation.uses, digests);
  Ledgers ledgers(snapshot);
  const Weights weights = examine_weights(snapshot, declarations, digests, ledgers.headers());
  const std::vector<CheckpointsIssue> checkpoints = examine_checkpoints(snapshot, declarations);
  const std::vector<ModelFileDisagreement> model_files = compare_model_files(snapshot, ledgers,
                                                                             declarations);
  const Configurations configurations = examine_configurations(snapshot, declarations);
  const std::vector<Card> cards = read_cards(snapshot, path, declarations);
  const std::vector<UnnamedBase> unnamed_bases = find_unnamed_bases(snapshot, ledgers, declarations,
                                                                    cards);
  const std::vector<Contradiction> run_records = compare_run_records(
    ledgers.beside(std::string(folder_of(path))), declarations);
  const std::vector<RunLogDisagreement> run_logs = compare_run_logs(snapshot, declarations);
  const std::vector<UnlistedDataset> unlisted_datasets = find_unlisted_datasets(snapshot, ledgers,
                                                                                declarations);
  const Plausibility plausibility = examine_plausibility(snapshot, declarations);
  const Scripts scripts = examine_scripts(snapshot, declarations);
  const std::vector<CopiedFile> copied_files = find_copied_files(snapshot, declarations);
  const std::vector<OtherDvcFile> dvc_files = find_other_dvc_files(snapshot, declarations);
  const Environment environment = examine_environment(snapshot, declarations);
  const std::vector<UnlockedImport> unlocked_imports = find_unlocked_imports(snapshot, declarations,
                                                                             environment);

  const std::optional<CardParameters> card_parameters = other_parameters(cards, declarations,
                                                                         weights);
  const std::vector<OtherResult> other_results = find_other_results(snapshot, declarations, cards);
  const CardComparison card_comparison = compare_cards(cards, snapshot, declarations);
  const std::vector<OpennessStatement> wording = find_statements(
    cards, stated(declarations, "name"), snapshot.origin());
  const History history = examine_history(snapshot, declarations);
  const std::vector<LeftOut> left_out = find_left_out(snapshot, declarations);
  const LicenseStatements license_statements = find_license_statements(
    snapshot, path, declarations, weights, use_policies_of(manifests, path));
  const std::vector<LicenseDisagreement> license_disagreements = compare_license_statements(
    license_statements, declarations);

  ModelVerdict model{ .manifest = path,
                      .name = stated(declarations, "name"),
                      .version = stated(declarations, "version") };
  model.components = gather_components(declarations);
  model.examined = document || !manifest.found;

  const std::vector<std::string> known = claimable(terms.policy, terms.claims);
  std::vector<PolicyRemark> remarks;
  Inspection inspection{ .snapshot = snapshot,
                         .manifest = path,
                         .manifest_found = manifest.found,
                         .manifest_read = manifest.status,
                         .unread_folders = manifests.unread_folders,
                         .parsed = manifest.parsed,
                         .validation = validation,
                         .declarations = declarations,
                         .weights = weights,
                         .model_files = model_files,
                         .checkpoints = checkpoints,
                         .configurations = configurations,
                         .unnamed_bases = unnamed_bases,
                         .run_records = run_records,
                         .run_logs = run_logs,
                         .unlisted_datasets = unlisted_datasets,
                         .plausibility = plausibility,
                         .scripts = scripts,
                         .copied_files = copied_files,
                         .dvc_files = dvc_files,
                         .environment = environment,
                         .unlocked_imports = unlocked_imports,
                         .cards = cards,
                         .other_results = other_results,
                         .card_parameters = card_parameters,
                         .card_comparison = card_comparison,
                         .wording = wording,
                         .history = history,
                         .left_out = left_out,
                         .license_statements = license_statements,
                         .license_disagreements = license_disagreements,
                         .components = model.components,
                         .claims_known = known,
                         .policy_remarks = remarks };
  Findings findings(path);
  run_rules(inspection, true, findings);
  break_components(findings.found(), model.components);
  judge_claims(terms, claimed(declarations), known, model);
  inspection.claims = model.claims;
  run_rules(inspection, false, findings);
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

}  // namespace reallyopen
