// What `.gitattributes` says of files: which ones Git LFS keeps, which ones archives leave out.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "repository/glob.h"
#include "repository/snapshot.h"

namespace reallyopen {

// Reads the `.gitattributes` files of the snapshot, never those of the machine. Quoted patterns
// are not known: what they match is as if they were not there.
class Attributes {
 public:
  enum class Attribute {
    lfs,            // `filter=lfs`
    export_ignore,  // git archive, and so the archives of a forge's releases, leave it out
  };
  Attributes(const Snapshot& snapshot, Attribute attribute);

  // The `.gitattributes` line that sets the attribute for the path; line 0 where none does.
  struct Origin {
    std::string file;
    int line = 0;
    std::string text;
  };
  Origin origin(std::string_view path);
  // Of the path or the first of the folders that it lies in: what leaves out a folder leaves out
  // all of it.
  Origin origin_above(std::string_view path);

 private:
  struct Row {
    Glob pattern;
    bool set = false;  // or takes it back
    int line = 0;
    std::string text;
  };
  const std::vector<Row>& rows(const std::string& folder);
  std::string text_of(const std::string& folder) const;
  void read_macros();

  const Snapshot& snapshot_;
  Attribute attribute_;
  std::map<std::string, std::vector<Row>> rows_;     // by folder
  std::map<std::string, bool, std::less<>> macros_;  // that set the attribute, or take it back
};

}  // namespace reallyopen
