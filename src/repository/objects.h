// Reads blobs of the object database without ever holding more than was asked for.
#pragma once

#include <functional>
#include <map>

#include "repository/git_handle.h"
#include "repository/snapshot.h"

namespace reallyopen {

ReadResult read_blob(git_odb* database, const std::string& id, std::size_t limit);
// Of blobs that are small enough to be inflated for it.
std::string read_blob_range(git_odb* database, const std::string& id, std::uint64_t begin,
                            std::size_t length);
ReadStatus stream_blob(git_odb* database, const std::string& id,
                       const std::function<bool(std::string_view)>& take);

// Which blobs are LFS pointers. Each is inflated once, a long one never.
class PointerBlobs {
 public:
  explicit PointerBlobs(git_odb* database) : database_(database) {}

  const std::optional<LfsPointer>& find(const std::string& id);

 private:
  git_odb* database_;
  std::map<std::string, std::optional<LfsPointer>> known_;  // by id
};

}  // namespace reallyopen
