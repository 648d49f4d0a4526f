// What the declared weight files show beyond being there: digests, shards, headers, parameters.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "evidence/declarations.h"
#include "evidence/digests.h"
#include "ledger/weights_header.h"
#include "verdict/finding.h"

namespace reallyopen {

// What is wrong, or could not be told; each has its rule.
enum class WeightsIssue {
  pointer_expected,    // content where `.gitattributes` asks for a pointer
  pointer_unexpected,  // a pointer where a small file is read
  content_differs,     // the working tree holds another content than the pointer names
  checksum_differs,
  checksum_missing,  // not listed among the checksums
  checksums_unreadable,
  header_invalid,
  unread,  // cannot tell; `found` says why
  index_invalid,
  incomplete,     // a part of a model; `found` says what it lacks
  other_network,  // a checkpoint; `found` says in what
  constant,       // every number is the same
  shard_missing,
  shard_extra,
  shards_equal,
  total_size_differs,
  total_parameters_differ,
  tensor_missing,
  tensor_unlisted,  // in a shard, and not in the index
  parameters_differ,
  name_differs,  // `expected` is the size that the model's name says
  dtype_differs,
  format_differs,
  format_unsafe,
};

struct WeightsObservation {
  WeightsIssue issue = WeightsIssue::header_invalid;
  Place place;  // in the manifest
  std::string field;
  std::string path;  // the file it is about
  std::string found;
  std::string expected;
  std::size_t more = 0;  // of the same kind, not listed one by one
  std::vector<Related> related = {};
};

// How many parameters a statement or the files leave room for.
struct ParameterRange {
  double least = 0;
  double most = 0;
  Place place;  // of the statement; none for the files
};

struct Weights {
  std::vector<WeightsObservation> observations;
  // Texts in the headers of the files, such as GGUF's `general.license` and `general.architecture`.
  struct Text {
    std::string path;
    std::string key;
    std::string value;
  };
  std::vector<Text> texts;
  // Of the manifest and of the files; none where they hold a part of a model only.
  std::vector<ParameterRange> parameters;
};

// Runs once per model, before components are gathered: a file that is contradicted here becomes
// broken.
Weights examine_weights(const Snapshot& snapshot, Declarations& declarations, Digests& digests,
                        WeightsHeaders& headers);

}  // namespace reallyopen
