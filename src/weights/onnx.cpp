#include "weights/onnx.h"

#include <algorithm>

#include "bytes/protocol_buffer.h"

namespace reallyopen {
namespace {

// Numbers of fields in onnx.proto3.
constexpr std::uint64_t graph_of_model = 7;
constexpr std::uint64_t initializer_of_graph = 5;
constexpr std::uint64_t external_data_of_tensor = 13;
constexpr std::uint64_t key_of_entry = 1;
constexpr std::uint64_t value_of_entry = 2;
constexpr std::size_t most_files = 1000;

void add_location(std::string_view entry, std::vector<std::string>& files) {
  ProtocolBuffer pair(entry);
  std::string_view key;
  std::string_view value;
  while (const auto field = pair.next()) {
    if (field->number == key_of_entry) key = field->bytes;
    if (field->number == value_of_entry) value = field->bytes;
  }
  const bool is_new = std::ranges::find(files, value) == files.end();
  if (key == "location" && !value.empty() && is_new && files.size() < most_files)
    files.emplace_back(value);
}

}  // namespace

std::vector<std::string> external_files_of_onnx(std::string_view bytes) {
  std::vector<std::string> files;
  ProtocolBuffer model(bytes);
  while (const auto part = model.next()) {
    if (part->number != graph_of_model) continue;
    ProtocolBuffer graph(part->bytes);
    while (const auto node = graph.next()) {
      if (node->number != initializer_of_graph) continue;
      ProtocolBuffer tensor(node->bytes);
      while (const auto field = tensor.next())
        if (field->number == external_data_of_tensor) add_location(field->bytes, files);
    }
  }
  if (!model.is_valid()) files.clear();
  return files;
}

}  // namespace reallyopen
