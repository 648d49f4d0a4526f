// What the declared scripts import, against the packages that the declared lock files list.
#pragma once

#include <string>
#include <vector>

#include "evidence/declarations.h"
#include "evidence/recipe/environment.h"

namespace reallyopen {

struct UnlockedImport {
  std::string module;        // as it is imported, or the program that a command starts
  std::string distribution;  // that would bring it
  Place place;
  std::vector<std::string> lists;  // the paths of the lists that lack it
  bool certain = false;            // the lists are complete, and the distribution is known
};

// Imports at the top level of declared Python scripts, notebooks and the modules of the repository
// that these import; what is guarded, in a function, of the standard library or of the repository
// is left out. Without a lock file, or in a container image, nothing is said.
std::vector<UnlockedImport> find_unlocked_imports(const Snapshot& snapshot,
                                                  const Declarations& declarations,
                                                  const Environment& environment);

}  // namespace reallyopen
