// Checkpoints of another network than the released one, by the names and shapes of their tensors.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "configuration/read.h"
#include "evidence/weights/weights_pass.h"
#include "repository/path.h"
#include "text/letters.h"
#include "weights/parameters.h"

namespace reallyopen {
namespace {

constexpr std::size_t fewest_tensors = 3;
constexpr std::size_t longest_configuration = 1u << 20;
constexpr double same_size = 1.3;

bool is_float(const Tensor& tensor) {
  return is_one_of(tensor.type, { "BF16", "F16", "F32", "F64" });
}

// Wrappers put a word before all names: `model.`, `module.`, `_orig_mod.`.
std::string_view without_wrapper(std::string_view name) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view wrapper :
         { "module.", "_orig_mod.", "model.", "transformer.", "ema.", "ema_model.", "state_dict.",
           "student.", "net." })
      if (name.starts_with(wrapper)) {
        name.remove_prefix(wrapper.size());
        again = true;
      }
  }
  return name;
}

// A vocabulary may grow on the way, and a head may be another.
bool may_change(std::string_view name) {
  return contains_one_of(name, { "embed", "wte", "lm_head", "classifier", "score", "head" });
}

struct Network {
  std::map<std::string, Shape, std::less<>> shapes;
  double parameters = 0;
  bool is_whole = true;  // no adapter, no state of an optimizer
  std::string type;      // as the configuration beside it says
};

void add_to(Network& network, const WeightFile& file) {
  for (const Tensor& tensor : file.header->tensors) {
    if (tensor.name.find("lora_") != std::string::npos ||
        tensor.name.find("exp_avg") != std::string::npos || !is_float(tensor))
      network.is_whole = false;
    network.shapes.insert_or_assign(std::string(without_wrapper(tensor.name)), tensor.shape);
    network.parameters += static_cast<double>(tensor.elements);
  }
}

std::string type_beside(const WeightsPass& pass, const WeightFile& file) {
  const std::string path = path_in(folder_of(file.entry.path), "config.json");
  const auto entry = pass.snapshot.find(path);
  if (!entry || entry->kind != EntryKind::file) return "";
  const ReadResult read = pass.snapshot.read(*entry, longest_configuration);
  const auto parsed = read_json(path, read.bytes, configuration_limits).document;
  return parsed ? std::string(parsed->root.string_at("model_type")) : "";
}

// "" where the checkpoint may be one of the release.
std::string difference(const Network& released, const Network& step) {
  std::size_t shared = 0;
  std::size_t differing = 0;
  std::string example;
  for (const auto& [name, shape] : step.shapes) {
    const auto same = released.shapes.find(name);
    if (same == released.shapes.end() || may_change(name)) continue;
    ++shared;
    if (same->second.rank == shape.rank && same->second.sizes == shape.sizes) continue;
    ++differing;
    if (example.empty())
      example = fmt::format("`{}` has {} rows and is released with {}", name, shape.sizes[0],
                            same->second.sizes[0]);
  }
  if (shared > 0 && differing * 2 > shared) return "is of another shape: " + example;
  const double ratio = step.parameters / released.parameters;
  const bool is_other_size = ratio > same_size || ratio < 1 / same_size;
  const bool both_whole = released.shapes.size() >= fewest_tensors &&
                          step.shapes.size() >= fewest_tensors;
  // The same network may be saved under the names of another program.
  const bool is_other_type = !step.type.empty() && !released.type.empty() &&
                             step.type != released.type;
  return shared == 0 && both_whole && (is_other_size || is_other_type)
           ? "shares no tensor with the released weights"
           : "";
}

}  // namespace

void examine_checkpoint_networks(WeightsPass& pass) {
  Network released;
  for (const WeightFile& file : pass.weights.files)
    if (is_released(pass.artifact_of(file))) {
      if (!file.header || file.header->status != HeaderStatus::complete ||
          file.format != "safetensors")
        return;
      add_to(released, file);
      if (released.type.empty()) released.type = type_beside(pass, file);
    }
  if (!released.is_whole || released.shapes.empty()) return;
  std::set<std::size_t> told;
  for (const WeightFile& file : pass.weights.files) {
    if (is_released(pass.artifact_of(file)) || !file.header || file.format != "safetensors" ||
        file.header->status != HeaderStatus::complete || told.contains(file.artifact))
      continue;
    Network step;
    add_to(step, file);
    step.type = type_beside(pass, file);
    std::string what = step.is_whole ? difference(released, step) : "";
    if (what.empty()) continue;
    told.insert(file.artifact);
    WeightsObservation observation = pass.observation(WeightsIssue::other_network, file);
    observation.found = std::move(what);
    observation.related.push_back({ { .path = file.entry.path }, "the checkpoint" });
    pass.break_artifact(file);
    pass.report(std::move(observation));
  }
}

}  // namespace reallyopen
