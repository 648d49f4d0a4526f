// Whether the declared checkpoints show a training: states on the way, and not the release again.
#pragma once

#include <string>
#include <vector>

#include "evidence/declarations.h"

namespace reallyopen {

struct CheckpointsIssue {
  Place place;
  std::string field;
  std::string written;
  std::string what;       // "hold nothing but the released weights"
  bool is_count = false;  // the stated `count` against the files
};

// By git object ids: no content is read. A last checkpoint that equals the release is one of
// several.
std::vector<CheckpointsIssue> examine_checkpoints(const Snapshot& snapshot,
                                                  Declarations& declarations);

}  // namespace reallyopen
