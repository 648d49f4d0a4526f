#include "weights/openvino.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace reallyopen {
namespace {

constexpr std::size_t longest_element = 2000;
constexpr std::size_t most_openvino_tensors = 200'000;
constexpr std::uint64_t most_openvino_elements = std::uint64_t{ 1 } << 48;

// `name="text"` of one element.
std::string_view attribute_of(std::string_view element, std::string_view name) {
  for (std::size_t at = element.find(name); at != std::string_view::npos;
       at = element.find(name, at + 1)) {
    const std::string_view rest = element.substr(at + name.size());
    if (at == 0 || element[at - 1] != ' ' || !rest.starts_with("=\"")) continue;
    return rest.substr(2, rest.find('"', 2) - 2);
  }
  return {};
}

std::string_view type_of_openvino(std::string_view name) {
  struct Row {
    std::string_view name;
    std::string_view type;
  };
  constexpr std::array rows = std::to_array<Row>({ { "f32", "F32" },
                                                   { "f16", "F16" },
                                                   { "bf16", "BF16" },
                                                   { "f64", "F64" },
                                                   { "i8", "I8" },
                                                   { "u8", "U8" },
                                                   { "i4", "I4" },
                                                   { "u4", "U4" },
                                                   { "nf4", "NF4" },
                                                   { "f8e4m3", "F8_E4M3" },
                                                   { "f8e5m2", "F8_E5M2" } });
  for (const Row& row : rows)
    if (row.name == name) return row.type;
  return "";
}

std::uint64_t number_of(std::string_view text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool read_openvino_shape(std::string_view text, Tensor& tensor) {
  tensor.elements = 1;
  while (!text.empty()) {
    const std::size_t digit = text.find_first_of("0123456789");
    if (digit == std::string_view::npos) break;
    text.remove_prefix(digit);
    const std::uint64_t size = number_of(text);
    if (size > 0 && tensor.elements > most_openvino_elements / size) return false;
    tensor.elements *= size;
    tensor.shape.add(size);
    text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
  }
  return true;
}

}  // namespace

WeightsHeader read_openvino(std::string_view xml) {
  WeightsHeader header;
  if (xml.substr(0, 512).find("<net") == std::string_view::npos) {
    header.problem = "it is no OpenVINO model";
    return header;
  }
  constexpr std::string_view start = "<data ";
  for (std::size_t at = xml.find(start); at != std::string_view::npos; at = xml.find(start, at)) {
    at += start.size();
    const std::string_view near = xml.substr(at - 1, longest_element);
    const std::string_view element = near.substr(0, near.find('>'));
    const std::string_view size = attribute_of(element, "size");
    Tensor tensor;
    tensor.type = type_of_openvino(attribute_of(element, "element_type"));
    if (size.empty() || tensor.type.empty() ||
        !read_openvino_shape(attribute_of(element, "shape"), tensor))
      continue;
    tensor.bytes = number_of(size);
    tensor.begin = number_of(attribute_of(element, "offset"));
    if (header.tensors.size() < most_openvino_tensors) header.tensors.push_back(std::move(tensor));
  }
  header.status = header.tensors.empty() ? HeaderStatus::unsupported : HeaderStatus::complete;
  return header;
}

}  // namespace reallyopen
