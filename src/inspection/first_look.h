// What a repository without a manifest shows, and how the draft of one would fare.
#pragma once

#include <string>
#include <string_view>

#include "draft/facts.h"
#include "repository/snapshot.h"
#include "verdict/verdict.h"

namespace reallyopen {

// `path`: where the manifest is missing.
FirstLook take_first_look(const Snapshot& snapshot, const std::string& path);

// A drafted manifest and the verdict on it. It claims the strongest claim that holds; where none
// does, the nearest.
struct Draft {
  std::string text;
  ModelVerdict verdict;
  std::string next;  // the nearest claim that does not hold; "" where all do
};
Draft draft_manifest(const Snapshot& snapshot, const Facts& facts, const std::string& path);

}  // namespace reallyopen
