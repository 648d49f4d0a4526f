// What a survey found by its name and a draft must not state.
#pragma once

#include <string>
#include <vector>

#include "draft/survey.h"
#include "repository/snapshot.h"

namespace reallyopen {

// Rules of a workflow name scripts in languages that are not read.
void leave_out_absent(const Snapshot& snapshot, std::vector<std::string>& scripts);

// A run of one save: its checkpoint is the release.
void leave_out_copies(const Snapshot& snapshot, Survey& survey);

void leave_out_empty(const Snapshot& snapshot, std::vector<std::string>& paths);

}  // namespace reallyopen
