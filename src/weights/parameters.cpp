#include "weights/parameters.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

namespace reallyopen {
namespace {

// What quantisation stores beside the parameters: scales, zero points, order and code books.
bool is_auxiliary(std::string_view name) {
  constexpr std::array<std::string_view, 18> endings = {
    ".qzeros",
    ".g_idx",
    ".scales",
    ".weight_scale",
    ".weight_scale_inv",
    ".input_scale",
    "_scales",
    ".absmax",
    ".quant_map",
    ".nested_absmax",
    ".nested_quant_map",
    ".weight_zero_point",
    ".SCB",
    ".weight_shape",
    "._weight_scale",
    "._weight_zero_point",
    ".bitsandbytes__nf4",
    ".bitsandbytes__fp4",
  };
  return std::ranges::any_of(endings,
                             [&](std::string_view ending) { return name.ends_with(ending); });
}

struct Packing {
  std::string_view type;
  std::uint64_t least;  // parameters that one stored number may hold
  std::uint64_t most;
};

// One bit is the least that a parameter was ever given. Whole numbers may also be buffers: masks,
// positions.
constexpr std::array packings = std::to_array<Packing>({
  { "U8", 1, 8 },
  { "I8", 1, 8 },
  { "I16", 1, 16 },
  { "U16", 1, 16 },
  { "I32", 1, 32 },
  { "U32", 1, 32 },
  { "I64", 0, 1 },
  { "U64", 0, 1 },
  { "BOOL", 0, 0 },
  { "F8_E8M0", 0, 1 },
});

// A causal mask: one square over all positions, as GPT-2's and GPT-NeoX's checkpoints hold it.
bool may_be_mask(const Tensor& tensor) {
  const auto& sizes = tensor.shape.sizes;
  const unsigned rank = tensor.shape.rank;
  if (rank < 3 || rank > 4 || sizes[rank - 1] != sizes[rank - 2]) return false;
  return std::all_of(sizes.begin(), sizes.begin() + rank - 2,
                     [](std::uint64_t size) { return size == 1; }) &&
         (tensor.name.ends_with("bias") || tensor.name.ends_with("mask"));
}

// bitsandbytes packs two parameters in a byte, whatever type it stores the bytes as
// (`bnb_4bit_quant_storage`); a tensor beside them says so.
constexpr std::array<std::string_view, 2> quant_states = { ".quant_state.bitsandbytes__nf4",
                                                           ".quant_state.bitsandbytes__fp4" };

std::set<std::string_view> names_of_packed(std::span<const Tensor> tensors) {
  std::set<std::string_view> names;
  for (const Tensor& tensor : tensors)
    for (const std::string_view ending : quant_states)
      if (tensor.name.ends_with(ending))
        names.insert(std::string_view(tensor.name).substr(0, tensor.name.size() - ending.size()));
  return names;
}

ParameterCount of_one(const Tensor& tensor) {
  if (is_auxiliary(tensor.name)) return { 0, 0 };
  if (may_be_mask(tensor)) return { 0, 1 };
  for (const Packing& packing : packings)
    if (tensor.type == packing.type) return { packing.least, packing.most };
  return { 1, 1 };
}

// Quantisation leaves them as they were, and in a small model they are most of the bytes.
bool is_of_vocabulary(std::string_view name) {
  constexpr std::array<std::string_view, 6> parts = { "embed",   "wte.",       "wpe.",
                                                      "lm_head", "token_embd", "output.weight" };
  return std::ranges::any_of(
    parts, [&](std::string_view part) { return name.find(part) != std::string_view::npos; });
}

// A header may announce any number of elements; a sum that stops growing is as implausible as a
// larger one.
std::uint64_t capped(std::uint64_t sum, std::uint64_t elements, std::uint64_t factor) {
  constexpr std::uint64_t cap = std::uint64_t{ 1 } << 62;
  if (factor == 0) return sum;
  if (elements > cap / factor) return cap;
  return std::min(cap, sum + elements * factor);
}

}  // namespace

bool holds_parameters(const Tensor& tensor) {
  const ParameterCount one = of_one(tensor);
  return one.least == 1 && one.most == 1;
}

ParameterCount count_parameters(std::span<const Tensor> tensors) {
  ParameterCount count;
  const std::set<std::string_view> packed = names_of_packed(tensors);
  for (const Tensor& tensor : tensors) {
    if (packed.contains(tensor.name)) {
      count.least = capped(count.least, tensor.bytes, 2);
      count.most = capped(count.most, tensor.bytes, 2);
      continue;
    }
    const ParameterCount factors = of_one(tensor);
    count.least = capped(count.least, tensor.elements, factors.least);
    count.most = capped(count.most, tensor.elements, factors.most);
  }
  return count;
}

std::string main_type(std::span<const Tensor> tensors) {
  const std::set<std::string_view> packed = names_of_packed(tensors);
  std::map<std::string, std::uint64_t> layers;
  std::map<std::string, std::uint64_t> vocabulary;
  for (const Tensor& tensor : tensors) {
    if (of_one(tensor).most == 0) continue;
    auto& by_type = is_of_vocabulary(tensor.name) ? vocabulary : layers;
    const std::string& type = packed.contains(tensor.name) ? "U8" : tensor.type;
    by_type[type] = capped(by_type[type], tensor.bytes, 1);
  }
  const auto& all = layers.empty() ? vocabulary : layers;
  const auto most = std::ranges::max_element(all, {}, [](const auto& row) { return row.second; });
  return most == all.end() ? "" : most->first;
}

}  // namespace reallyopen
