#include "ledger/readers/gguf_metadata.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "repository/path.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

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

std::optional<std::uint64_t> size_of(const GgufMetadata& header, std::string_view key) {
  for (const auto& [name, size] : header.sizes)
    if (name.ends_with(key)) return size;
  return std::nullopt;
}

// Their heads are not the hidden size in parts.
bool has_own_width(std::string_view architecture) {
  return architecture.starts_with("qwen3") || architecture.starts_with("gemma");
}

// Of the architectures whose attention has nothing but queries, keys and values.
std::optional<std::uint64_t> attention_width(const GgufMetadata& header) {
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
void add_bits(const GgufMetadata& header, FactWriter& out) {
  const SourceFile& file = *header.file;
  const std::string_view called = name_of(file.entry.path);
  const auto type = size_of(header, "general.file_type");
  const Place place{ .path = file.entry.path, .line_text = "" };
  const std::string scope = scope_of_part(file.folder, called);
  for (const std::uint64_t bits : { bits_of_type(header.main_type),
                                    type ? bits_of_file_type(*type) : 0, bits_of_name(called) })
    if (bits > 0) out.add("bits", scalar(fmt::format("{}", bits)), place, scope);
}

// `general.base_model.0.name` and `.organization`, as the address would write them: "" beside one.
std::string named_base(const GgufMetadata& header, std::string_view key, std::string_view name) {
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

void add_keys(const GgufMetadata& header, FactWriter& out) {
  const SourceFile& file = *header.file;
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

}  // namespace

void add_gguf_metadata(const GgufMetadata& metadata, FactWriter& out) {
  add_keys(metadata, out);
  add_bits(metadata, out);
}

}  // namespace reallyopen
