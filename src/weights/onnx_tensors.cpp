#include "weights/onnx_tensors.h"

#include <algorithm>
#include <array>

#include "bytes/protocol_buffer.h"
#include "weights/number_type.h"

namespace reallyopen {
namespace {

constexpr int deepest_graph = 8;
constexpr std::size_t most_onnx_tensors = 200'000;
constexpr std::uint64_t most_onnx_elements = std::uint64_t{ 1 } << 48;

// TensorProto.DataType. Numbers of four bits are two in a byte.
std::string_view type_of_onnx(std::uint64_t number) {
  constexpr std::array<std::string_view, 24> types = {
    "",     "F32",     "U8",          "I8",      "U16",         "I16", "I32", "I64",
    "",     "BOOL",    "F16",         "F64",     "U32",         "U64", "C64", "",
    "BF16", "F8_E4M3", "F8_E4M3FNUZ", "F8_E5M2", "F8_E5M2FNUZ", "U4",  "I4",  "F4"
  };
  return number < types.size() ? types[static_cast<std::size_t>(number)] : std::string_view();
}

class OnnxGraph {
 public:
  explicit OnnxGraph(std::string_view file) : file_(file) {}

  bool read() {
    ProtocolBuffer model(file_);
    bool has_graph = false;
    while (const auto field = model.next()) {
      if (field->number != 7) continue;
      has_graph = true;
      read_graph(field->bytes, 0);
    }
    return has_graph && model.is_valid();
  }

  std::vector<Tensor> take() {
    Tensor attributes{ .name = std::string(onnx_attributes),
                       .type = "F32",
                       .elements = attribute_bytes_ / 4,
                       .bytes = attribute_bytes_ };
    attributes.shape.add(attributes.elements);
    if (attributes.elements > 0) tensors_.push_back(std::move(attributes));
    return std::move(tensors_);
  }

 private:
  void read_graph(std::string_view bytes, int depth) {
    ProtocolBuffer graph(bytes);
    while (const auto field = graph.next()) {
      if (field->number == 1) read_node(field->bytes, depth);
      if (field->number == 5) read_tensor(field->bytes);
    }
  }

  // A constant has its number, a loop or condition a graph of its own.
  void read_node(std::string_view bytes, int depth) {
    ProtocolBuffer node(bytes);
    while (const auto field = node.next()) {
      if (field->number != 5) continue;
      ProtocolBuffer attribute(field->bytes);
      while (const auto part = attribute.next()) {
        if (part->number == 5) read_tensor(part->bytes);
        // One by one, or packed.
        if (part->number == 7) attribute_bytes_ += part->bytes.size();
        if (part->number == 6 && depth < deepest_graph) read_graph(part->bytes, depth + 1);
      }
    }
  }

  static void add_size(std::uint64_t size, Tensor& tensor) {
    const bool too_many = size > 0 && tensor.elements > most_onnx_elements / size;
    tensor.elements = too_many ? 0 : tensor.elements * size;
    tensor.shape.add(size);
  }

  // `dims` is packed by most writers, and one by one by others.
  static void read_sizes(const ProtocolBuffer::Field& field, Tensor& tensor) {
    if (field.bytes.empty()) return add_size(field.value, tensor);
    std::uint64_t size = 0;
    unsigned shift = 0;
    for (const char letter : field.bytes) {
      const auto byte = static_cast<unsigned char>(letter);
      if (shift < 64) size |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
      shift += 7;
      if (byte >= 0x80) continue;
      add_size(size, tensor);
      size = 0;
      shift = 0;
    }
  }

  void read_tensor(std::string_view bytes) {
    ProtocolBuffer message(bytes);
    Tensor tensor{ .name = {}, .type = {}, .elements = 1 };
    while (const auto field = message.next()) {
      switch (field->number) {
        case 1:
          read_sizes(*field, tensor);
          break;
        case 2:
          tensor.type = type_of_onnx(field->value);
          break;
        case 8:
          tensor.name = field->bytes;
          break;
        case 4:   // float_data
        case 9:   // raw_data
        case 10:  // double_data
          tensor.begin = static_cast<std::uint64_t>(field->bytes.data() - file_.data());
          break;
        default:
          break;
      }
    }
    if (!message.is_valid() || tensor.type.empty() || tensors_.size() >= most_onnx_tensors) return;
    const NumberType* type = safetensors_type(tensor.type);
    tensor.bytes = type ? bytes_of(*type, tensor.elements).value_or(0) : (tensor.elements + 1) / 2;
    tensors_.push_back(std::move(tensor));
  }

  std::string_view file_;
  std::vector<Tensor> tensors_;
  std::uint64_t attribute_bytes_ = 0;
};

}  // namespace

WeightsHeader read_onnx(std::string_view bytes) {
  OnnxGraph graph(bytes);
  WeightsHeader header;
  if (!graph.read()) {
    header.problem = "it is no ONNX graph";
    return header;
  }
  header.tensors = graph.take();
  const auto is_folded = [](const Tensor& tensor) {
    return tensor.type == "I64" || tensor.type == "U64" || tensor.type == "BOOL";
  };
  std::erase_if(header.tensors, is_folded);
  header.status = header.tensors.empty() ? HeaderStatus::unsupported : HeaderStatus::complete;
  return header;
}

}  // namespace reallyopen
