// GitLab's Code Quality report:
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
#include <nlohmann/json.hpp>

#include "report/format.h"
#include "report/inert.h"
#include "report/inert_json.h"
#include "report/order.h"
#include "report/summary.h"

namespace reallyopen {
namespace {

using Json = nlohmann::ordered_json;

std::string_view severity(const Finding& finding, Level fail_on) {
  if (is_accepted(finding)) return "info";
  if (finding.incomplete) return "major";
  if (finding.level >= fail_on) return "critical";
  return finding.level == Level::note ? "info" : "minor";
}

std::string description(const Finding& finding) {
  std::string text = finding.message;
  if (!finding.hint.empty()) text += ": " + finding.hint;
  if (!finding.fix.empty()) text += "; fix: " + finding.fix;
  if (is_accepted(finding)) text += " (" + acceptance(finding) + ")";
  return inert(text, 2000);
}

}  // namespace

std::string write_gitlab(const RunVerdict& run, const ReportOptions&) {
  Json report = Json::array();
  for (const ModelVerdict& model : run.models) {
    for (const Finding* finding : in_order(model.findings)) {
      const Place& place = finding->place;
      report.push_back({ { "type", "issue" },
                         { "check_name", finding->rule },
                         { "description", description(*finding) },
                         { "categories", Json::array({ "Compatibility" }) },
                         { "fingerprint", finding->fingerprint },
                         { "severity", severity(*finding, run.fail_on) },
                         { "location",
                           { { "path", place.path.empty() ? model.manifest : place.path },
                             // The format knows no file as a whole.
                             { "lines", { { "begin", place.line > 0 ? place.line : 1 } } } } } });
    }
  }
  return inert_json(report.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace reallyopen
