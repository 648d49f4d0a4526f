// SHA-256 of the files of a snapshot, each computed once, several at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "repository/snapshot.h"

namespace reallyopen {

struct FileDigest {
  ReadStatus status = ReadStatus::complete;
  std::string sha256;  // of the whole content, where `status` is complete
  std::uint64_t size = 0;
};

// Bytes hashed so far, and in all. Comes from the thread that asked for the digests.
using HashingProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

// Lives as long as the run: a file that many artifacts or manifests name is hashed once.
class Digests {
 public:
  explicit Digests(const Snapshot& snapshot, HashingProgress progress = {});

  // Hashes those that have not been, as many at once as there are processors; the outcome does not
  // depend on it.
  void compute(const std::vector<Entry>& files);
  const FileDigest& of(const Entry& file);

 private:
  struct Job;
  void run(std::vector<Job>& jobs, std::uint64_t total);

  const Snapshot& snapshot_;
  HashingProgress progress_;
  std::map<std::string, FileDigest> known_;  // by path
};

}  // namespace reallyopen
