// What the declared configuration files hold, and where that contradicts the manifest.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evidence/declarations.h"
#include "verdict/problem.h"

namespace reallyopen {

// A declared configuration that does not parse, or that could not be examined.
struct UnreadConfiguration {
  Problem problem;  // in the file; `subject` is the field that declares it
  Place declared;
  bool incomplete = false;  // not wrong, as far as can be told
};

// A value of the manifest and what the files say instead.
struct Contradiction {
  struct Found {
    Place place;
    std::string name;  // as the file writes it: `optimizer.params.lr`
    std::string value;
  };
  std::string field;  // `hyperparameters.learning_rate`
  Place declared;
  std::string value;
  std::vector<Found> found;  // at most one of each file
};

// A `from` whose pointer leads nowhere, or into a file that pointers cannot go into.
struct LostPointer {
  std::string field;
  Place declared;
  std::string pointer;
  std::string path;
  std::string lost;  // the step that is not there
  std::string suggestion;
  Place nearest;      // the value that lacks it
  std::string empty;  // what stands there instead of a value: `null`, `auto`
  bool incomplete = false;
};

// Numbers of one configuration that no model can have together.
struct ImpossibleShape {
  Place place;
  std::string message;
  std::vector<Contradiction::Found> with;
};

// A seed that is stated, and that nothing in the release could set.
struct UnsetSeed {
  std::string field;
  Place declared;
  std::string value;
  Place script;  // the first that would have to
};

// What a training script does that is not the work of one, see training_work.h.
struct TrainingWork {
  Place script;
};

struct Configurations {
  std::vector<UnsetSeed> unset_seeds;
  std::optional<TrainingWork> unsaved_training;
  std::optional<TrainingWork> use_as_training;
  std::vector<UnreadConfiguration> unread;
  std::vector<Contradiction> contradictions;
  std::vector<LostPointer> lost_pointers;
  std::vector<ImpossibleShape> impossible;
};

// Reads `hyperparameters.files`, every `config` and every `from`; what the files contradict becomes
// `broken`.
//
// No value is accused wrongly, for that costs the trust in every other finding. Compared are only
// names that mean the same to the common trainers, at the root of a file or in a section known to
// hold the training's or model's settings. A value of the manifest stands for all files that are
// declared beside it (those of a stage for the stage's values; those of the whole run, and of
// stages that do not override it, for the others), so one file that agrees is enough: the rest are
// other stages and sizes. Nor is a value accused where a file cannot be read, holds a text that is
// filled in later, or counts in another unit.
Configurations examine_configurations(const Snapshot& snapshot, Declarations& declarations);

}  // namespace reallyopen
