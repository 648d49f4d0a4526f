// How firmly the declared lock files, images and frameworks fix the environment.
#pragma once

#include <string>
#include <vector>

#include "evidence/declarations.h"
#include "verdict/problem.h"

namespace reallyopen {

// A file that is declared as a lock file and leaves something open, or does not parse.
struct OpenLock {
  std::string field;
  std::string path;
  Place declared;
  Place place;       // the line that is open; of the whole file line 0
  std::string what;  // "`torch>=2.1` may change"
  bool unparsable = false;
  std::string fix;
};

// A version that the manifest states and a package list contradicts.
struct VersionConflict {
  std::string name;
  std::string stated;
  Place declared;
  std::string found;
  Place place;
};

// `container.image` and `container.digest` name two images.
struct ImageConflict {
  Place declared;
  Place other;
};

struct Environment {
  std::vector<OpenLock> open_locks;
  std::vector<VersionConflict> versions;
  std::vector<ImageConflict> images;
};

// Lock files whose packages may change count as what they are: a description.
Environment examine_environment(const Snapshot& snapshot, Declarations& declarations);

}  // namespace reallyopen
