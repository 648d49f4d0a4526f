// What `REUSE.toml` or `.reuse/dep5` says of the licences of files (reuse.software).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
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

// Of a repository, each folder's read when a file below it is asked for.
class ReuseAnnotations {
 public:
  // What cannot be read is put into `found`. Both must outlive this.
  ReuseAnnotations(const Snapshot& snapshot, LicenseStatements& found)
      : snapshot_(snapshot), found_(found) {}

  // The outermost that overrides, or else that of the nearest folder, as the specification 3.3 has
  // it; in one folder the last that names the file. Null where none does.
  const ReuseAnnotation* of(std::string_view path);

 private:
  const std::vector<ReuseAnnotation>& in(std::string_view folder);

  const Snapshot& snapshot_;
  LicenseStatements& found_;
  std::map<std::string, std::vector<ReuseAnnotation>, std::less<>> folders_;
  std::size_t files_ = 0;
  std::size_t patterns_ = 0;
};

}  // namespace reallyopen
