// What every format says in few words: what was read, what was asked, what came of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verdict/verdict.h"

namespace reallyopen {

using Claims = std::vector<const ClaimVerdict*>;

Claims asked_claims(const ModelVerdict& model);
// The asked ones first: they decide.
Claims asked_first(const ModelVerdict& model);

// One model's part of the decision, by the same function that decides the run.
Verdict verdict_of(const RunVerdict& run, const ModelVerdict& model);

// `open-source` as people say it.
std::string spoken(std::string_view claim);

// `leafnet 1.2.0`
std::string model_name(const RunVerdict& run, const ModelVerdict& model);

// `index and working tree at 59a53e3, with uncommitted changes`
std::string revision_read(const RunVerdict& run);

// `leafnet 1.2.0 at 59a53e3`
std::string what_was_read(const RunVerdict& run, const ModelVerdict& model);

// The answer to "open source?": `no, not shown.`
std::string answer(const ClaimVerdict& claim);

// Which licences a claim counts only since a policy adds them, and what for; empty: none.
std::string added_licenses(const RunVerdict& run, const ClaimVerdict& claim);

// What has to be said beside the answers: that the run passes only since something was accepted,
// and which claims count licences that a policy adds.
std::vector<std::string> provisos(const RunVerdict& run, const ModelVerdict& model);

// `leafnet 1.2.0 at 59a53e3: open source? no, not shown.`
std::string in_one_line(const RunVerdict& run, const ModelVerdict& model);

// `83 %`, rounded down: what is not complete never reads 100 %.
std::string percent(const ClaimVerdict& claim);

// `1 error`, `2 errors`
std::string plural(std::size_t count, std::string_view word);

// Findings by what they do to the run; each is counted once.
struct Tally {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;
  std::size_t accepted = 0;  // waived, or known from the baseline
};

Tally tally(const std::vector<const Finding*>& findings);

// `2 errors, 1 warning, 3 accepted`; empty: none.
std::string in_words(const Tally& tally);

// `path:line:column` as far as there is one; inert.
std::string where(const Place& place);

// How the finding was accepted, or empty.
std::string acceptance(const Finding& finding);

}  // namespace reallyopen
