#include "weights/tflite.h"

#include <array>
#include <optional>

#include "bytes/little_endian.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_tflite_rows = 100'000;  // of a vector, and of tensors in all
constexpr std::uint64_t most_tflite_elements = std::uint64_t{ 1 } << 48;

// Places in the file, each checked before it is read; 0 is nowhere.
class FlatBuffer {
 public:
  explicit FlatBuffer(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t root() const { return target(0); }

  // Of field `number` of a table; 0 where it is left out.
  std::uint64_t field(std::uint64_t table, unsigned number) const {
    // The rows of fields are shared, and may stand behind the table.
    const auto back = static_cast<std::int32_t>(static_cast<std::uint32_t>(read(table, 4)));
    const std::int64_t row = static_cast<std::int64_t>(table) - back;
    if (table == 0 || back == 0 || row < 0) return 0;
    const auto fields = static_cast<std::uint64_t>(row);
    const std::uint64_t at = 4 + std::uint64_t{ 2 } * number;
    if (at + 2 > read(fields, 2)) return 0;
    const std::uint64_t offset = read(fields + at, 2);
    return offset == 0 ? 0 : table + offset;
  }

  // What the offset at `place` points at.
  std::uint64_t target(std::uint64_t place) const {
    const std::uint64_t offset = read(place, 4);
    return offset == 0 || offset > bytes_.size() ? 0 : place + offset;
  }

  std::uint64_t vector_of(std::uint64_t table, unsigned number) const {
    const std::uint64_t place = field(table, number);
    return place == 0 ? 0 : target(place);
  }

  std::uint64_t length(std::uint64_t vector) const { return vector == 0 ? 0 : read(vector, 4); }

  std::uint64_t read(std::uint64_t at, std::size_t width) const {
    if (at > bytes_.size() || bytes_.size() - at < width) return 0;
    return number_at(bytes_, static_cast<std::size_t>(at), width);
  }

 private:
  std::string_view bytes_;
};

std::string_view type_of_tflite(std::uint64_t number) {
  constexpr std::array<std::string_view, 11> types = { "F32", "F16", "", "U8", "",   "",
                                                       "",    "",    "", "I8", "F64" };
  if (number == 17) return "I4";
  return number < types.size() ? types[static_cast<std::size_t>(number)] : std::string_view();
}

// Nothing for what is computed, and for types that hold no parameters.
std::optional<Tensor> constant_of(const FlatBuffer& file, std::uint64_t table,
                                  std::uint64_t buffers) {
  const std::uint64_t type = file.field(table, 1);
  const std::uint64_t buffer = file.field(table, 2);
  Tensor tensor{ .name = {}, .type = {}, .elements = 1 };
  tensor.type = type_of_tflite(type == 0 ? 0 : file.read(type, 1));
  const std::uint64_t number = buffer == 0 ? 0 : file.read(buffer, 4);
  if (tensor.type.empty() || number >= file.length(buffers)) return std::nullopt;
  const std::uint64_t content = file.vector_of(file.target(buffers + 4 + 4 * number), 0);
  tensor.bytes = file.length(content);
  tensor.begin = content + 4;
  if (tensor.bytes == 0) return std::nullopt;
  const std::uint64_t shape = file.vector_of(table, 0);
  if (file.length(shape) > 8) return std::nullopt;
  for (std::uint64_t i = 0; i < file.length(shape); ++i) {
    const std::uint64_t size = file.read(shape + 4 + 4 * i, 4);
    if (size > 0 && tensor.elements > most_tflite_elements / size) return std::nullopt;
    tensor.elements *= size;
    tensor.shape.add(size);
  }
  return tensor;
}

}  // namespace

WeightsHeader read_tflite(std::string_view bytes) {
  WeightsHeader header;
  header.status = HeaderStatus::unsupported;
  if (bytes.size() < 8 || bytes.substr(4, 4) != "TFL3") return header;
  const FlatBuffer file(bytes);
  const std::uint64_t graphs = file.vector_of(file.root(), 2);
  const std::uint64_t buffers = file.vector_of(file.root(), 4);
  std::size_t rows = 0;
  for (std::uint64_t graph = 0; graph < file.length(graphs) && rows < most_tflite_rows; ++graph) {
    const std::uint64_t tensors = file.vector_of(file.target(graphs + 4 + 4 * graph), 0);
    ++rows;
    for (std::uint64_t i = 0; i < file.length(tensors) && rows < most_tflite_rows; ++i, ++rows)
      if (auto tensor = constant_of(file, file.target(tensors + 4 + 4 * i), buffers))
        header.tensors.push_back(std::move(*tensor));
  }
  if (!header.tensors.empty()) header.status = HeaderStatus::complete;
  return header;
}

}  // namespace reallyopen
