#include "rules/artifact_report.h"

#include <fmt/format.h>

#include <algorithm>

namespace reallyopen {

std::string component_of(const Inspection& inspection, const Artifact& artifact) {
  for (const ComponentEvidence& component : inspection.components) {
    if (artifact.field.starts_with(component.field)) return component.id;
    if (std::ranges::find(component.places, artifact.place) != component.places.end())
      return component.id;
  }
  return "";
}

void report_artifacts(const Inspection& inspection, Findings& findings,
                      std::initializer_list<Defect> defects,
                      Statement (*describe)(const Inspection&, const Artifact&)) {
  for (const Artifact& artifact : inspection.declarations.artifacts()) {
    if (std::ranges::find(defects, artifact.defect) == defects.end()) continue;
    Statement statement = describe(inspection, artifact);
    statement.place = artifact.place;
    statement.subject = fmt::format("{} {}", artifact.field, artifact.written);
    // The content is what was found to differ: a third one is another finding.
    if (artifact.defect == Defect::digest_differs || artifact.defect == Defect::size_differs)
      statement.subject += " " + artifact.detail;
    statement.component = component_of(inspection, artifact);
    findings.add(std::move(statement));
  }
}

}  // namespace reallyopen
