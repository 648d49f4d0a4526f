// The model's architecture and weights: configuration, headers, Git LFS pointers.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "configuration/settings.h"
#include "draft/gather.h"
#include "draft/read_file.h"
#include "repository/path.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_weights = 64;

const Node* first_of(const Node& root, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys)
    if (const Node* node = root.get(key); node && !node->text.empty()) return node;
  return nullptr;
}

void gather_shape(const Document& config, Facts& facts) {
  const Node& root = config.root;
  const auto number = [&](std::initializer_list<std::string_view> keys, std::string_view unit) {
    const Node* node = first_of(root, keys);
    return node && node->is_number() ? fmt::format(fmt::runtime(unit), node->text) : std::string();
  };
  std::string shape;
  for (const std::string& part :
       { number({ "num_hidden_layers", "n_layer", "n_layers", "num_layers" }, "{} layers"),
         number({ "hidden_size", "n_embd", "d_model", "dim" }, "hidden size {}"),
         number({ "num_attention_heads", "n_head", "n_heads" }, "{} heads") })
    if (!part.empty()) shape += (shape.empty() ? "" : ", ") + part;
  set_if_empty(facts.shape, shape, config.path);
}

// A config.json that describes a model, not a tokenizer or a task.
bool gather_config(const Document& config, Facts& facts) {
  const Node& root = config.root;
  const Node* type = root.get("model_type");
  const Node* architectures = root.get("architectures");
  gather_shape(config, facts);
  if (architectures && !architectures->items.empty())
    set_if_empty(facts.architecture, architectures->items.front().text,
                 place_of(config, *architectures));
  const Node* of_diffusers = root.get("_class_name");
  if (of_diffusers)
    set_if_empty(facts.architecture, of_diffusers->text, place_of(config, *of_diffusers));
  if (type) set_if_empty(facts.architecture, type->text, place_of(config, *type));
  if (const Node* length = first_of(root,
                                    { "max_position_embeddings", "n_positions", "max_seq_len" }))
    if (length->is_number())
      set_if_empty(facts.context_length, length->text, place_of(config, *length));
  return type || architectures || of_diffusers || !facts.shape.value.empty();
}

// The folder of a file, from that of the model.
std::string part_of(const Facts& facts, const std::string& path) {
  const std::string_view folder = folder_of(path);
  const std::size_t skipped = facts.folder.empty() ? 0 : facts.folder.size() + 1;
  return std::string(folder.substr(std::min(skipped, folder.size())));
}

void gather_configs(const Snapshot& snapshot, Facts& facts) {
  std::vector<std::string> kept;
  for (const std::string& path : facts.survey.architecture) {
    if (!path.ends_with(".json")) {
      kept.push_back(path);
      continue;
    }
    // The parts of a pipeline are not the model; transformers' stands beside the modules.
    const bool part = facts.survey.pipeline && !part_of(facts, path).empty();
    if (part) continue;
    const auto config = values_of(snapshot, path);
    if (config && gather_config(*config, facts)) kept.push_back(path);
  }
  facts.survey.architecture = std::move(kept);
}

// One number for the model: that of its weights, whatever forms they have; of a pipeline the sum of
// its parts. Nothing where two forms differ, or a part was not counted.
void gather_parameters(Ledger& ledger, Facts& facts) {
  std::map<std::string, std::uint64_t> by_part;
  for (const Fact& fact : ledger.about("parameters")) {
    const bool named = std::ranges::find(facts.survey.weights, fact.place.path) !=
                       facts.survey.weights.end();
    if (!named) continue;
    const std::uint64_t count = std::stoull(fact.value.text);
    if (by_part.try_emplace(fact.scope, count).first->second != count) return;
  }
  std::set<std::string> parts;
  for (const std::string& path : facts.survey.weights) parts.insert(part_of(facts, path));
  if (by_part.empty() || parts.size() != by_part.size()) return;
  std::uint64_t sum = 0;
  for (const auto& [part, count] : by_part) sum += count;
  set_if_empty(facts.parameters, std::to_string(sum),
               by_part.size() == 1 ? "counted in the weights' headers"
                                   : "counted in the headers of the parts' weights");
}

void gather_weights(const Snapshot& snapshot, Facts& facts) {
  for (const std::string& path : facts.survey.weights) {
    if (facts.weights.size() == most_weights) break;
    const auto entry = snapshot.find(path);
    if (!entry) continue;
    WeightsFact weights{ .path = path };
    if (const auto pointer = snapshot.lfs_pointer(*entry)) {
      weights.sha256 = pointer->sha256;
      weights.size = std::to_string(pointer->size);
      weights.source = "its Git LFS pointer";
    }
    facts.weights.push_back(std::move(weights));
  }
  if (facts.weights.empty()) return;
  const std::string& path = facts.weights.front().path;
  const std::string_view extension = std::string_view(path).substr(path.rfind('.') + 1);
  for (const std::string_view format : { "safetensors", "gguf", "onnx" })
    if (extension == format) set_if_empty(facts.weights_format, format, path);
}

}  // namespace

void gather_model(const Snapshot& snapshot, Ledger& ledger, Facts& facts) {
  gather_configs(snapshot, facts);
  gather_weights(snapshot, facts);
  gather_parameters(ledger, facts);
}

}  // namespace reallyopen
