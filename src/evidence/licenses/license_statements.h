// What files of the repository say of the licence, each at its line, and the use policies that
// stand beside it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evidence/declarations.h"
#include "evidence/weights/weights.h"
#include "license/license_table.h"

namespace reallyopen {

struct LicenseStatement {
  std::string expression;  // an SPDX expression; empty: a text of a licence that no table knows
  std::string says;        // for a person: "`MIT`", "MIT, plus 2 sentences from line 21"
  std::string by;          // what says so: "the licence text", "an SPDX header"
  Place place;
  std::vector<LicensedContent> parts;  // what it is about; none: the file does not say
  const Node* expected = nullptr;      // what the manifest states for exactly this file
  bool is_text = false;                // a licence file, not metadata
  bool is_whole = false;               // one that holds the words, not only a name
  bool modified = false;               // with words that the licence does not have
  std::string made_from;               // the licence that this one was made from
  Place departs = {};                  // where it does not say what that one says
  std::string departs_by = {};         // for a person: "X, which is MIT, plus 2 sentences from …"
  std::string group = {};              // of licence files: of a group one has to be the manifest's
  std::size_t files = 1;               // that say the same
};

struct UsePolicy {
  Place place;
  std::string name;  // the file, or "Attachment A" in it
};

// A file that may say something of licences and could not be read, and why.
struct UnexaminedLicense {
  std::string path;
  std::string because;
};

struct LicenseStatements {
  std::vector<LicenseStatement> statements;
  std::vector<UsePolicy> policies;
  std::vector<UnexaminedLicense> unexamined;
};

// `policies` are paths of files that are named like use policies.
LicenseStatements find_license_statements(const Snapshot& snapshot, std::string_view manifest,
                                          const Declarations& declarations, const Weights& weights,
                                          const std::vector<std::string>& policies);

// A statement that the manifest contradicts, with the manifest's line.
struct LicenseDisagreement {
  LicenseStatement statement;
  std::vector<std::string> stated;  // expressions
  Place place;
};

std::vector<LicenseDisagreement> compare_license_statements(const LicenseStatements& found,
                                                            const Declarations& declarations);

}  // namespace reallyopen
