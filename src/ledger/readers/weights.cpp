// Headers of safetensors and GGUF files: how many parameters they hold, and what GGUF says beside
// them. Shards of one series are added up; another format or number type is the same model again.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "ledger/readers.h"
#include "ledger/readers/gguf_metadata.h"
#include "ledger/weights_header.h"
#include "weights/adapter_shape.h"
#include "weights/model_shape.h"
#include "weights/parameters.h"
#include "weights/quantisation.h"
#include "weights/shard_index.h"
#include "weights/tensor_size.h"

namespace reallyopen {
namespace {

constexpr std::array weights_quantities = std::to_array<std::string_view>({ "name",
                                                                            "developer",
                                                                            "version",
                                                                            "license",
                                                                            "base_model",
                                                                            "dataset",
                                                                            "architecture",
                                                                            "parameters",
                                                                            "adapter_parameters",
                                                                            "number_type",
                                                                            "layers",
                                                                            "hidden_size",
                                                                            "intermediate_size",
                                                                            "attention_heads",
                                                                            "key_value_heads",
                                                                            "experts",
                                                                            "attention_width",
                                                                            "vocabulary_size",
                                                                            "context_length",
                                                                            "tensor_family",
                                                                            "towers",
                                                                            "stacks",
                                                                            "output_head",
                                                                            "purpose",
                                                                            "tensor_size",
                                                                            "quantisation",
                                                                            "bits_of_group",
                                                                            "bits",
                                                                            "adapter_kind",
                                                                            "adapter_rank",
                                                                            "adapter_target",
                                                                            "adapter_layer",
                                                                            "adapter_saved" });

// Files that hold one model together.
struct Series {
  std::vector<Tensor> tensors;
  std::set<std::uint32_t> shards;
  std::uint32_t expected = 1;
  std::string first;  // path
  std::string folder;
  bool adapter = false;
  bool whole = true;  // every header was read
};

std::string_view file_name(const SourceFile& file) {
  return std::string_view(file.entry.path).substr(file.entry.path.rfind('/') + 1);
}

// Null of a pointer, and where it could not be read.
const WeightsHeader* header_of(const SourceFile& file, FactWriter& out) {
  if (out.snapshot().lfs_pointer(file.entry)) return nullptr;
  const std::optional<WeightsHeader>& header = out.headers().of(file.entry).header;
  return header && header->status == HeaderStatus::complete ? &*header : nullptr;
}

void gather(const SourceFile& file, const WeightsHeader* header,
            std::map<std::string, Series>& all) {
  const std::string_view name = file_name(file);
  const auto shard = shard_name(name);
  Series& series = all[file.folder + "/" + (shard ? shard->series : std::string(name))];
  if (series.first.empty()) series.first = file.entry.path;
  series.folder = file.folder;
  // PEFT, diffusers
  series.adapter = name.starts_with("adapter") ||
                   name.find("lora_weights") != std::string_view::npos;
  series.expected = shard ? shard->count : 1;
  series.shards.insert(shard ? shard->number : 1);
  if (!header)
    series.whole = false;
  else
    std::ranges::copy(header->tensors, std::back_inserter(series.tensors));
}

// Masks and positions are whole numbers of a type that no format packs parameters in.
bool is_buffer(const Tensor& tensor) {
  return tensor.type == "I64" || tensor.type == "U64" || tensor.type == "BOOL";
}

void add_shape(const ModelShape& shape, const Place& place, const std::string& scope,
               FactWriter& out) {
  const std::pair<std::string_view, std::optional<std::uint64_t>> sizes[] = {
    { "layers", shape.layers },
    { "hidden_size", shape.hidden_size },
    { "intermediate_size", shape.intermediate_size },
    { "experts", shape.experts },
    { "attention_width", shape.attention_width },
    { "context_length", shape.context_length },
    { "vocabulary_size", shape.vocabulary_size },
  };
  for (const auto& [quantity, size] : sizes)
    if (size) out.add(quantity, scalar(fmt::format("{}", *size)), place, scope);
}

void add_names(const ModelNames& names, const Place& place, const std::string& scope,
               FactWriter& out) {
  const std::pair<std::string_view, std::string_view> texts[] = {
    { "tensor_family", names.family },
    { "stacks", names.stacks },
    { "towers", names.only_text ? "none" : "" },
    { "output_head", names.output_head },
    { "purpose", names.purpose },
    { "experts", names.dense ? "0" : "" },
  };
  for (const auto& [quantity, text] : texts)
    if (!text.empty()) out.add(quantity, scalar(text), place, scope);
}

// Where matrices of two types are mixed, a configuration may name either.
bool is_of_one_type(std::span<const Tensor> tensors) {
  std::set<std::string_view> types;
  for (const Tensor& tensor : tensors)
    if (tensor.shape.rank >= 2) types.insert(tensor.type);
  return types.size() == 1;
}

void add_adapter(std::span<const Tensor> tensors, const Place& place, const std::string& scope,
                 FactWriter& out) {
  const AdapterShape shape = adapter_shape_of(tensors);
  out.add("adapter_kind", scalar(shape.kind), place, scope);
  for (const auto& [module, rank] : shape.ranks) {
    if (rank != 0) out.add("adapter_target", scalar(module), place, scope);
    if (rank)
      out.add("adapter_rank", scalar(fmt::format("{}", *rank)), place,
              scope_of_part(scope, module));
  }
  for (const std::uint64_t layer : shape.layers)
    out.add("adapter_layer", scalar(fmt::format("{}", layer)), place, scope);
  for (const std::string_view module : shape.saved)
    out.add("adapter_saved", scalar(module), place, scope);
}

void add_tensor_sizes(std::span<const Tensor> tensors, const Place& place,
                      const std::string& folder, FactWriter& out) {
  for (const auto& [label, size] : sizes_of_tensors(tensors))
    out.add("tensor_size", scalar(fmt::format("{}", size)), place, scope_of_part(folder, label));
}

void add_quantisation(std::span<const Tensor> tensors, const Place& place,
                      const std::string& folder, FactWriter& out) {
  const Quantisation found = quantisation_of(tensors);
  out.add("quantisation", scalar(found.method), place, folder);
  if (found.bits_of_group)
    out.add("bits_of_group", scalar(fmt::format("{}", *found.bits_of_group)), place, folder);
}

void count(Series& series, FactWriter& out) {
  if (!series.whole || series.shards.size() != series.expected) return;
  const bool only_buffers = std::ranges::all_of(series.tensors, is_buffer);
  if (!only_buffers) std::erase_if(series.tensors, is_buffer);
  const ParameterCount counted = count_parameters(series.tensors);
  const Place place{ .path = series.first, .line_text = "" };
  if (counted.least == counted.most && counted.most > 0)
    out.add(series.adapter ? "adapter_parameters" : "parameters",
            scalar(fmt::format("{}", counted.most)), place, series.folder);
  add_tensor_sizes(series.tensors, place, series.folder, out);
  if (series.adapter) return add_adapter(series.tensors, place, series.folder, out);
  for (const PartShape& each : shapes_of(series.tensors))
    add_shape(each.shape, place, scope_of_part(series.folder, each.part), out);
  const std::vector<std::uint64_t> stages = layers_of_stages(series.tensors);
  for (std::size_t i = 0; i < stages.size(); ++i)
    out.add("layers", scalar(fmt::format("{}", stages[i])), place,
            scope_of_part(series.folder, fmt::format("stage {}", i)));
  add_names(names_of(series.tensors), place, series.folder, out);
  if (!series.first.ends_with(".gguf")) add_quantisation(series.tensors, place, series.folder, out);
  out.add("number_type", scalar(main_type(series.tensors)), place, series.folder,
          !is_of_one_type(series.tensors));
}

}  // namespace

constinit const Reader weights_reader = {
  .id = "weights",
  .source = SourceKind::weights,
  .quantities = weights_quantities,
  .takes =
    [](std::string_view name, std::string_view) {
  return name.ends_with(".safetensors") || name.ends_with(".gguf");
  },
  .read =
    [](std::span<const SourceFile> files, FactWriter& out) {
  std::map<std::string, Series> all;
  std::vector<GgufMetadata> metadata;
  for (const SourceFile& file : files) {
    const WeightsHeader* header = header_of(file, out);
    if (header && file.entry.path.ends_with(".gguf"))
      metadata.push_back({ &file, main_type(header->tensors), header->texts, header->sizes });
    gather(file, header, all);
  }
  // What the tensors are is more than what is said of them.
  for (auto& [key, series] : all) count(series, out);
  for (const GgufMetadata& each : metadata) add_gguf_metadata(each, out);
  },
  };

}  // namespace reallyopen
