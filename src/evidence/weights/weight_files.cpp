#include "evidence/weights/weight_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "evidence/artifact_files.h"
#include "evidence/file_kind.h"
#include "ledger/weights_header.h"
#include "repository/lfs_pointer.h"
#include "repository/path.h"
#include "weights/format.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_weight_files = 4096;  // of one artifact, and in all
constexpr std::size_t front_bytes = 16;
constexpr std::uint64_t most_listing_bytes = 256u << 20;  // of large archives that are committed

void take_header(const ReadHeader& read, WeightFile& file) {
  file.header = read.header ? &*read.header : nullptr;
  file.unread = read.unread;
  if (!read.front.empty()) file.front = read.front;
}

WeightFile weight_file(const Snapshot& snapshot, const Entry& entry, std::size_t artifact,
                       WeightsHeaders& headers, std::uint64_t& budget) {
  WeightFile file{ .artifact = artifact, .entry = entry, .examined = true };
  file.format = weights_format(name_of(entry.path));
  file.pointer = snapshot.lfs_pointer(entry);
  const ReadResult front = read_front(snapshot, entry, lfs_pointer_limit);
  file.content_here = !file.pointer || front.size >= lfs_pointer_limit ||
                      !parse_lfs_pointer(front.bytes);
  file.size = file.content_here ? front.size : file.pointer->size;
  if (!file.content_here) return file;
  file.front = front.bytes.substr(0, front_bytes);
  if (file.format == "safetensors" || file.format == "gguf")
    take_header(headers.of(entry), file);
  else
    file.listing = read_tensor_listing(snapshot, entry, front.bytes, file.size, budget);
  return file;
}

}  // namespace

const std::vector<Tensor>* WeightFile::tensors() const {
  if (header) return header->status == HeaderStatus::complete ? &header->tensors : nullptr;
  return listing && listing->header ? &listing->header->tensors : nullptr;
}

bool holds_weights(std::string_view field) {
  return field.starts_with("model.weights.files") ||
         field.find("checkpoints") != std::string_view::npos;
}

// TensorFlow's are `variables.data-00000-of-00001`.
bool is_named_weights(std::string_view path) {
  const std::string_view name = name_of(path);
  return !weights_format(name).empty() || kind_of_name(name) == FileKind::weights ||
         name.find(".data-0") != std::string_view::npos;
}

bool is_released(const Artifact& artifact) {
  return artifact.field.starts_with("model.weights.files");
}

std::vector<Entry> entries_of(const Snapshot& snapshot, const Declarations& declarations,
                              const Artifact& artifact) {
  const std::string_view base = folder_of(declarations.document()->path);
  std::vector<Entry> files = files_of(snapshot, base, artifact, most_weight_files);
  const Resolution named = snapshot.resolve(base, artifact.written);
  const bool is_glob = named.status == ResolveStatus::missing;
  if (is_glob && files.size() > most_weight_files) return {};
  // Of folders the weights count: beside them stand tokenizers and states of the trainer.
  const bool of_folders = is_glob ? name_of(artifact.written).find('.') == std::string::npos
                                  : named.entry.kind == EntryKind::folder;
  if (of_folders)
    std::erase_if(files, [](const Entry& entry) { return !is_named_weights(entry.path); });
  if (files.size() > most_weight_files) files.resize(most_weight_files);
  return files;
}

WeightFiles find_weight_files(const Snapshot& snapshot, const Declarations& declarations,
                              WeightsHeaders& headers) {
  WeightFiles result;
  std::uint64_t budget = most_listing_bytes;
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
      result.files.push_back(weight_file(snapshot, entry, i, headers, budget));
    }
  }
  return result;
}

}  // namespace reallyopen
