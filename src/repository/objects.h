// Reads blobs of the object database without ever holding more than was asked for.
#pragma once

#include <functional>

#include "repository/git_handle.h"
#include "repository/snapshot.h"

namespace reallyopen {

ReadResult read_blob(git_odb* database, const std::string& id, std::size_t limit);
ReadStatus stream_blob(git_odb* database, const std::string& id,
                       const std::function<bool(std::string_view)>& take);

// The pointer that the blob is; a long blob is not inflated to find out.
std::optional<LfsPointer> lfs_pointer_of_blob(git_odb* database, const std::string& id);

}  // namespace reallyopen
