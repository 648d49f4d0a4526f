#include "rules/weights_report.h"

#include <fmt/format.h>

namespace reallyopen {

void report_weights(const Inspection& inspection, Findings& findings, WeightsIssue issue,
                    Statement (*describe)(const WeightsObservation&)) {
  for (const WeightsObservation& observation : inspection.weights.observations) {
    if (observation.issue != issue) continue;
    Statement statement = describe(observation);
    statement.place = observation.place;
    statement.subject = fmt::format("{} {} {}", observation.field, observation.path,
                                    observation.found);
    statement.component = observation.field.starts_with("model.weights") ||
                              observation.field.starts_with("model.parameters")
                            ? "model-weights"
                            : "";
    statement.related = observation.related;
    findings.add(std::move(statement));
  }
}

}  // namespace reallyopen
