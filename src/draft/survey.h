// The files of a repository by what they are for, told from names and content before anybody has
// written a manifest.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "repository/snapshot.h"

namespace reallyopen {

// Each list has the likeliest first: nearer to the root, plainer names.
struct Survey {
  std::vector<std::string> training;
  std::vector<std::string> preprocessing;
  std::vector<std::string> evaluation;
  std::vector<std::string> inference;
  std::vector<std::string> architecture;     // the model's own configuration or code
  std::vector<std::string> configurations;   // files that set a learning rate
  std::vector<std::string> setting_scripts;  // training scripts that set one themselves
  std::vector<std::string> tokenizers;
  std::vector<std::string> weights;
  std::vector<std::string> other_weights;  // in folders below: other forms of the model, or parts
  std::vector<std::string> checkpoints;    // weights of earlier steps
  std::vector<std::string> data;           // committed tables and texts
  std::vector<std::string> lockfiles;
  std::vector<std::string> requirements;  // lists of packages that are no lock
  std::vector<std::string> containers;
  std::vector<std::string> licenses;
  std::vector<std::string> use_policies;
  std::vector<std::string> cards;
  std::vector<std::string> papers;
  std::vector<std::string> contributing;
  std::vector<std::string> conduct;
  std::vector<std::string> security;
  std::vector<std::string> changelogs;
  std::vector<std::string> citations;
  std::vector<std::string> logs;
  std::vector<std::string> result_files;  // figures of an evaluation, as trainers write them
  std::vector<Entry> submodules;
  // How many files there are for each `configs/*.yaml`, of endings that settings can have.
  std::map<std::string, std::size_t> beside;
  bool pipeline = false;  // parts in folders of their own make one model
  bool complete = true;   // false: a folder is not in this clone, or a limit was reached
};

// Of everything below `folder`. Reads at most 4,000 files, the first 256 KiB of each, and only
// those whose name makes them candidates.
Survey survey_files(const Snapshot& snapshot, std::string_view folder);

// `configs/*.yaml` of `configs/large.yaml`; "" for an ending that settings do not have.
std::string glob_beside(std::string_view path);

}  // namespace reallyopen
