// One content under two names that are declared as two different things.
#pragma once

#include <string>
#include <vector>

#include "evidence/declarations.h"

namespace reallyopen {

struct CopiedFile {
  const Artifact* artifact = nullptr;  // whose evidence is broken by it
  std::string path;
  std::string asked;  // what its field is for: "evaluation"
  std::string other_path;
  std::string other_asked;
  Place other;  // of the declaration, or of the file where nothing declares it
};

// By git object ids: no content is read. The same name in two folders, one path for two purposes
// and what is shorter than a few lines are no copies in this sense.
std::vector<CopiedFile> find_copied_files(const Snapshot& snapshot, Declarations& declarations);

}  // namespace reallyopen
