#include "evidence/weights/weight_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "evidence/pin.h"
#include "repository/lfs_pointer.h"
#include "repository/path.h"
#include "weights/format.h"
#include "weights/gguf.h"
#include "weights/safetensors.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_weight_files = 4096;  // of one artifact, and in all
constexpr std::size_t first_read = 64 << 10;
constexpr std::uint64_t longest_weights_header = 8 + longest_safetensors_header;
constexpr std::uint64_t most_header_bytes = 256 << 20;  // over all files: tensors take memory
constexpr std::size_t front_bytes = 16;

class HeaderReader {
 public:
  explicit HeaderReader(const Snapshot& snapshot) : snapshot_(snapshot) {}

  void read(WeightFile& file) {
    std::uint64_t length = first_read;
    for (;;) {
      const ReadResult front = read_front(snapshot_, file.entry, static_cast<std::size_t>(length));
      if (front.bytes.empty() && front.size > 0) {
        file.unread = front.status == ReadStatus::over_limit ? "the packed object is too large"
                                                             : "the content cannot be read";
        return;
      }
      file.front = front.bytes.substr(0, front_bytes);
      WeightsHeader header = file.format == "gguf" ? read_gguf(front.bytes, front.size)
                                                   : read_safetensors(front.bytes, front.size);
      if (header.status != HeaderStatus::needs_more)
        return keep(file, std::move(header), front.bytes.size());
      // A larger piece each time, so that the work stays in proportion to the header.
      length = std::max(header.needed, length * 4);
      if (header.needed > longest_weights_header || header.needed <= front.bytes.size() ||
          header.needed > budget_) {
        file.unread = "the header is larger than is read";
        return;
      }
      length = std::min(length, longest_weights_header);
    }
  }

 private:
  void keep(WeightFile& file, WeightsHeader header, std::size_t read) {
    budget_ -= std::min<std::uint64_t>(budget_, read > first_read ? read : 0);
    if (header.status == HeaderStatus::unsupported)
      file.unread = header.problem;
    else
      file.header = std::move(header);
  }

  const Snapshot& snapshot_;
  std::uint64_t budget_ = most_header_bytes;
};

WeightFile weight_file(const Snapshot& snapshot, const Entry& entry, std::size_t artifact) {
  WeightFile file{ .artifact = artifact, .entry = entry, .examined = true };
  file.format = weights_format(name_of(entry.path));
  file.pointer = snapshot.lfs_pointer(entry);
  const ReadResult front = read_front(snapshot, entry, lfs_pointer_limit);
  file.content_here = !file.pointer || front.size >= lfs_pointer_limit ||
                      !parse_lfs_pointer(front.bytes);
  file.size = file.content_here ? front.size : file.pointer->size;
  if (file.content_here) file.front = front.bytes.substr(0, front_bytes);
  return file;
}

}  // namespace

ReadResult read_front(const Snapshot& snapshot, const Entry& file, std::size_t length) {
  ReadResult result = snapshot.read(file, length);
  if (result.status != ReadStatus::over_limit || !result.bytes.empty()) return result;
  const ReadStatus status = snapshot.stream(file, [&](std::string_view piece) {
    result.bytes += piece.substr(0, length - result.bytes.size());
    return result.bytes.size() < length;
  });
  if (status != ReadStatus::complete) result.status = status;
  return result;
}

bool holds_weights(std::string_view field) {
  return field.starts_with("model.weights.files") ||
         field.find("checkpoints") != std::string_view::npos;
}

bool is_released(const Artifact& artifact) {
  return artifact.field.starts_with("model.weights.files");
}

std::vector<Entry> entries_of(const Snapshot& snapshot, const Declarations& declarations,
                              const Artifact& artifact) {
  if (artifact.written.empty() || is_url(artifact.written)) return {};
  const std::string_view base = folder_of(declarations.document()->path);
  const Resolution resolution = snapshot.resolve(base, artifact.written);
  if (resolution.status == ResolveStatus::missing) {
    MatchResult matches = snapshot.match(base, artifact.written, most_weight_files);
    if (matches.over_limit) matches.files.clear();
    // Of folders the weights count: beside them stand tokenizers and states of the trainer.
    const bool of_folders = artifact.written.find('.') == std::string::npos;
    std::erase_if(matches.files, [&](const Entry& entry) {
      return entry.kind != EntryKind::file ||
             (of_folders && weights_format(name_of(entry.path)).empty());
    });
    return matches.files;
  }
  if (resolution.status != ResolveStatus::found) return {};
  if (resolution.entry.kind != EntryKind::folder) return { resolution.entry };
  std::vector<Entry> files;
  snapshot.walk(resolution.entry.path, [&](const Entry& entry) {
    if (entry.kind == EntryKind::file && !weights_format(name_of(entry.path)).empty())
      files.push_back(entry);
    return files.size() < most_weight_files;
  });
  return files;
}

WeightFiles find_weight_files(const Snapshot& snapshot, const Declarations& declarations) {
  WeightFiles result;
  HeaderReader headers(snapshot);
  std::set<std::string> paths;
  const std::vector<Artifact>& artifacts = declarations.artifacts();
  for (std::size_t i = 0; i < artifacts.size(); ++i) {
    if (!holds_weights(artifacts[i].field)) continue;
    const bool present = artifacts[i].evidence == Evidence::present;
    const std::vector<Entry> entries = entries_of(snapshot, declarations, artifacts[i]);
    if (is_released(artifacts[i]) && (entries.empty() || !present)) result.complete = false;
    for (const Entry& entry : entries) {
      if (result.files.size() >= most_weight_files) {
        result.complete = false;
        return result;
      }
      if (!paths.insert(entry.path).second) continue;
      if (!present) {
        result.files.push_back({ .artifact = i, .entry = entry });
        continue;
      }
      WeightFile file = weight_file(snapshot, entry, i);
      if (file.content_here && (file.format == "safetensors" || file.format == "gguf"))
        headers.read(file);
      result.files.push_back(std::move(file));
    }
  }
  return result;
}

}  // namespace reallyopen
