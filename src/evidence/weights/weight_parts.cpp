// Whether the released files are a whole model: what a graph names beside itself, what a header
// says of further parts, whether there is anything in them.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "evidence/weights/weights_pass.h"
#include "ledger/file_ranges.h"
#include "ledger/weights_header.h"
#include "repository/path.h"
#include "text/printable.h"
#include "weights/format.h"
#include "weights/onnx.h"
#include "weights/parameters.h"
#include "weights/shard_index.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_graph = 32u << 20;  // without its weights it is small
constexpr std::size_t sampled_bytes = 256u << 10;
constexpr std::uint64_t sampled_budget = 32u << 20;
constexpr int most_sampled_files = 4;
constexpr std::uint64_t least_sampled_tensor = 256;  // bytes

class Parts {
 public:
  explicit Parts(WeightsPass& pass) : pass_(pass) {}

  void examine() {
    for (const WeightFile& file : pass_.weights.files) {
      if (!file.examined || !file.content_here || !is_released(pass_.artifact_of(file))) continue;
      examine_companions(file);
      if (file.listing) examine_listing(file);
      if (!file.header || file.header->status != HeaderStatus::complete) continue;
      examine_split(file);
      examine_tensors(file);
      if (file.format == "safetensors" && !file.header->tensors.empty()) examine_content(file);
    }
  }

 private:
  void lacks(const WeightFile& file, WeightsIssue issue, std::string found) {
    WeightsObservation observation = pass_.observation(issue, file);
    observation.found = std::move(found);
    pass_.break_artifact(file);
    pass_.report(std::move(observation));
  }

  void needs(const WeightFile& file, const std::string& path) {
    // What cannot be read may well be there.
    const bool missing = pass_.snapshot.resolve("", "/" + path).status == ResolveStatus::missing;
    if (missing && told_.insert(path).second)
      lacks(file, WeightsIssue::incomplete,
            fmt::format("needs {}, which is not in the repository", in_backticks(path)));
  }

  void examine_companions(const WeightFile& file) {
    const std::string& path = file.entry.path;
    const std::string folder(folder_of(path));
    if (path.ends_with(".onnx") && file.size <= longest_graph) {
      const ReadResult graph = pass_.snapshot.read(file.entry, longest_graph);
      for (const std::string& name : external_files_of_onnx(graph.bytes)) {
        const auto beside = join_path(folder, name);
        if (beside && !name.starts_with('/')) needs(file, *beside);
      }
    }
    if (path.ends_with(".xml") && is_openvino(file))
      needs(file, path.substr(0, path.size() - 4) + ".bin");
  }

  bool is_openvino(const WeightFile& file) {
    const ReadResult read = pass_.snapshot.read(file.entry, longest_graph);
    const std::string_view front = std::string_view(read.bytes).substr(0, 512);
    return front.find("<net") != std::string_view::npos &&
           read.bytes.find("type=\"Const\"") != std::string::npos;
  }

  // Every part of a split GGUF says how many there are.
  void examine_split(const WeightFile& file) {
    const auto& sizes = file.header->sizes;
    const auto count = std::ranges::find(sizes, "split.count",
                                         [](const auto& pair) { return pair.first; });
    if (count == sizes.end() || count->second < 2) return;
    std::uint64_t parts = 0;
    for (const WeightFile& other : pass_.weights.files)
      parts += other.format == "gguf" && is_released(pass_.artifact_of(other)) &&
               folder_of(other.entry.path) == folder_of(file.entry.path);
    if (parts < count->second && told_.insert("split " + file.entry.path).second)
      lacks(file, WeightsIssue::incomplete,
            fmt::format("is one of {} parts by its header, and {} {} declared", count->second,
                        parts, parts == 1 ? "is" : "are"));
  }

  void examine_tensors(const WeightFile& file) {
    const std::vector<Tensor>& tensors = file.header->tensors;
    if (tensors.empty()) {
      // The first part of a series may hold the metadata alone.
      if (!shard_name(name_of(file.entry.path)))
        lacks(file, WeightsIssue::incomplete, "holds no tensor");
      return;
    }
    const std::string_view name = name_of(file.entry.path);
    const bool only_adapter = std::ranges::all_of(
      tensors, [](const Tensor& tensor) { return tensor.name.find("lora_") != std::string::npos; });
    if (only_adapter && !pass_.is_adapter() && !name.starts_with("adapter"))
      lacks(file, WeightsIssue::incomplete,
            "holds an adapter only, and `model.base_models` names no model that it adapts");
  }

  static std::uint64_t start_of_data(const WeightFile& file) {
    std::uint64_t length = 0;
    for (std::size_t i = 8; i > 0 && file.front.size() >= 8; --i)
      length = length << 8U | static_cast<unsigned char>(file.front[i - 1]);
    return 8 + length;
  }

  // All of one number, whatever its width.
  static bool is_constant(std::string_view bytes) {
    constexpr std::size_t widest = 8;
    return bytes.size() > widest && bytes.substr(widest) == bytes.substr(0, bytes.size() - widest);
  }

  // A bias may be zero and a norm one; a trained matrix is neither.
  void examine_content(const WeightFile& file) {
    if (sampled_++ >= most_sampled_files) return;
    const std::uint64_t start = start_of_data(file);
    const std::string bytes = read_front(pass_.snapshot, file.entry,
                                         static_cast<std::size_t>(start) + sampled_bytes)
                                .bytes;
    int constant = 0;
    for (const Tensor& tensor : file.header->tensors) {
      const std::uint64_t begin = start + tensor.begin;
      if (tensor.shape.rank < 2 || !holds_parameters(tensor) || begin >= bytes.size()) continue;
      const std::string_view content = std::string_view(bytes).substr(
        static_cast<std::size_t>(begin), static_cast<std::size_t>(tensor.bytes));
      if (content.size() < least_sampled_tensor) continue;
      if (!is_constant(content)) return;
      ++constant;
    }
    const Tensor& last = file.header->tensors.back();
    const bool is_all = start + last.begin + last.bytes <= bytes.size();
    if (constant > 1 || (constant == 1 && is_all))
      lacks(file, WeightsIssue::constant, fmt::format("{}", constant));
  }

  void examine_listing(const WeightFile& file) {
    const TensorListing& listing = *file.listing;
    if (!listing.problem.empty()) return;
    if (listing.only_optimizer)
      lacks(file, WeightsIssue::incomplete, "holds the state of an optimizer only");
    if (listing.constant || (!listing.header && is_constant_file(file)))
      lacks(file, WeightsIssue::constant, "");
  }

  // Of any format: numbers without a header, as beside a graph.
  bool is_constant_file(const WeightFile& file) {
    if (file.size < least_sampled_tensor || file.front.size() < 16 || !is_constant(file.front))
      return false;
    std::uint64_t budget = sampled_budget;
    const FileRanges ranges(pass_.snapshot, file.entry, file.size, budget);
    const std::string front = ranges.read(0, sampled_bytes);
    const std::string tail = ranges.tail(sampled_bytes);
    return is_constant(front) && is_constant(tail);
  }

  WeightsPass& pass_;
  int sampled_ = 0;
  std::set<std::string> told_;
};

}  // namespace

void examine_parts(WeightsPass& pass) { Parts(pass).examine(); }

}  // namespace reallyopen
