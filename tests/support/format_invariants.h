// What must be true of every report in every format, whatever the repository says.
#pragma once

#include <string>
#include <string_view>

#include "verdict/verdict.h"

namespace reallyopen {

// Fails the running test where `report` is not inert, not well-formed, or says something else than
// `run`.
void check_report(std::string_view format, const std::string& report, const RunVerdict& run);

// Writes the run in every format, twice, and checks each.
void check_every_format(const RunVerdict& run);

// No control character, bidirectional override or runner command; in any format.
void check_inert(std::string_view format, const std::string& report);

// The rows of all rules, as a run carries them.
RunVerdict with_rules(RunVerdict run);

}  // namespace reallyopen
