// Declared files that the archive of a release lacks.
#pragma once

#include <string>
#include <vector>

#include "evidence/declarations.h"
#include "repository/attributes.h"

namespace reallyopen {

struct LeftOut {
  const Artifact* artifact = nullptr;
  std::string path;
  Place rule;  // the line of `.gitattributes`
};

// By `export-ignore`, which git archive follows, and with it the source archives of GitHub, GitLab
// and Zenodo.
std::vector<LeftOut> find_left_out(const Snapshot& snapshot, const Declarations& declarations);

}  // namespace reallyopen
