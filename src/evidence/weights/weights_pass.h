// What the steps of examine_weights() share.
#pragma once

#include <string>
#include <string_view>

#include "evidence/weights/weight_files.h"
#include "evidence/weights/weights.h"

namespace reallyopen {

struct WeightsPass {
  const Snapshot& snapshot;
  Declarations& declarations;
  Digests& digests;
  WeightFiles weights;
  Weights result = {};

  const Artifact& artifact_of(const WeightFile& file) const {
    return declarations.artifacts()[file.artifact];
  }
  // At the declaration of the file. Fill in what differs.
  WeightsObservation observation(WeightsIssue issue, const WeightFile& file) const;
  void report(WeightsObservation observation);
  // The file is not what it is declared to be.
  void break_artifact(const WeightFile& file);
};

// A line of a text file of the snapshot; the whole file where the line is very long.
Place line_place(const std::string& path, std::string_view text, int line);

void examine_pointers(WeightsPass& pass);
void examine_headers(WeightsPass& pass);
void examine_parts(WeightsPass& pass);
void examine_checksums(WeightsPass& pass);
void examine_shards(WeightsPass& pass);
// What the manifest states of the weights: format, number type, parameters.
void examine_stated(WeightsPass& pass);

}  // namespace reallyopen
