// Statements of a manifest that cannot all be true, whatever the tree holds, and those that state
// nothing.
#pragma once

#include <string>
#include <vector>

#include "evidence/declarations.h"
#include "verdict/finding.h"

namespace reallyopen {

struct ImplausibleStatement {
  Place place;
  std::string subject;  // the field
  std::string message;
  std::string component;
  std::vector<Related> related = {};
};

struct Plausibility {
  std::vector<ImplausibleStatement> compute;    // more than the hardware can do
  std::vector<ImplausibleStatement> hours;      // hours, dates and counts among themselves
  std::vector<ImplausibleStatement> amounts;    // steps, batches, tokens and rows
  std::vector<ImplausibleStatement> totals;     // shares and sums of the data
  std::vector<ImplausibleStatement> unlisted;   // sources that a stage or step names
  std::vector<ImplausibleStatement> rows;       // rows stated against those in the tree
  std::vector<ImplausibleStatement> addresses;  // that a stranger cannot use
  std::vector<ImplausibleStatement> access;     // against licence and availability
  std::vector<ImplausibleStatement> empty;      // words for nothing
  std::vector<ImplausibleStatement> secrecy;    // reasons that keep a thing back
};

Plausibility examine_plausibility(const Snapshot& snapshot, const Declarations& declarations);

}  // namespace reallyopen
