// The report for programs: everything. Its shape is schemas/report.schema.json; within a
// report_version it only grows.
#include <nlohmann/json.hpp>

#include "report/format.h"
#include "report/inert_json.h"
#include "report/order.h"

namespace reallyopen {
namespace {

using Json = nlohmann::ordered_json;

// A file as a whole has no line: a made-up 1 would point at something.
Json to_json(const Place& place) {
  Json result;
  result["path"] = place.path;
  if (place.line > 0) result["line"] = place.line;
  if (place.line > 0 && place.column > 0) result["column"] = place.column;
  return result;
}

Json to_json(const Unmet& unmet) {
  return { { "component", unmet.component },  { "has", name(unmet.has) },
           { "needs", unmet.needs },          { "why", unmet.why },
           { "lacking", unmet.lacking },      { "step", unmet.step },
           { "place", to_json(unmet.place) }, { "incomplete", unmet.incomplete } };
}

Json to_json(const ClaimVerdict& claim) {
  Json unmet = Json::array();
  for (const Unmet& one : claim.unmet) unmet.push_back(to_json(one));
  return { { "id", claim.id },
           { "title", claim.title },
           { "asked", claim.asked },
           { "verdict", name(claim.verdict) },
           { "met", claim.met },
           { "of", claim.of },
           { "progress", claim.progress },
           { "unmet", std::move(unmet) },
           { "met_by_policy", claim.met_by_policy } };
}

Json to_json(const ComponentEvidence& component) {
  Json places = Json::array();
  for (const Place& place : component.places) places.push_back(to_json(place));
  return { { "id", component.id },
           { "title", component.title },
           { "evidence", name(component.evidence) },
           { "field", component.field },
           { "reason", component.reason },
           { "step", component.step },
           { "places", std::move(places) } };
}

Json to_json(const std::optional<Acceptance>& waived) {
  if (!waived) return nullptr;
  return { { "reason", waived->reason },
           { "owner", waived->owner },
           { "until", waived->until },
           { "place", waived->place.path.empty() ? Json(nullptr) : to_json(waived->place) } };
}

Json to_json(const Finding& finding) {
  Json related = Json::array();
  for (const Related& other : finding.related)
    related.push_back({ { "label", other.label }, { "place", to_json(other.place) } });
  return { { "rule", finding.rule },
           { "level", name(finding.level) },
           { "message", finding.message },
           { "hint", finding.hint },
           { "fix", finding.fix },
           { "component", or_null(finding.component) },
           { "place", to_json(finding.place) },
           { "related", std::move(related) },
           { "incomplete", finding.incomplete },
           { "fingerprint", finding.fingerprint },
           { "waived", to_json(finding.waived) },
           { "known", finding.known } };
}

Json to_json(const FirstLook& look) {
  Json seen = Json::array();
  Json claims = Json::array();
  for (const Sighting& sighting : look.seen)
    seen.push_back({ { "component", sighting.component }, { "paths", sighting.paths } });
  for (const ClaimVerdict& claim : look.claims) claims.push_back(to_json(claim));
  return { { "seen", std::move(seen) }, { "claims", std::move(claims) } };
}

Json to_json(const ModelVerdict& model) {
  Json claims = Json::array();
  Json components = Json::array();
  Json findings = Json::array();
  for (const ClaimVerdict& claim : model.claims) claims.push_back(to_json(claim));
  for (const ComponentEvidence& component : model.components)
    components.push_back(to_json(component));
  for (const Finding* finding : in_order(model.findings)) findings.push_back(to_json(*finding));
  return { { "manifest", model.manifest },
           { "name", model.name },
           { "version", model.version },
           { "claims", std::move(claims) },
           { "components", std::move(components) },
           { "findings", std::move(findings) },
           { "first_look", model.first_look ? to_json(*model.first_look) : Json(nullptr) } };
}

Json to_json(const std::optional<AppliedPolicy>& policy) {
  if (!policy) return nullptr;
  return { { "name", policy->name }, { "files", policy->files } };
}

Json to_json(const Subject& subject) {
  return { { "revision", subject.revision ? Json(*subject.revision) : Json(nullptr) },
           { "description", subject.description },
           { "view", subject.worktree ? "worktree" : "commit" },
           { "dirty", subject.dirty } };
}

}  // namespace

std::string write_json(const RunVerdict& run, const ReportOptions&) {
  Json models = Json::array();
  for (const ModelVerdict& model : run.models) models.push_back(to_json(model));
  const Json report = { { "report_version", 1 },
                        { "tool", { { "name", "reallyopen" }, { "version", REALLYOPEN_VERSION } } },
                        { "subject", to_json(run.subject) },
                        { "exit_code", run.exit_code },
                        { "verdict", name(run.verdict) },
                        { "fail_on", name(run.fail_on) },
                        { "policy", to_json(run.policy) },
                        { "models", std::move(models) } };
  return inert_json(report.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace reallyopen
