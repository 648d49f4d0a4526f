// What the steps of examine_weights() share.
#pragma once

#include <string>
#include <string_view>

#include "evidence/weights/weight_files.h"
#include "evidence/weights/weights.h"

namespace reallyopen {

// No parameter was ever given less than a bit.
inline constexpr double most_parameters_per_byte = 8;

struct WeightsPass {
  const Snapshot& snapshot;
  Declarations& declarations;
  Digests& digests;
  WeightFiles weights;
  Weights result = {};
  // What an index of the released files counts.
  std::optional<std::uint64_t> indexed_parameters = {};
  std::optional<std::uint64_t> indexed_bytes = {};

  const Artifact& artifact_of(const WeightFile& file) const {
    return declarations.artifacts()[file.artifact];
  }
  // Whether `model.base_models` says that the release adapts a model that is elsewhere.
  bool is_adapter() const;
  // At the declaration of the file. Fill in what differs.
  WeightsObservation observation(WeightsIssue issue, const WeightFile& file) const;
  // At a statement of the manifest.
  WeightsObservation statement(WeightsIssue issue, const Node& node, std::string field) const;
  void report(WeightsObservation observation);
  // The file is not what it is declared to be.
  void break_artifact(const WeightFile& file);
};

// A line of a text file of the snapshot; the whole file where the line is very long.
Place line_place(const std::string& path, std::string_view text, int line);

void examine_pointers(WeightsPass& pass);
void examine_headers(WeightsPass& pass);
void examine_parts(WeightsPass& pass);
// Folders that a list of their own describes: a pipeline, a package.
void examine_sets(WeightsPass& pass);
void examine_checkpoint_networks(WeightsPass& pass);
void examine_checksums(WeightsPass& pass);
void examine_shards(WeightsPass& pass);
// What the manifest states of the weights: format, number type.
void examine_stated(WeightsPass& pass);
// How many parameters it states, in `model.parameters` and in the model's name.
void examine_parameters(WeightsPass& pass);

}  // namespace reallyopen
