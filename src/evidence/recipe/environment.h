// How firmly the declared lock files, images and frameworks fix the environment.
#pragma once

#include <string>
#include <vector>

#include "environment/package_list.h"
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

// The packages that a declared list names.
struct NamedPackages {
  std::string path;
  std::vector<std::string> names;  // as `package_name` writes them
  Firmness firmness = Firmness::unknown;
  bool is_lock = false;
  bool is_open = false;  // it takes in another list, or what it names cannot be told
};

struct Environment {
  std::vector<NamedPackages> lists;
  std::vector<OpenLock> open_locks;
  std::vector<VersionConflict> versions;
  std::vector<ImageConflict> images;
};

// Lock files whose packages may change count as what they are: a description.
Environment examine_environment(const Snapshot& snapshot, Declarations& declarations);

}  // namespace reallyopen
