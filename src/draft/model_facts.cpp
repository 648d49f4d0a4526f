// The model's architecture and weights: configuration, headers, Git LFS pointers.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "draft/gather.h"
#include "repository/path.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_weights = 64;

// What the configuration at that path says: null where it says nothing. What it says of a part
// comes after what it says of the whole.
// Of the model itself: a decoder or a stage has sizes of its own.
const Fact* said_at(const std::string& path, const std::vector<Fact>& facts) {
  const auto found = std::ranges::find_if(facts, [&](const Fact& fact) {
    return fact.source == SourceKind::configuration && fact.place.path == path &&
           folder_of(path).ends_with(fact.scope);
  });
  return found == facts.end() ? nullptr : &*found;
}

// What configurations say, each quantity asked for once.
struct Configurations {
  std::vector<Fact> architecture, context_length, layers, hidden_size, attention_heads;

  explicit Configurations(Ledger& ledger)
      : architecture(ledger.about("architecture")),
        context_length(ledger.about("context_length")),
        layers(ledger.about("layers")),
        hidden_size(ledger.about("hidden_size")),
        attention_heads(ledger.about("attention_heads")) {}
};

std::string shape_at(const std::string& path, const Configurations& said) {
  std::string shape;
  const auto add = [&](const std::vector<Fact>& facts, std::string_view unit) {
    if (const Fact* fact = said_at(path, facts))
      shape += (shape.empty() ? "" : ", ") + fmt::format(fmt::runtime(unit), fact->value.text);
  };
  add(said.layers, "{} layers");
  add(said.hidden_size, "hidden size {}");
  add(said.attention_heads, "{} heads");
  return shape;
}

// False for a file of that name that describes no model: a tokenizer, a task.
bool take_configuration(const std::string& path, const Configurations& said, Facts& facts) {
  const auto take = [&](Sourced& fact, const std::vector<Fact>& all) {
    const Fact* found = said_at(path, all);
    if (found) set_if_empty(fact, found->value.text, source_of(*found));
    return found != nullptr;
  };
  const std::string shape = shape_at(path, said);
  set_if_empty(facts.shape, shape, path);
  take(facts.context_length, said.context_length);
  return take(facts.architecture, said.architecture) || !shape.empty();
}

// The folder of a file, from that of the model.
std::string part_of(const Facts& facts, const std::string& path) {
  const std::string_view folder = folder_of(path);
  const std::size_t skipped = facts.folder.empty() ? 0 : facts.folder.size() + 1;
  return std::string(folder.substr(std::min(skipped, folder.size())));
}

void gather_configurations(Ledger& ledger, Facts& facts) {
  const Configurations said(ledger);
  std::vector<std::string> kept;
  for (const std::string& path : facts.survey.architecture) {
    if (!path.ends_with(".json")) {
      kept.push_back(path);
      continue;
    }
    // The parts of a pipeline are not the model; transformers' stands beside the modules.
    const bool part = facts.survey.pipeline && !part_of(facts, path).empty();
    if (part) continue;
    if (take_configuration(path, said, facts)) kept.push_back(path);
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
  gather_configurations(ledger, facts);
  gather_weights(snapshot, facts);
  gather_parameters(ledger, facts);
}

}  // namespace reallyopen
