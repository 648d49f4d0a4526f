// Which files `.gitattributes` gives to Git LFS.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "repository/glob.h"
#include "repository/snapshot.h"

namespace reallyopen {

// Reads the `.gitattributes` files of the snapshot, never those of the machine. Quoted patterns and
// macros are not known: what they match is as if they were not there.
class LfsAttributes {
 public:
  explicit LfsAttributes(const Snapshot& snapshot);

  // The `.gitattributes` line that says `filter=lfs` for the path; line 0 where none does.
  struct Origin {
    std::string file;
    int line = 0;
    std::string text;
  };
  Origin origin(std::string_view path);

 private:
  struct Row {
    Glob pattern;
    bool lfs = false;  // or takes it back
    int line = 0;
    std::string text;
  };
  const std::vector<Row>& rows(const std::string& folder);

  const Snapshot& snapshot_;
  std::map<std::string, std::vector<Row>> rows_;  // by folder
};

}  // namespace reallyopen
