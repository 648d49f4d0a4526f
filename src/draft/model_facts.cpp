// The model's architecture and weights: configuration, headers, Git LFS pointers.
#include <fmt/format.h>

#include <algorithm>

#include "configuration/settings.h"
#include "draft/gather.h"
#include "draft/read_file.h"
#include "weights/gguf.h"
#include "weights/parameters.h"
#include "weights/safetensors.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_header = 16u << 20;
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
  if (type) set_if_empty(facts.architecture, type->text, place_of(config, *type));
  if (const Node* length = first_of(root,
                                    { "max_position_embeddings", "n_positions", "max_seq_len" }))
    if (length->is_number())
      set_if_empty(facts.context_length, length->text, place_of(config, *length));
  return type || architectures || !facts.shape.value.empty();
}

void gather_configs(const Snapshot& snapshot, Facts& facts) {
  std::vector<std::string> kept;
  for (const std::string& path : facts.survey.architecture) {
    if (!path.ends_with(".json")) {
      kept.push_back(path);
      continue;
    }
    const auto config = values_of(snapshot, path);
    if (config && gather_config(*config, facts)) kept.push_back(path);
  }
  facts.survey.architecture = std::move(kept);
}

// The parameters of one file; 0 where they cannot be counted.
std::uint64_t parameters_of(const Snapshot& snapshot, const Entry& entry) {
  const bool gguf = entry.path.ends_with(".gguf");
  if (!gguf && !entry.path.ends_with(".safetensors")) return 0;
  const ReadResult read = snapshot.read(entry, longest_header);
  if (read.bytes.empty()) return 0;
  const std::uint64_t size = std::max<std::uint64_t>(read.size, read.bytes.size());
  const WeightsHeader header = gguf ? read_gguf(read.bytes, size)
                                    : read_safetensors(read.bytes, size);
  if (header.status != HeaderStatus::complete) return 0;
  const ParameterCount count = count_parameters(header.tensors);
  return count.least == count.most ? count.most : 0;
}

void gather_weights(const Snapshot& snapshot, Facts& facts) {
  std::uint64_t parameters = 0;
  bool all_counted = true;
  for (const std::string& path : facts.survey.weights) {
    if (facts.weights.size() == most_weights) break;
    const auto entry = snapshot.find(path);
    if (!entry) continue;
    WeightsFact weights{ .path = path };
    if (const auto pointer = snapshot.lfs_pointer(*entry)) {
      weights.sha256 = pointer->sha256;
      weights.size = std::to_string(pointer->size);
      weights.source = "its Git LFS pointer";
      all_counted = false;
    } else {
      const std::uint64_t counted = parameters_of(snapshot, *entry);
      all_counted = all_counted && counted > 0;
      parameters += counted;
    }
    facts.weights.push_back(std::move(weights));
  }
  if (all_counted && parameters > 0)
    set_if_empty(facts.parameters, std::to_string(parameters), "counted in the weights' headers");
  if (facts.weights.empty()) return;
  const std::string& path = facts.weights.front().path;
  const std::string_view extension = std::string_view(path).substr(path.rfind('.') + 1);
  for (const std::string_view format : { "safetensors", "gguf", "onnx" })
    if (extension == format) set_if_empty(facts.weights_format, format, path);
}

}  // namespace

void gather_model(const Snapshot& snapshot, Facts& facts) {
  gather_configs(snapshot, facts);
  gather_weights(snapshot, facts);
}

}  // namespace reallyopen
