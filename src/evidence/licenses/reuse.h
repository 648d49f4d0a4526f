// What `REUSE.toml` or `.reuse/dep5` says of the licences of files (reuse.software).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "evidence/licenses/license_statements.h"
#include "repository/snapshot.h"

namespace re2 {
class RE2;
}

namespace reallyopen {

struct ReuseAnnotation {
  LicenseStatement statement;
  bool overrides = false;  // what the file itself says
  std::vector<std::shared_ptr<const re2::RE2>> paths;
};

struct ReuseAnnotations {
  std::string folder;  // that its paths are relative to
  std::vector<ReuseAnnotation> annotations;

  // The last that names the file; null where none does.
  const ReuseAnnotation* of(std::string_view path) const;
};

// That of the manifest's folder, or of the nearest above; what cannot be read is put into `found`.
ReuseAnnotations find_reuse_annotations(const Snapshot& snapshot, std::string_view manifest,
                                        LicenseStatements& found);

}  // namespace reallyopen
