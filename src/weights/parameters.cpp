#include "weights/parameters.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace reallyopen {
namespace {

// What quantisation stores beside the parameters: scales, zero points, order and code books.
bool is_auxiliary(std::string_view name) {
  constexpr std::array<std::string_view, 16> endings = {
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

ParameterCount of_one(const Tensor& tensor) {
  if (is_auxiliary(tensor.name)) return { 0, 0 };
  for (const Packing& packing : packings)
    if (tensor.type == packing.type) return { packing.least, packing.most };
  return { 1, 1 };
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

ParameterCount count_parameters(std::span<const Tensor> tensors) {
  ParameterCount count;
  for (const Tensor& tensor : tensors) {
    const ParameterCount factors = of_one(tensor);
    count.least = capped(count.least, tensor.elements, factors.least);
    count.most = capped(count.most, tensor.elements, factors.most);
  }
  return count;
}

std::string main_type(std::span<const Tensor> tensors) {
  std::map<std::string, std::uint64_t> by_type;
  for (const Tensor& tensor : tensors)
    if (of_one(tensor).most > 0)
      by_type[tensor.type] = capped(by_type[tensor.type], tensor.bytes, 1);
  const auto most = std::ranges::max_element(by_type, {},
                                             [](const auto& row) { return row.second; });
  return most == by_type.end() ? "" : most->first;
}

}  // namespace reallyopen
