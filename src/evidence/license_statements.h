// What files of the repository say of the licence, each at its line, and the use policies that
// stand beside it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evidence/declarations.h"
#include "evidence/weights.h"
#include "license/license_table.h"

namespace reallyopen {

struct LicenseStatement {
  std::string expression;  // an SPDX expression; empty where the text is none that is known
  std::string says;        // for a person: `MIT`, "MIT, plus 2 sentences from line 21"
  std::string by;          // what says so: "the licence text", "an SPDX header"
  Place place;
  std::optional<LicensedContent> part;  // none: the file does not say what it is about
  bool modified = false;                // a licence text with words that are not the licence's
};

struct UsePolicy {
  Place place;
  std::string name;  // the file, or "Attachment A" in it
};

struct LicenseStatements {
  std::vector<LicenseStatement> statements;
  std::vector<UsePolicy> policies;
};

LicenseStatements find_license_statements(const Snapshot& snapshot, std::string_view manifest,
                                          const Declarations& declarations, const Weights& weights);

// The manifest's own: of one part, or all of them.
struct StatedPart {
  LicensedContent part = LicensedContent::code;
  const Node* node = nullptr;
};
std::vector<StatedPart> stated_parts(const Declarations& declarations);

// A statement that the manifest contradicts, with the manifest's line.
struct LicenseDisagreement {
  LicenseStatement statement;
  std::string stated;
  Place place;
  std::optional<LicensedContent> part;
};

std::vector<LicenseDisagreement> compare_license_statements(const LicenseStatements& found,
                                                            const Declarations& declarations);

}  // namespace reallyopen
