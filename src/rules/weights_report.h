// Findings about weight files, one for each observation of a kind.
#pragma once

#include "rules/findings.h"
#include "rules/inspection.h"

namespace reallyopen {

// `describe` fills message, hint and fix.
void report_weights(const Inspection& inspection, Findings& findings, WeightsIssue issue,
                    Statement (*describe)(const WeightsObservation&));

}  // namespace reallyopen
