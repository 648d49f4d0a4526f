// What the manifest states of the weights, against what their files hold.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "evidence/pin.h"
#include "evidence/weights/weights_pass.h"
#include "repository/path.h"
#include "text/letters.h"
#include "weights/format.h"
#include "weights/parameters.h"
#include "weights/shard_index.h"

namespace reallyopen {
namespace {

// Names round: a model called 2B had 2.51, one called 7B had 8.54 with its embeddings, and buffers
// and embeddings that are stored twice count as well. The next size of a family is further away
// than this.
constexpr double band = 1.3;
constexpr double rough_band = 1.5;  // for `~7B`
// Of files whose header is not here or not known: no parameter was ever given less than a bit, and
// none more than eight bytes, with two more numbers of the optimiser in a checkpoint.
constexpr double most_parameters_per_byte = 8;
constexpr double most_bytes_per_parameter = 24;
constexpr double room_of_container = 64 << 10;

std::string grouped(double number) {
  std::string digits = fmt::format("{:.0f}", number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

WeightsObservation stated(const WeightsPass& pass, WeightsIssue issue, const Node& node,
                          std::string field) {
  return { .issue = issue,
           .place = pass.declarations.place(node),
           .field = std::move(field),
           .path = {},
           .found = {},
           .expected = node.text };
}

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
  WeightsObservation observation = stated(pass, WeightsIssue::format_differs, *node,
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

// The kind of number, where packed and quantised ones are all of one kind.
std::string_view kind_of_stored(std::string_view type) {
  if (type == "BF16" || type == "F16" || type == "F32" || type == "F64") return type;
  if (type.starts_with("F8_")) return "F8";
  // A whole number is a parameter of eight bits, or holds several.
  return "packed";
}

std::string_view kind_of_stated(std::string_view word) {
  struct Word {
    std::string_view word;
    std::string_view kind;
  };
  constexpr std::array words = std::to_array<Word>({
    { "bfloat16", "BF16" },
    { "bf16", "BF16" },
    { "float16", "F16" },
    { "fp16", "F16" },
    { "f16", "F16" },
    { "half", "F16" },
    { "float32", "F32" },
    { "fp32", "F32" },
    { "f32", "F32" },
    { "float", "F32" },
    { "float64", "F64" },
    { "fp64", "F64" },
    { "f64", "F64" },
    { "double", "F64" },
    { "fp8", "F8" },
    { "float8", "F8" },
  });
  for (const Word& row : words)
    if (row.word == word) return row.kind;
  if (word.starts_with("float8_") || word.starts_with("f8_")) return "F8";
  constexpr std::array<std::string_view, 14> packed = { "int8", "i8",   "uint8", "int4", "uint4",
                                                        "int3", "int2", "nf4",   "fp4",  "mxfp4",
                                                        "gptq", "awq",  "nvfp4", "w4a16" };
  const bool of_gguf = word.size() >= 2 && word.starts_with('q') && is_digit(word[1]);
  return of_gguf || std::ranges::find(packed, word) != packed.end() ? "packed" : "";
}

// `brain float 16` is `bfloat16`.
std::string with_width(std::string text) {
  for (std::size_t at = text.find("float "); at != std::string::npos;
       at = text.find("float ", at + 1))
    if (at + 6 < text.size() && is_digit(text[at + 6])) text.erase(at + 5, 1);
  for (std::size_t at = text.find("brain float"); at != std::string::npos;
       at = text.find("brain float"))
    text.replace(at, 11, "bfloat");
  return text;
}

// The kinds that a free text such as `bfloat16 (norms in float32)` names; none where it has a word
// of its own.
std::set<std::string_view> stated_kinds(std::string_view text) {
  std::set<std::string_view> kinds;
  std::string word;
  const std::string spelled = with_width(lower(text)) + " ";
  for (const char letter : spelled) {
    if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_') {
      word += letter;
      continue;
    }
    if (const std::string_view kind = kind_of_stated(word); !kind.empty()) kinds.insert(kind);
    word.clear();
  }
  return kinds;
}

void examine_dtype(WeightsPass& pass) {
  const Node* node = pass.declarations.find({ "model", "weights", "dtype" });
  if (!node || !node->is_string()) return;
  const std::set<std::string_view> kinds = stated_kinds(node->text);
  std::set<std::string> stored;
  for (const WeightFile& file : pass.weights.files) {
    if (!is_released(pass.artifact_of(file)) || !file.header) continue;
    const std::string type = main_type(file.header->tensors);
    if (!type.empty()) stored.insert(type);
  }
  const bool agrees = std::ranges::any_of(
    stored, [&](const std::string& type) { return kinds.contains(kind_of_stored(type)); });
  if (kinds.empty() || stored.empty() || agrees) return;
  WeightsObservation observation = stated(pass, WeightsIssue::dtype_differs, *node,
                                          "model.weights.dtype");
  observation.found = fmt::format("{}", fmt::join(stored, ", "));
  pass.report(std::move(observation));
}

struct Quantity {
  double value = 0;
  bool rough = false;
};

// `7B`, `~1.3e9`, `671 B`, 6738415616: what the schema calls a quantity.
std::optional<Quantity> quantity(const Node* node) {
  if (!node || (!node->is_number() && !node->is_string())) return std::nullopt;
  if (node->is_number()) return Quantity{ node->number, false };
  std::string text = node->text;
  Quantity result{ 0, text.starts_with('~') };
  if (result.rough) text.erase(0, 1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result.value);
  if (error != std::errc()) return std::nullopt;
  std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (unit.starts_with(' ')) unit.remove_prefix(1);
  if (unit.size() > 1) return std::nullopt;
  switch (unit.empty() ? ' ' : unit[0]) {
    case ' ':
      break;
    case 'k':
    case 'K':
      result.value *= 1e3;
      break;
    case 'M':
      result.value *= 1e6;
      break;
    case 'B':
      result.value *= 1e9;
      break;
    case 'T':
      result.value *= 1e12;
      break;
    default:
      return std::nullopt;
  }
  return result;
}

struct Bounds {
  double least = 0;
  double most = 0;
};

Bounds bounds_of(const WeightFile& file) {
  if (file.header && file.header->status == HeaderStatus::complete) {
    const ParameterCount count = count_parameters(file.header->tensors);
    return { static_cast<double>(count.least), static_cast<double>(count.most) };
  }
  const double bytes = static_cast<double>(file.size);
  // Archives and their tables of contents take room of their own.
  const bool is_archive = file.format != "safetensors" && file.format != "gguf";
  const double filled = std::max(0.0, bytes - (is_archive ? room_of_container : 0));
  // A file that may be anything, a tokenizer for one, says nothing about a least number.
  return { file.format.empty() ? 0 : filled / most_bytes_per_parameter,
           bytes * most_parameters_per_byte };
}

// One file may hold the whole model and another the same in another precision, or each a part of
// it: from the smallest set that belongs together to all of them any number is possible.
std::optional<Bounds> bounds_of_all(const WeightsPass& pass) {
  std::map<std::string, Bounds> sets;
  for (const WeightFile& file : pass.weights.files) {
    if (!is_released(pass.artifact_of(file))) continue;
    const std::string_view name = name_of(file.entry.path);
    if (name.starts_with("adapter_"))
      return std::nullopt;  // the parameters of the base are not here
    const auto shard = shard_name(name);
    std::string key(folder_of(file.entry.path));
    append_to_path(key, shard ? shard->series : name);
    const Bounds one = bounds_of(file);
    sets[key].least += one.least;
    sets[key].most += one.most;
  }
  if (sets.empty()) return std::nullopt;
  Bounds all{ sets.begin()->second.least, 0 };
  for (const auto& [key, bounds] : sets) {
    all.least = std::min(all.least, bounds.least);
    all.most += bounds.most;
  }
  return all;
}

bool is_adapter(const WeightsPass& pass) {
  const Node* bases = pass.declarations.find({ "model", "base_models" });
  return bases && std::ranges::any_of(bases->items, [](const Node& base) {
           return base.string_at("relation") == "adapter";
         });
}

bool fits(const Bounds& bounds, const Quantity& stated) {
  const double factor = stated.rough ? rough_band : band;
  return stated.value * factor >= bounds.least && stated.value <= bounds.most * factor;
}

// What is active or trained is a part of all.
void examine_parts_of_total(WeightsPass& pass, const Node& parameters,
                            const std::optional<Quantity>& total) {
  for (const std::string_view key : { "active", "trainable" }) {
    const Node* node = parameters.get(key);
    const std::optional<Quantity> part = quantity(node);
    if (!part || !total || part->value <= total->value * 1.02) continue;
    WeightsObservation observation = stated(pass, WeightsIssue::parameters_differ, *node,
                                            fmt::format("model.parameters.{}", key));
    observation.found = grouped(total->value);
    pass.report(std::move(observation));
  }
}

void examine_parameters(WeightsPass& pass) {
  const Node* node = pass.declarations.find({ "model", "parameters" });
  if (!node || !pass.weights.complete) return;
  const Node* total = node->is_mapping() ? node->get("total") : node;
  const std::optional<Quantity> stated_total = quantity(total);
  const std::optional<Quantity> trainable = quantity(node->get("trainable"));
  examine_parts_of_total(pass, *node, stated_total);
  const std::optional<Bounds> bounds = bounds_of_all(pass);
  if (!stated_total || !bounds || fits(*bounds, *stated_total)) return;
  if (trainable ? fits(*bounds, *trainable) : is_adapter(pass)) return;
  WeightsObservation observation = stated(pass, WeightsIssue::parameters_differ, *total,
                                          "model.parameters");
  observation.found = bounds->least == bounds->most
                        ? grouped(bounds->most)
                        : fmt::format("between {} and {}", grouped(bounds->least),
                                      grouped(bounds->most));
  pass.report(std::move(observation));
}

}  // namespace

void examine_stated(WeightsPass& pass) {
  examine_format(pass);
  examine_pickles(pass);
  examine_dtype(pass);
  examine_parameters(pass);
}

}  // namespace reallyopen
