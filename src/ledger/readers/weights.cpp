// Headers of safetensors and GGUF files: how many parameters they hold, and what GGUF says beside
// them. Shards of one series are added up; another format or number type is the same model again.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "ledger/readers.h"
#include "ledger/weights_header.h"
#include "text/letters.h"
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

std::optional<WeightsHeader> header_of(const SourceFile& file, const Snapshot& snapshot,
                                       std::uint64_t& budget) {
  if (snapshot.lfs_pointer(file.entry)) return std::nullopt;
  std::optional<WeightsHeader> header = read_weights_header(snapshot, file.entry, budget).header;
  const bool complete = header && header->status == HeaderStatus::complete;
  return complete ? std::move(header) : std::nullopt;
}

void gather(const SourceFile& file, std::optional<WeightsHeader> header,
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
    std::ranges::move(header->tensors, std::back_inserter(series.tensors));
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
    out.add("adapter_target", scalar(module), place, scope);
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

struct HeaderRow {
  std::string_view quantity;
  std::string_view key;
  bool ending;  // of a key that begins with the architecture
};

constexpr HeaderRow header_rows[] = {
  { "architecture", "general.architecture", false },
  { "name", "general.name", false },
  { "version", "general.version", false },
  { "developer", "general.organization", false },
  { "developer", "general.author", false },
  { "license", "general.license", false },
  { "license", "general.license.name", false },
  { "context_length", ".context_length", true },
  { "layers", ".block_count", true },
  { "hidden_size", ".embedding_length", true },
  { "intermediate_size", ".feed_forward_length", true },
  { "attention_heads", ".attention.head_count", true },
  { "key_value_heads", ".attention.head_count_kv", true },
  { "experts", ".expert_count", true },
  { "vocabulary_size", ".vocab_size", true },
  { "vocabulary_size", "tokenizer.ggml.tokens", true },  // llama.cpp wants a row for each
};

// `general.base_model.0.repo_url`: `https://huggingface.co/owner/name` is `owner/name`.
std::string_view without_site(std::string_view address) {
  for (const std::string_view site :
       { "https://huggingface.co/datasets/", "https://huggingface.co/" })
    if (address.starts_with(site)) return address.substr(site.size());
  return address;
}

std::optional<std::uint64_t> size_of(const WeightsHeader& header, std::string_view key) {
  for (const auto& [name, size] : header.sizes)
    if (name.ends_with(key)) return size;
  return std::nullopt;
}

// Their heads are not the hidden size in parts.
bool has_own_width(std::string_view architecture) {
  return architecture.starts_with("qwen3") || architecture.starts_with("gemma");
}

// Of the architectures whose attention has nothing but queries, keys and values.
std::optional<std::uint64_t> attention_width(const WeightsHeader& header) {
  const auto architecture = std::ranges::find(header.texts, "general.architecture",
                                              [](const auto& pair) { return pair.first; });
  constexpr std::array<std::string_view, 9> plain = { "llama",    "qwen2", "qwen3",
                                                      "qwen3moe", "gemma", "gemma2",
                                                      "phi3",     "olmo",  "granite" };
  const auto heads = size_of(header, ".attention.head_count");
  const auto hidden = size_of(header, ".embedding_length");
  if (architecture == header.texts.end() || !heads || *heads == 0 || !hidden ||
      std::ranges::find(plain, architecture->second) == plain.end())
    return std::nullopt;
  const auto stated = size_of(header, ".attention.key_length");
  if (!stated && has_own_width(architecture->second)) return std::nullopt;
  const std::uint64_t width = stated.value_or(*hidden / *heads);
  const std::uint64_t pairs = size_of(header, ".attention.head_count_kv").value_or(*heads);
  constexpr std::uint64_t largest = 1u << 20;
  if (*heads > largest || pairs > largest || width > largest) return std::nullopt;
  return (*heads + 2 * pairs) * width;
}

// Of what a quantised file is made for the most part: `general.file_type` of llama.cpp.
std::uint64_t bits_of_file_type(std::uint64_t type) {
  constexpr std::array<unsigned, 19> bits = { 32, 16, 4, 4, 0, 0, 0, 8, 5, 5,
                                              2,  3,  3, 3, 4, 4, 5, 5, 6 };
  constexpr std::uint64_t brain_float = 32;
  if (type == brain_float) return 16;
  return type < bits.size() ? bits[static_cast<std::size_t>(type)] : 0;
}

// `F16`, `Q4_K`; 0 of those that mix more widely.
std::uint64_t bits_of_type(std::string_view type) {
  const std::string known = lower(type);
  if (known == "f32") return 32;
  if (known == "f16" || known == "bf16") return 16;
  if (known.size() < 2 || known[0] != 'q' || !is_digit(known[1])) return 0;
  return static_cast<std::uint64_t>(known[1] - '0');
}

// `model-Q4_K_M.gguf`
std::uint64_t bits_of_name(std::string_view name) {
  name = name.substr(0, name.rfind('.'));
  const std::size_t at = name.find_last_of("-.");
  return bits_of_type(at == std::string_view::npos ? name : name.substr(at + 1));
}

// What the file says of its own numbers, in three places.
void add_bits(const SourceFile& file, const WeightsHeader& header, std::string_view main,
              FactWriter& out) {
  const auto type = size_of(header, "general.file_type");
  const Place place{ .path = file.entry.path, .line_text = "" };
  const std::string scope = scope_of_part(file.folder, file_name(file));
  for (const std::uint64_t bits :
       { bits_of_type(main), type ? bits_of_file_type(*type) : 0, bits_of_name(file_name(file)) })
    if (bits > 0) out.add("bits", scalar(fmt::format("{}", bits)), place, scope);
}

// `general.base_model.0.name` and `.organization`, as the address would write them: "" beside one.
std::string named_base(const WeightsHeader& header, std::string_view key, std::string_view name) {
  if (!key.starts_with("general.base_model.") || !key.ends_with(".name")) return "";
  const std::string start(key.substr(0, key.size() - std::string_view("name").size()));
  const auto first = [](const auto& pair) { return pair.first; };
  const auto organization = std::ranges::find(header.texts, start + "organization", first);
  if (organization == header.texts.end() ||
      std::ranges::find(header.texts, start + "repo_url", first) != header.texts.end())
    return "";
  std::string id = fmt::format("{}/{}", organization->second, name);
  std::ranges::replace(id, ' ', '-');
  return id;
}

void add_metadata(const SourceFile& file, const WeightsHeader& header, FactWriter& out) {
  const Place place{ .path = file.entry.path, .line_text = "" };
  // In the order of the rows: an organization before an author.
  for (const HeaderRow& row : header_rows)
    for (const auto& [key, text] : header.texts)
      if (!row.ending && key == row.key) out.add(row.quantity, scalar(text), place, file.folder);
  for (const auto& [key, text] : header.texts) {
    const bool base = key.starts_with("general.base_model.");
    if ((base || key.starts_with("general.dataset.")) && key.ends_with(".repo_url"))
      out.add(base ? "base_model" : "dataset", scalar(without_site(text)), place, file.folder);
    if (const std::string id = named_base(header, key, text); !id.empty())
      out.add("base_model", scalar(id), place, file.folder);
  }
  for (const auto& [key, size] : header.sizes)
    for (const HeaderRow& row : header_rows)
      if (row.ending && key.ends_with(row.key))
        out.add(row.quantity, scalar(fmt::format("{}", size)), place, file.folder);
  if (const auto width = attention_width(header))
    out.add("attention_width", scalar(fmt::format("{}", *width)), place, file.folder);
}

struct Metadata {
  const SourceFile* file = nullptr;
  std::string main;  // type of most weights
  WeightsHeader header;
};

WeightsHeader without_tensors(const WeightsHeader& header) {
  return { .status = header.status, .problem = {}, .texts = header.texts, .sizes = header.sizes };
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
  std::uint64_t budget = most_header_bytes;
  std::vector<Metadata> metadata;
  for (const SourceFile& file : files) {
    std::optional<WeightsHeader> header = header_of(file, out.snapshot(), budget);
    if (header && file.entry.path.ends_with(".gguf"))
      metadata.push_back({ &file, main_type(header->tensors), without_tensors(*header) });
    gather(file, std::move(header), all);
  }
  // What the tensors are is more than what is said of them.
  for (auto& [key, series] : all) count(series, out);
  for (const Metadata& each : metadata) {
    add_metadata(*each.file, each.header, out);
    add_bits(*each.file, each.header, each.main, out);
  }
  },
  };

}  // namespace reallyopen
