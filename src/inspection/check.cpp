#include "inspection/check.h"

#include <algorithm>

#include "evidence/digests.h"
#include "inspection/first_look.h"
#include "inspection/inspect.h"
#include "inspection/manifests.h"
#include "inspection/policy_files.h"
#include "inspection/terms.h"
#include "manifest/parse.h"
#include "rules/catalogue.h"

namespace reallyopen {
namespace {

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
  const CheckRequest request;
  const std::vector<RuleDescription> rules = rule_descriptions();
  Terms terms{ .request = request, .rules = rules };
  terms.claims = claims_under(terms.policy);
  return inspect(snapshot, digests, path, manifest, {}, terms, std::nullopt);
}

RunVerdict check(const CheckRequest& request) {
  const Snapshot snapshot = Snapshot::open(
    { .folder = request.folder, .revision = request.revision });
  Digests digests(snapshot, request.hashing);
  RunVerdict run{ .rules = rule_descriptions() };
  Terms terms = terms_of(request, snapshot, run.rules);
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
    ModelVerdict model = inspect(snapshot, digests, path, manifest, manifests, terms, earlier);
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
