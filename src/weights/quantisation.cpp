#include "weights/quantisation.h"

#include <map>
#include <string>

namespace reallyopen {
namespace {

constexpr std::uint64_t bits_of_word = 32;

using TensorsByName = std::map<std::string_view, const Tensor*>;

struct MethodRow {
  std::string_view part;  // of the name of a tensor
  std::string_view method;
};
constexpr MethodRow method_rows[] = {
  { ".quant_state.bitsandbytes__", "bitsandbytes 4 bit" },
  { ".SCB", "bitsandbytes 8 bit" },
  { ".weight_packed", "compressed-tensors" },
  { "._weight_qdata", "torchao" },
  { ".g_idx", "gptq" },
  { "_proj_blocks", "mxfp4" },
  { ".weight_scale_inv", "fp8" },
  { ".weight_scale", "scaled" },
};

std::string_view method_by_name(std::span<const Tensor> tensors) {
  for (const MethodRow& row : method_rows)
    for (const Tensor& tensor : tensors)
      if (tensor.name.find(row.part) != std::string::npos) return row.method;
  return "";
}

const Tensor* beside(const TensorsByName& all, std::string_view name, std::string_view ending,
                     std::string_view other) {
  if (!name.ends_with(ending)) return nullptr;
  const std::string sibling = std::string(name.substr(0, name.size() - ending.size())) +
                              std::string(other);
  const auto found = all.find(sibling);
  return found == all.end() || found->second->shape.rank != 2 ? nullptr : found->second;
}

// Words of 32 bits of one row or column, shared by so many scales.
std::optional<std::uint64_t> shared(std::uint64_t words, std::uint64_t scales) {
  // One scale for a whole row or column has no group.
  if (scales < 2 || words * bits_of_word % scales != 0) return std::nullopt;
  return words * bits_of_word / scales;
}

struct Found {
  std::string_view method;
  std::optional<std::uint64_t> bits;
};

// GPTQ packs along the inputs, the rows; AWQ along the outputs.
std::optional<Found> look_at(const TensorsByName& all, const Tensor& tensor) {
  if (tensor.shape.rank != 2) return std::nullopt;
  const auto& sizes = tensor.shape.sizes;
  if (const Tensor* scales = beside(all, tensor.name, ".qweight", ".scales")) {
    const auto& others = scales->shape.sizes;
    if (sizes[1] == others[1]) return Found{ "gptq", shared(sizes[0], others[0]) };
    return sizes[1] < others[1] ? std::optional(Found{ "awq", std::nullopt }) : std::nullopt;
  }
  if (const Tensor* scales = beside(all, tensor.name, ".weight_packed", ".weight_scale"))
    return Found{ "compressed-tensors", shared(sizes[1], scales->shape.sizes[1]) };
  const Tensor* scales = beside(all, tensor.name, ".weight", ".scales");
  if (scales && tensor.type == "U32")
    return Found{ "mlx", shared(sizes[1], scales->shape.sizes[1]) };
  return std::nullopt;
}

bool is_plain(std::span<const Tensor> tensors) {
  bool any = false;
  for (const Tensor& tensor : tensors) {
    if (tensor.shape.rank < 2) continue;
    any = true;
    if (tensor.type != "F32" && tensor.type != "BF16" && tensor.type != "F16") return false;
  }
  return any;
}

}  // namespace

Quantisation quantisation_of(std::span<const Tensor> tensors) {
  TensorsByName all;
  for (const Tensor& tensor : tensors) all.emplace(tensor.name, &tensor);
  Quantisation found;
  bool agree = true;
  for (const Tensor& tensor : tensors) {
    const auto one = look_at(all, tensor);
    if (!one) continue;
    if (!found.method.empty() && found.method != one->method) return {};
    found.method = one->method;
    agree = agree && (!found.bits_of_group || !one->bits || *found.bits_of_group == *one->bits);
    if (one->bits) found.bits_of_group = one->bits;
  }
  if (!agree) found.bits_of_group.reset();
  if (found.method.empty()) found.method = method_by_name(tensors);
  if (found.method.empty() && is_plain(tensors)) found.method = "none";
  return found;
}

}  // namespace reallyopen
