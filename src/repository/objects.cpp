#include "repository/objects.h"

#include <algorithm>
#include <mutex>
#include <vector>

#include "repository/lfs_pointer.h"

namespace reallyopen {
namespace {

// Loose blobs can be read from the front, packed ones only whole.
constexpr std::size_t inflated_to_cut = 64 << 20;
constexpr std::size_t inflated_to_stream = 512 << 20;
constexpr std::size_t inflated_side_by_side = 16 << 20;
constexpr std::size_t piece_size = 1 << 18;

struct Blob {
  git_oid id = {};
  std::size_t size = 0;
};

std::optional<Blob> find_blob(git_odb* database, const std::string& id) {
  Blob blob;
  git_object_t type = GIT_OBJECT_INVALID;
  if (git_oid_fromstr(&blob.id, id.c_str()) < 0) return std::nullopt;
  if (git_odb_read_header(&blob.size, &type, database, &blob.id) < 0) return std::nullopt;
  return type == GIT_OBJECT_BLOB ? std::optional(blob) : std::nullopt;
}

StreamHandle open_stream(git_odb* database, const Blob& blob) {
  git_odb_stream* stream = nullptr;
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  git_odb_open_rstream(&stream, &size, &type, database, &blob.id);
  return StreamHandle(stream);
}

RawObjectHandle inflate(git_odb* database, const Blob& blob) {
  git_odb_object* object = nullptr;
  git_odb_read(&object, database, &blob.id);
  return RawObjectHandle(object);
}

std::string_view content(const RawObjectHandle& object) {
  return { static_cast<const char*>(git_odb_object_data(object.get())),
           git_odb_object_size(object.get()) };
}

// Gives the pieces of a loose blob; false when the stream breaks off.
bool pump(git_odb_stream* stream, std::size_t size,
          const std::function<bool(std::string_view)>& take) {
  std::vector<char> piece(std::min(size, piece_size));
  while (size > 0) {
    int length = git_odb_stream_read(stream, piece.data(), std::min(size, piece.size()));
    if (length <= 0) return false;
    if (!take({ piece.data(), static_cast<std::size_t>(length) })) return true;
    size -= static_cast<std::size_t>(length);
  }
  return true;
}

ReadResult read_front(git_odb* database, const Blob& blob, std::size_t limit) {
  ReadResult result = { ReadStatus::over_limit, "", blob.size };
  if (limit == 0) return result;
  if (StreamHandle stream = open_stream(database, blob)) {
    result.bytes.reserve(limit);
    bool whole = pump(stream.get(), limit, [&](std::string_view piece) {
      result.bytes += piece;
      return true;
    });
    if (!whole) return { ReadStatus::missing, "", blob.size };
  } else if (blob.size <= inflated_to_cut) {
    RawObjectHandle object = inflate(database, blob);
    if (!object) return { ReadStatus::missing, "", blob.size };
    result.bytes = content(object).substr(0, limit);
  }
  return result;
}

}  // namespace

ReadResult read_blob(git_odb* database, const std::string& id, std::size_t limit) {
  std::optional<Blob> blob = find_blob(database, id);
  if (!blob) return { ReadStatus::missing, "", 0 };
  if (blob->size > limit) return read_front(database, *blob, limit);
  RawObjectHandle object = inflate(database, *blob);
  if (!object) return { ReadStatus::missing, "", blob->size };
  return { ReadStatus::complete, std::string(content(object)), blob->size };
}

std::string read_blob_range(git_odb* database, const std::string& id, std::uint64_t begin,
                            std::size_t length) {
  const std::optional<Blob> blob = find_blob(database, id);
  if (!blob || blob->size > inflated_to_cut || begin >= blob->size) return "";
  const RawObjectHandle object = inflate(database, *blob);
  return object ? std::string(content(object).substr(static_cast<std::size_t>(begin), length)) : "";
}

ReadStatus stream_blob(git_odb* database, const std::string& id,
                       const std::function<bool(std::string_view)>& take) {
  std::optional<Blob> blob = find_blob(database, id);
  if (!blob) return ReadStatus::missing;
  if (StreamHandle stream = open_stream(database, *blob))
    return pump(stream.get(), blob->size, take) ? ReadStatus::complete : ReadStatus::missing;
  if (blob->size > inflated_to_stream) return ReadStatus::over_limit;
  // One large blob at a time, or threads that stream would hold one each.
  static std::mutex large;
  std::unique_lock<std::mutex> alone(large, std::defer_lock);
  if (blob->size > inflated_side_by_side) alone.lock();
  RawObjectHandle object = inflate(database, *blob);
  if (!object) return ReadStatus::missing;
  take(content(object));
  return ReadStatus::complete;
}

const std::optional<LfsPointer>& PointerBlobs::find(const std::string& id) {
  const auto [known, is_new] = known_.try_emplace(id);
  if (!is_new) return known->second;
  const std::optional<Blob> blob = find_blob(database_, id);
  if (!blob || blob->size >= lfs_pointer_limit) return known->second;
  if (const RawObjectHandle object = inflate(database_, *blob))
    known->second = parse_lfs_pointer(content(object));
  return known->second;
}

}  // namespace reallyopen
