// How many parameters the manifest states, against what the files hold.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <initializer_list>
#include <map>
#include <optional>

#include "evidence/weights/weights_pass.h"
#include "repository/path.h"
#include "text/letters.h"
#include "text/number_words.h"
#include "weights/parameters.h"
#include "weights/shard_index.h"
#include "weights/tensor_names.h"
#include "weights/zip_archive.h"

namespace reallyopen {
namespace {

// Names round: a model called 2B had 2.51, one called 7B had 8.54 with its embeddings, and buffers
// and embeddings that are stored twice count as well. The next size of a family is further away
// than this.
constexpr double band = 1.3;
constexpr double rough_band = 1.5;  // for `~7B`
// Of files whose header is not here or not known: no parameter was ever given more than eight
// bytes, with two more numbers of the optimiser in a checkpoint.
constexpr double most_bytes_per_parameter = 24;
constexpr double room_of_container = 64 << 10;

std::string grouped(double number) {
  std::string digits = fmt::format("{:.0f}", number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

struct Count {
  double value = 0;
  bool rough = false;
};

// `7B`, `~1.3e9`, `671 B`, 6738415616: what the schema calls a quantity.
std::optional<Count> stated_count(const Node* node) {
  if (!node || (!node->is_number() && !node->is_string())) return std::nullopt;
  if (node->is_number()) return Count{ node->number, false };
  std::string text = node->text;
  Count result{ 0, text.starts_with('~') };
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

// A head that is tied to the embedding may be stored or not, and counted or not.
struct TiedHead {
  double stored = 0;
  double left_out = 0;
};

TiedHead tied_head(const std::vector<Tensor>& tensors) {
  std::uint64_t embedding = 0;
  std::uint64_t head = 0;
  for (const Tensor& tensor : tensors) {
    const std::string_view name(tensor.name);
    if (contains_one_of(name, { "score.", "classifier" })) return {};
    if (is_output_head(name) || name.ends_with("head.weight"))
      head = std::max(head, tensor.elements);
    else if (tensor.shape.rank == 2 && is_embedding(name))
      embedding = std::max(embedding, tensor.elements);
  }
  if (head == 0) return { .left_out = static_cast<double>(embedding) };
  return { .stored = head == embedding ? static_cast<double>(head) : 0 };
}

// Whether the file's size bounds its numbers: nothing in it may be compressed.
bool is_plain(const WeightFile& file) {
  if (file.listing) return !file.listing->compressed && !starts_like_zip(file.front);
  constexpr std::array<std::string_view, 8> endings = { ".pt",      ".pth",    ".ckpt", ".bin",
                                                        ".msgpack", ".tflite", ".onnx", ".npy" };
  return std::ranges::any_of(
    endings, [&](std::string_view ending) { return file.entry.path.ends_with(ending); });
}

// `width` in bytes, where the manifest says which numbers the file is of; else 0.
Bounds bounds_of(const WeightFile& file, unsigned width) {
  if (file.listing && file.listing->header && file.listing->count)
    return { static_cast<double>(file.listing->count->least),
             static_cast<double>(file.listing->count->most) };
  if (file.header && file.tensors()) {
    const ParameterCount count = count_parameters(*file.tensors());
    const TiedHead tied = tied_head(*file.tensors());
    return { static_cast<double>(count.least) - tied.stored,
             static_cast<double>(count.most) + tied.left_out };
  }
  const bool is_unpacked = file.listing && file.listing->unpacked > 0;
  const double bytes = static_cast<double>(is_unpacked ? file.listing->unpacked : file.size);
  if (width > 0 && file.format == "safetensors")
    return { std::max(0.0, bytes - room_of_container) / width, bytes / width };
  // Archives and their tables of contents take room of their own.
  const bool is_archive = file.format != "safetensors" && file.format != "gguf";
  const double filled = std::max(0.0, bytes - (is_archive ? room_of_container : 0));
  const bool is_wide = width > 0 && file.format != "gguf" && (is_unpacked || is_plain(file));
  // A file that may be anything, a tokenizer for one, says nothing about a least number.
  return { file.format.empty() ? 0 : filled / most_bytes_per_parameter,
           is_wide ? bytes / width : bytes * most_parameters_per_byte };
}

// The numbers beside a graph are those that the graph lists; TensorFlow keeps a graph beside them.
bool is_counted_by_another(const WeightsPass& pass, const WeightFile& file) {
  const std::string_view folder = folder_of(file.entry.path);
  const bool is_saved_graph = name_of(file.entry.path) == "saved_model.pb";
  if (!is_saved_graph && (!file.format.empty() || file.tensors())) return false;
  return std::ranges::any_of(pass.weights.files, [&](const WeightFile& other) {
    if (!is_released(pass.artifact_of(other))) return false;
    const std::string_view path(other.entry.path);
    if (is_saved_graph) return path.find("variables/variables.data-") != std::string_view::npos;
    return other.tensors() && folder_of(path) == folder &&
           (path.ends_with(".onnx") || path.ends_with(".xml"));
  });
}

std::string words_of(const Bounds& bounds) {
  if (bounds.least == bounds.most) return grouped(bounds.most);
  return fmt::format("between {} and {}", grouped(bounds.least), grouped(bounds.most));
}

// One file may hold the whole model and another the same in another precision, or each a part of
// it: from the smallest set that belongs together to all of them any number is possible.
std::optional<Bounds> bounds_of_all(const WeightsPass& pass) {
  std::map<std::string, Bounds> sets;
  const Node* type = pass.declarations.find({ "model", "weights", "dtype" });
  const unsigned width = type ? width_of(stated_kinds(type->text)) : 0;
  for (const WeightFile& file : pass.weights.files) {
    if (!is_released(pass.artifact_of(file)) || is_counted_by_another(pass, file)) continue;
    const std::string_view name = name_of(file.entry.path);
    if (name.starts_with("adapter_"))
      return std::nullopt;  // the parameters of the base are not here
    const auto shard = shard_name(name);
    const std::string key = path_in(folder_of(file.entry.path), shard ? shard->series : name);
    const Bounds one = bounds_of(file, width);
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

bool fits(const Bounds& bounds, const Count& stated) {
  const double factor = stated.rough ? rough_band : band;
  return stated.value * factor >= bounds.least && stated.value <= bounds.most * factor;
}

// The largest number that is written as this total: of one or two digits it may be rounded as far
// as elsewhere, of more by a unit of the last.
double most_written_as(const Count& total) {
  double value = total.value;
  double unit = 1;
  while (value >= 10 && std::fmod(value, 10) == 0) {
    value /= 10;
    unit *= 10;
  }
  return total.rough || value < 100 ? total.value * band : total.value + (unit > 1 ? unit : 0);
}

// What is active or trained is a part of all.
void examine_parts_of_total(WeightsPass& pass, const Node& parameters,
                            const std::optional<Count>& total) {
  for (const std::string_view key : { "active", "trainable" }) {
    const Node* node = parameters.get(key);
    const std::optional<Count> part = stated_count(node);
    if (!part || !total || part->value <= most_written_as(*total)) continue;
    WeightsObservation observation = pass.statement(WeightsIssue::parameters_differ, *node,
                                                    fmt::format("model.parameters.{}", key));
    observation.found = grouped(total->value);
    pass.report(std::move(observation));
  }
}

void examine_total_parameters(WeightsPass& pass, const std::optional<Bounds>& bounds) {
  const Node* node = pass.declarations.find({ "model", "parameters" });
  if (!node || !pass.weights.complete) return;
  const Node* total = node->is_mapping() ? node->get("total") : node;
  const std::optional<Count> stated_total = stated_count(total);
  const std::optional<Count> trainable = stated_count(node->get("trainable"));
  examine_parts_of_total(pass, *node, stated_total);
  if (!stated_total || !bounds || fits(*bounds, *stated_total)) return;
  if (trainable ? fits(*bounds, *trainable) : pass.is_adapter()) return;
  WeightsObservation observation = pass.statement(WeightsIssue::parameters_differ, *total,
                                                  "model.parameters");
  observation.found = words_of(*bounds);
  pass.report(std::move(observation));
}

// `7B`, `1.5B`, `125m` as a word of the name, and `8x7B`; active parameters (`A3B`) and counts of
// samples (`s32B`) have a letter before them.
std::vector<double> sizes_in_name(std::string_view name) {
  std::vector<double> sizes;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const bool starts = is_digit(name[at]) && (at == 0 || !is_word_letter(name[at - 1])) &&
                        (at < 2 || name[at - 1] != '.' || !is_digit(name[at - 2]));
    if (!starts) continue;
    double value = 0;
    double times = 1;
    const char* const end = name.data() + name.size();
    auto read = std::from_chars(name.data() + at, end, value, std::chars_format::fixed);
    if (read.ec == std::errc() && read.ptr != end && *read.ptr == 'x') {
      times = value;
      read = std::from_chars(read.ptr + 1, end, value, std::chars_format::fixed);
    }
    const auto stop = static_cast<std::size_t>(read.ptr - name.data());
    if (read.ec != std::errc() || stop >= name.size()) continue;
    const char unit = lower(name[stop]);
    const bool is_word = stop + 1 == name.size() || !is_word_letter(name[stop + 1]);
    if (is_word && (unit == 'b' || unit == 'm'))
      sizes.push_back(times * value * (unit == 'b' ? 1e9 : 1e6));
  }
  return sizes;
}

// Names round far: Gemma 2B has 2.5, and a tower or an embedding does not always count.
constexpr double name_band = 1.9;

void examine_name(WeightsPass& pass, const std::optional<Bounds>& bounds) {
  const Node* name = pass.declarations.find({ "model", "name" });
  if (!name || !name->is_string() || pass.is_adapter()) return;
  const std::vector<double> sizes = sizes_in_name(name->text);
  const bool fits_any = bounds && std::ranges::any_of(sizes, [&](double size) {
                          return size * name_band >= bounds->least &&
                                 size <= bounds->most * name_band;
                        });
  if (sizes.empty() || !bounds || fits_any) return;
  WeightsObservation observation = pass.statement(WeightsIssue::name_differs, *name, "model.name");
  observation.found = words_of(*bounds);
  pass.report(std::move(observation));
}

// What other files say of the model is held against these.
void keep_parameters(WeightsPass& pass, const std::optional<Bounds>& bounds) {
  if (pass.is_adapter()) return;
  const Node* stated = pass.declarations.find({ "model", "parameters" });
  const auto keep = [&](const Node* node) {
    if (const std::optional<Count> one = stated_count(node))
      pass.result.parameters.push_back({ one->value, one->value, pass.declarations.place(*node) });
  };
  keep(stated);
  if (stated)
    for (const Member& member : stated->members) keep(&member.value);
  // Without headers the files leave too much room beside a statement.
  const bool is_close = bounds && bounds->most <= 4 * bounds->least;
  if (bounds && (is_close || pass.result.parameters.empty()))
    pass.result.parameters.push_back({ bounds->least, bounds->most, {} });
}

}  // namespace

void examine_parameters(WeightsPass& pass) {
  const auto bounds = pass.weights.complete ? bounds_of_all(pass) : std::nullopt;
  keep_parameters(pass, bounds);
  examine_total_parameters(pass, bounds);
  examine_name(pass, bounds);
}

}  // namespace reallyopen
