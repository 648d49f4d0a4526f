// Adds to a manifest what a repository shows and the manifest does not name, and changes nothing
// else.
#pragma once

#include <string>
#include <vector>

#include "draft/facts.h"
#include "manifest/node.h"

namespace reallyopen {

struct Update {
  std::string text;                // the manifest; as it was where nothing was added
  std::vector<std::string> added;  // "`training.scripts`: `train.py`"
  std::vector<std::string> asked;  // what only a person can place
  std::vector<std::string> left;   // settled, and not named
};

// Every file that an update would look for in the manifest, from the repository root.
std::vector<std::string> files_to_place(const Facts& facts);

// Files that no path, folder or glob of the manifest names are added to the list they belong to;
// what a person wrote, comments and order stay. `settled`: files that the repository had when the
// manifest was last committed, from its root; whoever committed it left them out, and they stay
// out.
Update update_manifest(const Document& manifest, const Facts& facts,
                       const std::vector<std::string>& settled);

}  // namespace reallyopen
