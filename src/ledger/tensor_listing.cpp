#include "ledger/tensor_listing.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>

#include "ledger/file_ranges.h"
#include "text/printable.h"
#include "weights/exported_program.h"
#include "weights/first_bytes.h"
#include "weights/flax_state.h"
#include "weights/npy.h"
#include "weights/onnx_tensors.h"
#include "weights/openvino.h"
#include "weights/tflite.h"
#include "weights/torch_state.h"
#include "weights/zip_archive.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_read_graph = 32 << 20;
constexpr std::size_t longest_pickle = 4 << 20;
constexpr std::size_t longest_npy_front = 1 << 10;  // its own header in the archive before it
constexpr std::size_t most_npy_entries = 4096;
constexpr std::size_t most_sampled_matrices = 16;
constexpr std::uint64_t sample_size = 32 << 10;
constexpr std::uint64_t least_sampled_matrix = 256;

using Tensors = std::vector<Tensor>;

bool ends_with_any(std::string_view path, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings,
                             [&](std::string_view ending) { return path.ends_with(ending); });
}

// All of one number, whatever its width.
bool repeats_one_number(std::string_view bytes) {
  constexpr std::size_t widest = 8;
  return bytes.size() > widest && bytes.substr(widest) == bytes.substr(0, bytes.size() - widest);
}

bool is_matrix(const Tensor& tensor) {
  return tensor.shape.rank >= 2 && tensor.bytes >= least_sampled_matrix && holds_parameters(tensor);
}

class ContainerReader {
 public:
  ContainerReader(const FileRanges& ranges, std::string_view path) : ranges_(ranges), path_(path) {}

  TensorListing read(std::string_view front) {
    const FormatFault fault = fault_of_front(path_, front);
    if (!fault.problem.empty())
      set_fault(fault);
    else if (starts_like_zip(front))
      read_archive();
    else if (path_.ends_with(".onnx"))
      read_whole(read_onnx, "ONNX");
    else if (path_.ends_with(".xml") && front.find("<net") != std::string_view::npos)
      read_whole(read_openvino, "OpenVINO");
    else if (path_.ends_with(".tflite"))
      read_whole(read_tflite, "TFLite");
    else if (path_.ends_with(".msgpack"))
      read_whole(read_flax_state, "msgpack");
    else if (path_.ends_with(".npy"))
      read_array();
    return std::move(result_);
  }

 private:
  void set_fault(const FormatFault& fault) {
    result_.format = fault.format;
    result_.problem = fault.problem;
  }

  void set_tensors(Tensors tensors) {
    if (tensors.empty()) return;
    result_.header = WeightsHeader{ .status = HeaderStatus::complete,
                                    .problem = {},
                                    .tensors = std::move(tensors),
                                    .texts = {},
                                    .sizes = {} };
  }

  void read_whole(WeightsHeader (*parse)(std::string_view), std::string_view format) {
    if (ranges_.size() > longest_read_graph) return;
    const std::string bytes = ranges_.read(0, longest_read_graph);
    if (bytes.size() != ranges_.size()) return;
    WeightsHeader header = parse(bytes);
    if (header.status == HeaderStatus::invalid) set_fault({ format, header.problem });
    if (header.status != HeaderStatus::complete) return;
    // OpenVINO's numbers are in another file.
    if (!path_.ends_with(".xml")) sample(header.tensors);
    count_loosely(header.tensors);
    set_tensors(std::move(header.tensors));
  }

  // Tables that were folded in and statistics count as well, and operators with weights among
  // their attributes may be no network.
  void count_loosely(const Tensors& tensors) {
    result_.count = count_parameters(tensors);
    result_.count->least /= 2;
    if (!tensors.empty() && tensors.back().name == onnx_attributes) result_.count->least = 0;
  }

  void read_array() {
    if (const auto tensor = read_npy(ranges_.read(0, longest_npy_front))) {
      sample({ *tensor });
      count_loosely({ *tensor });
      set_tensors({ *tensor });
    }
  }

  // --- archives

  void read_archive() {
    ZipDirectory directory = read_zip_directory(ranges_.tail(longest_zip_end), ranges_.size());
    if (directory.status == HeaderStatus::needs_more)
      directory = read_zip_directory(ranges_.tail(directory.needed), ranges_.size());
    if (ranges_.tail(1).empty()) return;  // it could not be read
    const FormatFault fault = fault_of_archive(path_, directory);
    if (!fault.problem.empty()) return set_fault(fault);
    if (directory.status != HeaderStatus::complete) return;
    for (const ZipEntry& entry : directory.entries)
      result_.unpacked += std::min(entry.size, std::uint64_t{ 1 } << 48);
    if (path_.ends_with(".npz")) return read_arrays(directory);
    if (ends_with_any(path_, { ".pt", ".pth", ".bin", ".ckpt", ".torchscript", ".pt2" }))
      read_torch(directory);
  }

  std::string content_of(const ZipEntry* entry, std::size_t limit) const {
    if (!entry || !entry->stored || entry->size > limit) return "";
    const std::uint64_t begin = begin_of(*entry);
    return begin == 0 ? "" : ranges_.read(begin, static_cast<std::size_t>(entry->size));
  }

  std::uint64_t begin_of(const ZipEntry& entry) const {
    const auto length = length_of_zip_header(ranges_.read(entry.header, zip_entry_front));
    return length ? entry.header + *length : 0;
  }

  void read_arrays(const ZipDirectory& directory) {
    Tensors tensors;
    bool known = true;
    bool squeezed = false;  // to next to nothing, which numbers of a training never are
    bool spread = false;
    for (const ZipEntry& entry : directory.entries) {
      if (!entry.name.ends_with(".npy") || tensors.size() >= most_npy_entries) continue;
      if (!entry.stored) {
        known = false;
        if (entry.size >= 1024) (entry.packed < 128 + entry.size / 100 ? squeezed : spread) = true;
        continue;
      }
      const std::uint64_t begin = begin_of(entry);
      std::optional<Tensor> tensor;
      if (begin > 0) tensor = read_npy(ranges_.read(begin, longest_npy_front));
      if (!tensor) continue;  // texts, and records
      tensor->name = entry.name.substr(0, entry.name.size() - 4);
      tensor->begin += begin;
      tensors.push_back(std::move(*tensor));
    }
    result_.constant = squeezed && !spread;
    // Vocabularies and edges are whole numbers.
    std::erase_if(tensors, [](const Tensor& tensor) {
      return tensor.type.starts_with("I") || tensor.type.starts_with("U") || tensor.type == "BOOL";
    });
    if (!known) return;
    sample(tensors);
    count_loosely(tensors);
    set_tensors(std::move(tensors));
  }

  void read_torch(const ZipDirectory& directory) {
    TorchState state;
    std::string folder = "data/weights/";
    const auto table = std::ranges::find_if(directory.entries, [](const ZipEntry& entry) {
      return entry.name.find("data/weights/") != std::string::npos &&
             entry.name.ends_with("config.json");
    });
    if (table != directory.entries.end()) {
      state = read_exported_weights(content_of(&*table, longest_pickle));
    } else {
      folder = "data/";
      state = read_torch_state(content_of(find_zip_entry(directory, "data.pkl"), longest_pickle));
    }
    if (!state.readable) return;
    for (const std::string& storage : state.all_storages)
      if (!find_storage(directory, folder + storage) && !last_names_.contains(storage))
        return set_fault({ "PyTorch", "it names " + in_backticks(folder + storage) +
                                        ", which the archive does not hold" });
    result_.count = state.count;
    result_.only_optimizer = state.tensors.empty() && state.optimizer_tensors > 0;
    place(directory, folder, state);
    sample(state.tensors);
    std::erase_if(state.tensors, [](const Tensor& tensor) {
      return tensor.type == "I64" || tensor.type == "BOOL" || tensor.type.empty();
    });
    set_tensors(std::move(state.tensors));
  }

  // By name, since a large model has thousands.
  const ZipEntry* find_storage(const ZipDirectory& directory, const std::string& name) {
    if (last_names_.empty())
      for (const ZipEntry& entry : directory.entries) {
        const std::string_view path(entry.name);
        // Mobile archives keep some among their constants.
        last_names_.insert(path.substr(path.rfind('/') + 1));
        const std::size_t at = path.find("data/");
        if (at != std::string_view::npos) by_name_.emplace(path.substr(at), &entry);
      }
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : found->second;
  }

  // Finding out where an entry begins is a read each.
  void place(const ZipDirectory& directory, const std::string& folder, TorchState& state) {
    std::size_t placed = 0;
    for (std::size_t i = 0; i < state.tensors.size() && placed < most_sampled_matrices; ++i) {
      if (!is_matrix(state.tensors[i])) continue;
      const ZipEntry* entry = find_storage(directory, folder + state.storages[i]);
      if (!entry || !entry->stored) continue;
      state.tensors[i].begin = begin_of(*entry);
      ++placed;
    }
  }

  // A bias may be zero and a norm one; a trained matrix is neither.
  void sample(const Tensors& tensors) {
    std::size_t sampled = 0;
    bool is_all = true;
    for (const Tensor& tensor : tensors) {
      if (!is_matrix(tensor)) continue;
      if (tensor.begin == 0 || sampled == most_sampled_matrices) {
        is_all = false;
        continue;
      }
      const std::uint64_t length = std::min(tensor.bytes, sample_size);
      const std::string bytes = ranges_.read(tensor.begin, static_cast<std::size_t>(length));
      if (!repeats_one_number(bytes)) return;
      is_all = is_all && length == tensor.bytes;
      ++sampled;
    }
    result_.constant = sampled > 1 || (sampled == 1 && is_all);
  }

  const FileRanges& ranges_;
  std::string_view path_;
  TensorListing result_;
  std::map<std::string_view, const ZipEntry*> by_name_;
  std::set<std::string_view> last_names_;
};

}  // namespace

TensorListing read_tensor_listing(const Snapshot& snapshot, const Entry& file,
                                  std::string_view front, std::uint64_t size,
                                  std::uint64_t& budget) {
  const bool is_read = starts_like_zip(front) ||
                       ends_with_any(file.path, { ".onnx", ".xml", ".npy", ".tflite", ".msgpack" });
  if (!is_read) {
    const FormatFault fault = fault_of_front(file.path, front);
    TensorListing result;
    result.format = fault.format;
    result.problem = fault.problem;
    result.compressed = starts_compressed(front);
    return result;
  }
  const FileRanges ranges(snapshot, file, size, budget);
  return ContainerReader(ranges, file.path).read(front);
}

}  // namespace reallyopen
