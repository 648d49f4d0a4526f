// SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "report/format.h"
#include "report/inert.h"
#include "report/inert_json.h"
#include "report/order.h"
#include "report/summary.h"
#include "report/uri.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

using Json = nlohmann::ordered_json;
using RuleIndex = std::map<std::string_view, std::size_t>;

constexpr std::size_t longest_sarif_message = 2000;
constexpr std::size_t
  longest_snippet = 1000;  // bytes; a longer line is not repeated for each finding

std::string sentence(std::string text) {
  if (!text.empty() && !text.ends_with('.')) text += '.';
  return text;
}

// In a message `[x](1)` is a link: brackets are escaped (3.11.6).
std::string message_text(std::string_view text) {
  std::string result;
  for (const char c : inert(text, longest_sarif_message)) {
    if (c == '\\' || c == '[' || c == ']') result += '\\';
    result += c;
  }
  return result;
}

Json text_object(std::string text) { return { { "text", std::move(text) } }; }

Json to_json(const RuleDescription& rule) {
  const std::string help = fmt::format("{} Fix: {}", sentence(rule.why), sentence(rule.fix));
  return { { "id", rule.id },
           { "shortDescription", text_object(sentence(rule.title)) },
           { "fullDescription", text_object(sentence(rule.why)) },
           { "help", text_object(help) },
           { "defaultConfiguration", { { "level", name(rule.level) } } } };
}

// A made-up line would point at something: there is a region only where there is a line.
Json region(const Place& place) {
  Json result = { { "startLine", place.line } };
  if (place.column < 1) return result;
  result["startColumn"] = place.column;
  if (place.line_text.size() > longest_snippet) return result;
  const int line_end = static_cast<int>(code_points(place.line_text)) + 1;
  const int end = std::min(place.column + place.width, line_end);
  if (end > place.column) result["endColumn"] = end;
  return result;
}

Json location(const Place& place, const std::string& manifest) {
  const std::string& path = place.path.empty() ? manifest : place.path;
  Json physical = { { "artifactLocation",
                      { { "uri", relative_uri(path) }, { "uriBaseId", "%SRCROOT%" } } } };
  if (place.line > 0) {
    physical["region"] = region(place);
    if (!place.line_text.empty() && place.line_text.size() <= longest_snippet)
      physical["contextRegion"] = { { "startLine", place.line },
                                    { "snippet", text_object(place.line_text) } };
  }
  return { { "physicalLocation", std::move(physical) } };
}

std::string message_of(const Finding& finding) {
  std::string text = message_text(finding.message);
  if (!finding.hint.empty()) text += ": " + message_text(finding.hint);
  text = sentence(std::move(text));
  if (!finding.fix.empty()) text += " Fix: " + sentence(message_text(finding.fix));
  return text;
}

Json suppressions(const Finding& finding) {
  Json result = Json::array();
  if (finding.waived && is_accepted(finding))
    result.push_back({ { "kind", "external" },
                       { "status", "accepted" },
                       { "justification", inert(acceptance(finding), longest_sarif_message) } });
  if (!result.empty() && !finding.waived->place.path.empty())
    result.back()["location"] = location(finding.waived->place, "");
  return result;
}

Json to_json(const Finding& finding, const ModelVerdict& model, const RunVerdict& run,
             const RuleIndex& rules) {
  Json result = { { "ruleId", finding.rule } };
  if (const auto rule = rules.find(finding.rule); rule != rules.end())
    result["ruleIndex"] = rule->second;
  result["level"] = name(finding.level);
  result["message"] = text_object(message_of(finding));
  result["locations"] = Json::array({ location(finding.place, model.manifest) });
  if (!finding.related.empty()) {
    Json related = Json::array();
    for (const Related& one : finding.related) {
      Json where = { { "id", related.size() } };
      where.update(location(one.place, model.manifest));
      where["message"] = text_object(sentence(message_text(one.label)));
      related.push_back(std::move(where));
    }
    result["relatedLocations"] = std::move(related);
  }
  // The second is the name under which GitHub follows an alert; without it, it would hash the line.
  result["partialFingerprints"] = { { "reallyopen/v1", finding.fingerprint },
                                    { "primaryLocationLineHash", finding.fingerprint + ":1" } };
  if (run.compared) result["baselineState"] = finding.known ? "unchanged" : "new";
  result["suppressions"] = suppressions(finding);
  result["properties"] = { { "component", finding.component },
                           { "manifest", model.manifest },
                           { "incomplete", finding.incomplete } };
  return result;
}

Json claims_of(const RunVerdict& run) {
  Json result = Json::array();
  for (const ModelVerdict& model : run.models)
    for (const ClaimVerdict& claim : model.claims)
      result.push_back({ { "manifest", model.manifest },
                         { "id", claim.id },
                         { "asked", claim.asked },
                         { "verdict", name(claim.verdict) },
                         { "met", claim.met },
                         { "of", claim.of },
                         { "progress", claim.progress },
                         { "metByPolicy", claim.met_by_policy } });
  return result;
}

}  // namespace

std::string write_sarif(const RunVerdict& run, const ReportOptions&) {
  RuleIndex index;
  Json rules = Json::array();
  for (const RuleDescription& rule : run.rules) {
    index.emplace(rule.id, rules.size());
    rules.push_back(to_json(rule));
  }
  Json results = Json::array();
  for (const ModelVerdict& model : run.models)
    for (const Finding* finding : in_order(model.findings))
      results.push_back(to_json(*finding, model, run, index));
  const Json driver = { { "name", "reallyopen" },
                        { "version", REALLYOPEN_VERSION },
                        { "semanticVersion", REALLYOPEN_VERSION },
                        { "rules", std::move(rules) } };
  const Json log = {
    { "$schema", "https://json.schemastore.org/sarif-2.1.0.json" },
    { "version", "2.1.0" },
    { "runs",
      Json::array({ { { "tool", { { "driver", driver } } },
                      { "invocations", Json::array({ { { "executionSuccessful", true },
                                                       { "exitCode", run.exit_code } } }) },
                      { "columnKind", "unicodeCodePoints" },
                      { "originalUriBaseIds",
                        { { "%SRCROOT%",
                            { { "description", text_object("The root of the repository.") } } } } },
                      { "results", std::move(results) },
                      { "properties",
                        { { "verdict", name(run.verdict) }, { "claims", claims_of(run) } } } } }) }
  };
  return inert_json(log.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace reallyopen
