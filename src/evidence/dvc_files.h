// `X.dvc` beside a declared file `X` that is here all the same: both have to mean one content.
#pragma once

#include <string>
#include <vector>

#include "evidence/declarations.h"

namespace reallyopen {

struct OtherDvcFile {
  const Artifact* artifact = nullptr;
  Place place;        // in `X.dvc`
  std::string path;   // of `X`
  std::string says;   // "`size` 81900000"
  std::string found;  // "6141"
};

// Sizes of all; digests of files up to 64 MiB.
std::vector<OtherDvcFile> find_other_dvc_files(const Snapshot& snapshot,
                                               Declarations& declarations);

}  // namespace reallyopen
