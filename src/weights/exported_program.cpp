#include "weights/exported_program.h"

#include <array>
#include <nlohmann/json.hpp>

#include "weights/number_type.h"

namespace reallyopen {
namespace {

constexpr std::uint64_t most_exported_elements = std::uint64_t{ 1 } << 48;

// ScalarType of the schema.
std::string_view type_of_exported(std::uint64_t number) {
  constexpr std::array<std::string_view, 14> types = { "",    "U8",  "I8",   "I16", "I32",
                                                       "I64", "F16", "F32",  "F64", "",
                                                       "C64", "",    "BOOL", "BF16" };
  return number < types.size() ? types[static_cast<std::size_t>(number)] : std::string_view();
}

const nlohmann::json* member(const nlohmann::json* node, const char* key) {
  if (!node || !node->is_object()) return nullptr;
  const auto found = node->find(key);
  return found == node->end() ? nullptr : &*found;
}

std::uint64_t number_of_json(const nlohmann::json* node) {
  return node && node->is_number_unsigned() ? node->get<std::uint64_t>() : 0;
}

// False where a size is not a plain number.
bool read_exported_sizes(const nlohmann::json* sizes, Tensor& tensor) {
  if (!sizes || !sizes->is_array()) return false;
  tensor.elements = 1;
  for (const nlohmann::json& each : *sizes) {
    const nlohmann::json* plain = member(&each, "as_int");
    const std::uint64_t size = number_of_json(plain);
    if (!plain || (size > 0 && tensor.elements > most_exported_elements / size)) return false;
    tensor.elements *= size;
    tensor.shape.add(size);
  }
  return true;
}

}  // namespace

TorchState read_exported_weights(std::string_view json) {
  TorchState state;
  const nlohmann::json parsed = nlohmann::json::parse(json, nullptr, false);
  const nlohmann::json* config = member(&parsed, "config");
  if (!config || !config->is_object()) return state;
  state.readable = true;
  for (const auto& [name, row] : config->items()) {
    const nlohmann::json* meta = member(&row, "tensor_meta");
    const nlohmann::json* path = member(&row, "path_name");
    Tensor tensor{ .name = name, .type = {} };
    if (!read_exported_sizes(member(meta, "sizes"), tensor) || !path || !path->is_string())
      continue;
    tensor.type = type_of_exported(number_of_json(member(meta, "dtype")));
    if (const NumberType* type = safetensors_type(tensor.type))
      tensor.bytes = bytes_of(*type, tensor.elements).value_or(0);
    state.tensors.push_back(std::move(tensor));
    state.storages.push_back(path->get<std::string>());
  }
  state.all_storages = state.storages;
  state.count = count_parameters(state.tensors);
  return state;
}

}  // namespace reallyopen
