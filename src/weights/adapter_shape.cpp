#include "weights/adapter_shape.h"

namespace reallyopen {

AdapterShape adapter_shape_of(std::span<const Tensor> tensors) {
  AdapterShape shape;
  std::set<std::uint64_t> ranks;
  for (const Tensor& tensor : tensors) {
    const std::string_view name = tensor.name;
    const std::size_t at = name.find(".lora_A.");
    if (at == std::string_view::npos || tensor.shape.rank < 2) continue;
    const std::string_view module = name.substr(0, at);
    shape.modules.insert(module.substr(module.rfind('.') + 1));
    ranks.insert(tensor.shape.sizes[0]);
  }
  if (ranks.size() == 1) shape.rank = *ranks.begin();
  return shape;
}

}  // namespace reallyopen
