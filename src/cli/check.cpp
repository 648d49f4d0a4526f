#include "cli/check.h"

#include <algorithm>

#include "claims/claim.h"
#include "claims/judge.h"
#include "cli/first_look.h"
#include "embedded/files.h"
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
#include "manifest/schema.h"
#include "repository/path.h"
#include "repository/repository_error.h"
#include "repository/snapshot.h"
#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::string_view manifest_name = "TRANSPARENCY.yaml";
constexpr std::size_t most_manifests = 256;
constexpr std::size_t most_policies = 100;

std::string joined(std::string_view folder, std::string_view file) {
  return folder.empty() ? std::string(file) : std::string(folder) + "/" + std::string(file);
}

struct Manifests {
  std::vector<std::string> paths;
  std::vector<std::string> unread_folders;  // others might be there
  std::vector<std::string> policies;        // files named like use policies, wherever they stand
};

// Every manifest at or below the folder asked for; without any the nearest one above it; without
// any of those the place where one should be.
Manifests find_manifests(const Snapshot& snapshot) {
  std::vector<std::string> found;
  std::vector<std::string> policies;
  const auto unread = snapshot.walk(snapshot.folder(), [&](const Entry& entry) {
    const std::string_view path = entry.path;
    if (is_use_policy(path) && policies.size() < most_policies) policies.push_back(entry.path);
    const bool named = path.ends_with(manifest_name) &&
                       (path.size() == manifest_name.size() ||
                        path[path.size() - manifest_name.size() - 1] == '/');
    if (named) found.push_back(entry.path);
    if (found.size() > most_manifests)
      throw RepositoryError("more than 256 manifests; check the folders of the models one by one");
    return true;
  });
  if (!found.empty()) return { found, unread, policies };
  for (std::string_view folder = snapshot.folder(); !folder.empty();) {
    folder = folder_of(folder);
    if (snapshot.find(joined(folder, manifest_name)))
      return { { joined(folder, manifest_name) }, unread, policies };
  }
  return { { joined(snapshot.folder(), manifest_name) }, unread, policies };
}

// The policies of one model: in its folder and in no other model's below, or above every model.
std::vector<std::string> policies_of(const Manifests& manifests, const std::string& manifest) {
  const auto holds = [](const std::string& of, std::string_view path) {
    return is_within(path, folder_of(of));
  };
  std::vector<std::string> result;
  for (const std::string& policy : manifests.policies) {
    const bool own = holds(manifest, policy);
    const bool another_is_nearer = std::ranges::any_of(manifests.paths, [&](const auto& other) {
      return holds(other, policy) && (!own || other.size() > manifest.size());
    });
    const bool above = holds(policy, manifest);
    if ((own || above) && !another_is_nearer) result.push_back(policy);
  }
  return result;
}

struct ManifestText {
  bool found = false;
  ReadStatus status = ReadStatus::complete;
  ParseResult parsed;
};

ManifestText read_manifest(const Snapshot& snapshot, const std::string& path) {
  ManifestText manifest;
  const std::optional<Entry> entry = snapshot.find(path);
  manifest.found = entry.has_value();
  if (!entry) return manifest;
  // A link could lead anywhere, also to a file that reads like another model's manifest.
  if (entry->kind != EntryKind::file) {
    manifest.status = ReadStatus::unreadable;
    return manifest;
  }
  const ParseLimits limits;
  // One byte more than allowed, so that the parser sees and says that it is too long.
  const ReadResult read = snapshot.read(*entry, limits.bytes + 1);
  manifest.status = read.status;
  if (read.status == ReadStatus::complete) {
    manifest.parsed = parse_document(path, read.bytes, limits);
  } else if (read.status == ReadStatus::over_limit) {
    manifest.status = ReadStatus::complete;
    manifest.parsed.failure = ParseFailure::over_limit;
    manifest.parsed.problems.push_back({ .place = { .path = path },
                                         .message = "the manifest is larger than 4 MiB",
                                         .fix = {},
                                         .subject = "file" });
  }
  return manifest;
}

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
void mark_unexamined(std::vector<ClaimVerdict>& claims) {
  for (ClaimVerdict& claim : claims) {
    claim.verdict = Verdict::incomplete;
    claim.met = 0;
    claim.progress = 0;
    claim.unmet.clear();
  }
}

std::string stated(const Declarations& declarations, std::string_view key) {
  const Node* node = declarations.find({ "model", key });
  return node && node->items.empty() && node->members.empty() ? printable(node->text, 80) : "";
}

const Schema& manifest_schema() {
  static const Schema schema = Schema::parse(embedded_file("transparency.schema.json"));
  return schema;
}

// One manifest, also where there is none.
ModelVerdict check_model(const Snapshot& snapshot, Digests& digests, const std::string& path,
                         const ManifestText& manifest, const Manifests& manifests,
                         const std::vector<std::string>& asked) {
  const Document* document = manifest.parsed.document.get();
  const Validation validation = document ? manifest_schema().validate(*document) : Validation{};
  Declarations declarations(snapshot, document, validation.uses, digests);
  const Weights weights = examine_weights(snapshot, declarations, digests);
  const Configurations configurations = examine_configurations(snapshot, declarations);
  const Scripts scripts = examine_scripts(snapshot, declarations);
  const Environment environment = examine_environment(snapshot, declarations);

  const std::vector<Card> cards = read_cards(snapshot, path, declarations);
  const CardComparison card_comparison = compare_cards(cards, snapshot, declarations);
  const std::vector<OpennessStatement> wording = find_statements(cards);
  const History history = examine_history(snapshot, declarations);
  const LicenseStatements license_statements = find_license_statements(
    snapshot, path, declarations, weights, policies_of(manifests, path));
  const std::vector<LicenseDisagreement> license_disagreements = compare_license_statements(
    license_statements, declarations);

  ModelVerdict model{ .manifest = path,
                      .name = stated(declarations, "name"),
                      .version = stated(declarations, "version") };
  model.components = gather_components(declarations);

  const std::vector<std::string> ids = asked.empty() ? claimed(declarations) : asked;
  std::vector<std::string> known;
  for (const Claim& claim : shipped_claims()) {
    known.push_back(claim.id);
    model.claims.push_back(judge(claim, model.components));
    model.claims.back().asked = std::ranges::find(ids, claim.id) != ids.end();
  }
  model.examined = document || !manifest.found;
  if (!model.examined) mark_unexamined(model.claims);

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
                               .claims_known = known };
  Findings findings(path);
  for (const Rule* rule : all_rules()) findings.run(*rule, inspection);
  model.findings = findings.take();
  return model;
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

}  // namespace

ModelVerdict check_manifest(const Snapshot& snapshot, const std::string& path,
                            std::string_view text) {
  Digests digests(snapshot, {});
  ManifestText manifest{ .found = true };
  manifest.parsed = parse_document(path, text);
  return check_model(snapshot, digests, path, manifest, {}, {});
}

RunVerdict check(const CheckRequest& request) {
  const Snapshot snapshot = Snapshot::open(
    { .folder = request.folder, .revision = request.revision });
  Digests digests(snapshot, request.hashing);
  RunVerdict run{ .rules = rule_descriptions(), .fail_on = request.fail_on };
  Manifests manifests = find_manifests(snapshot);
  for (const std::string& path : manifests.paths) {
    const ManifestText manifest = read_manifest(snapshot, path);
    run.models.push_back(check_model(snapshot, digests, path, manifest, manifests, request.claims));
    if (!manifest.found) run.models.back().first_look = take_first_look(snapshot, path);
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
