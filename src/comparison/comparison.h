// What a release gained and lost in openness against an earlier one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verdict/verdict.h"

namespace reallyopen {

// `unclear`: one side could not be examined.
enum class Direction { lost, gained, changed, unclear };
enum class Aspect { claim, component, license, restriction };

std::string_view name(Direction direction);
std::string_view name(Aspect aspect);

struct Change {
  Direction direction = Direction::changed;
  Aspect aspect = Aspect::component;
  std::string subject;  // a claim or component id, "data source `x`", the restriction itself
  std::string before;   // empty: not there
  std::string after;
  Place place;  // where it stands now, or stood before
};

struct ModelChanges {
  std::string manifest;
  std::string name;
  std::string version_before;
  std::string version_after;
  std::vector<Change> changes;  // lost ones first
};

struct Comparison {
  Subject before;
  Subject after;
  std::vector<ModelChanges> models;  // also those without changes

  bool has(Direction direction) const;
  int count(Direction direction) const;
};

// Models are matched by their manifest's path; one model on each side is the same model wherever it
// stands.
Comparison compare(const RunVerdict& before, const RunVerdict& after);

}  // namespace reallyopen
