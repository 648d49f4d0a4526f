// Findings about declared artifacts.
#pragma once

#include <initializer_list>
#include <string>

#include "rules/findings.h"
#include "rules/inspection.h"

namespace reallyopen {

// The component whose evidence the artifact decides, if any.
std::string component_of(const Inspection& inspection, const Artifact& artifact);

// Adds a finding for each artifact with one of the defects; `describe` fills message, hint and fix.
void report_artifacts(const Inspection& inspection, Findings& findings,
                      std::initializer_list<Defect> defects,
                      Statement (*describe)(const Inspection&, const Artifact&));

}  // namespace reallyopen
