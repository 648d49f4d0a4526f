// What the manifest states of the weights, against what their files hold.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "evidence/pin.h"
#include "evidence/weights/weights_pass.h"
#include "repository/path.h"
#include "text/number_words.h"
#include "weights/format.h"
#include "weights/parameters.h"

namespace reallyopen {
namespace {

// The file names of `model.weights.files`, in the repository and elsewhere.
std::vector<std::string> released_names(const WeightsPass& pass) {
  std::vector<std::string> names;
  for (const WeightFile& file : pass.weights.files)
    if (is_released(pass.artifact_of(file))) names.emplace_back(name_of(file.entry.path));
  for (const Artifact& artifact : pass.declarations.artifacts()) {
    if (!is_released(artifact) || !is_url(artifact.written)) continue;
    const std::string_view url(artifact.written);
    names.emplace_back(name_of(url.substr(0, url.find_first_of("?#"))));
  }
  return names;
}

void examine_format(WeightsPass& pass) {
  constexpr std::array<std::string_view, 5> judged = { "safetensors", "gguf", "onnx", "pytorch",
                                                       "keras" };
  const Node* node = pass.declarations.find({ "model", "weights", "format" });
  if (!node || std::ranges::find(judged, node->text) == judged.end()) return;
  std::set<std::string> formats;
  for (const std::string& name : released_names(pass)) {
    // A name that does not tell may well be the format that is declared.
    const std::string_view format = weights_format(name);
    if (format.empty()) return;
    formats.emplace(format);
  }
  if (formats.empty() || formats.contains(node->text)) return;
  WeightsObservation observation = pass.statement(WeightsIssue::format_differs, *node,
                                                  "model.weights.format");
  observation.found = fmt::format("{}", fmt::join(formats, ", "));
  pass.report(std::move(observation));
}

void examine_pickles(WeightsPass& pass) {
  std::set<std::size_t> said;  // artifacts: a glob of a hundred pickles is one finding
  for (const WeightFile& file : pass.weights.files) {
    if (!file.examined || !is_released(pass.artifact_of(file))) continue;
    const std::string_view name = name_of(file.entry.path);
    const bool is_read_format = file.format == "safetensors" || file.format == "gguf" ||
                                file.format == "onnx";
    const bool is_bin = name.ends_with(".bin") || is_pickle_name(name);
    const bool is_pickle = file.content_here ? is_bin && starts_like_pickle(file.front)
                                             : is_pickle_name(name);
    if (is_read_format || !is_pickle || !said.insert(file.artifact).second) continue;
    pass.report(pass.observation(WeightsIssue::format_unsafe, file));
  }
  for (const Artifact& artifact : pass.declarations.artifacts()) {
    if (!is_released(artifact) || !is_url(artifact.written)) continue;
    const std::string_view url(artifact.written);
    if (!is_pickle_name(url.substr(0, url.find_first_of("?#")))) continue;
    pass.report({ .issue = WeightsIssue::format_unsafe,
                  .place = artifact.place,
                  .field = artifact.field,
                  .path = artifact.written });
  }
}

// Behind pointers the index tells how wide a number is: 2 bytes are either of two types.
std::string indexed_width(const WeightsPass& pass, const std::set<std::string_view>& kinds) {
  constexpr double rounding = 1.2;  // norms in another type, and what is no parameter
  const double stated = width_of(kinds);
  if (stated == 0 || !pass.indexed_bytes || !pass.indexed_parameters) return "";
  const double bytes = static_cast<double>(*pass.indexed_bytes);
  const double width = bytes /
                       static_cast<double>(std::max<std::uint64_t>(*pass.indexed_parameters, 1));
  if (width <= stated * rounding && width * rounding >= stated) return "";
  return fmt::format("in {:.1f} bytes each, by the index", width);
}

// Of safetensors and GGUF the main one. In a graph or archive what every tensor is for is less
// sure: each that takes a tenth of the bytes may be meant.
void add_stored_types(const WeightFile& file, std::set<std::string>& stored) {
  if (!file.tensors()) return;
  if (file.header) {
    if (const std::string type = main_type(*file.tensors()); !type.empty()) stored.insert(type);
    return;
  }
  std::map<std::string_view, std::uint64_t> bytes;
  std::uint64_t all = 0;
  for (const Tensor& tensor : *file.tensors()) {
    const std::uint64_t capped = std::min(tensor.bytes, std::uint64_t{ 1 } << 40);
    bytes[tensor.type] += capped;
    all += capped;
  }
  for (const auto& [type, taken] : bytes)
    if (taken > 0 && taken >= all / 10) stored.emplace(type);
}

void examine_dtype(WeightsPass& pass) {
  const Node* node = pass.declarations.find({ "model", "weights", "dtype" });
  if (!node || !node->is_string()) return;
  const std::set<std::string_view> kinds = stated_kinds(node->text);
  std::set<std::string> stored;
  for (const WeightFile& file : pass.weights.files) {
    if (is_released(pass.artifact_of(file))) add_stored_types(file, stored);
  }
  const bool agrees = std::ranges::any_of(
    stored, [&](const std::string& type) { return kinds.contains(kind_of_stored(type)); });
  const std::string width = stored.empty() ? indexed_width(pass, kinds) : "";
  if (kinds.empty() || agrees || (stored.empty() && width.empty())) return;
  WeightsObservation observation = pass.statement(WeightsIssue::dtype_differs, *node,
                                                  "model.weights.dtype");
  observation.found = stored.empty() ? width : fmt::format("as {}", fmt::join(stored, ", "));
  pass.report(std::move(observation));
}

}  // namespace

void examine_stated(WeightsPass& pass) {
  examine_format(pass);
  examine_pickles(pass);
  examine_dtype(pass);
}

}  // namespace reallyopen
