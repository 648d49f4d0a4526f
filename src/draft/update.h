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
};

// Files that no path, folder or glob of the manifest names are added to the list they belong to;
// what a person wrote, comments and order stay.
Update update_manifest(const Document& manifest, const Facts& facts);

}  // namespace reallyopen
