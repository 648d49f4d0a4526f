// Records of the Model Openness Framework, made from the lines of tests/unit/mof/records.tsv.
#pragma once

#include <string>
#include <vector>

namespace reallyopen {

struct RecordedMof {
  std::string row;  // as it stands in the file
  std::string expected_class;
  std::vector<std::string> progress;  // of the classes 3, 2 and 1, with four decimals
  std::string yaml;
};

std::vector<RecordedMof> recorded_mof();

// The same, with a `component_path` for every second component: a path or a URL in turn.
std::vector<RecordedMof> recorded_mof_with_paths();

}  // namespace reallyopen
