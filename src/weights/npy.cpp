#include "weights/npy.h"

#include <array>
#include <charconv>

#include "bytes/little_endian.h"
#include "weights/number_type.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_npy_header = 64 << 10;
constexpr std::uint64_t most_npy_elements = std::uint64_t{ 1 } << 48;

// `'descr': '<f4'` without quotes; "" for records.
std::string_view text_after(std::string_view header, std::string_view key) {
  const std::size_t at = header.find(key);
  if (at == std::string_view::npos) return {};
  std::string_view rest = header.substr(at + key.size());
  const std::size_t begin = rest.find_first_not_of(": ");
  if (begin == std::string_view::npos || rest[begin] != '\'') return {};
  rest.remove_prefix(begin + 1);
  return rest.substr(0, rest.find('\''));
}

std::string_view type_of_npy(std::string_view description) {
  struct Row {
    std::string_view kind;
    std::string_view type;
  };
  constexpr std::array rows = std::to_array<Row>({ { "f2", "F16" },
                                                   { "f4", "F32" },
                                                   { "f8", "F64" },
                                                   { "i1", "I8" },
                                                   { "i2", "I16" },
                                                   { "i4", "I32" },
                                                   { "i8", "I64" },
                                                   { "u1", "U8" },
                                                   { "u2", "U16" },
                                                   { "u4", "U32" },
                                                   { "u8", "U64" },
                                                   { "b1", "BOOL" },
                                                   { "c8", "C64" } });
  if (description.size() < 3) return "";
  for (const Row& row : rows)
    if (description.substr(1) == row.kind) return row.type;
  return "";
}

// `(8, 4)`, `(3,)`, `()`
bool read_shape(std::string_view header, Tensor& tensor) {
  const std::size_t key = header.find("'shape'");
  if (key == std::string_view::npos) return false;
  const std::size_t open = header.find('(', key);
  const std::size_t close = header.find(')', key);
  if (open == std::string_view::npos || close == std::string_view::npos || close < open)
    return false;
  std::string_view sizes = header.substr(open + 1, close - open - 1);
  tensor.elements = 1;
  while (sizes.find_first_of("0123456789") != std::string_view::npos) {
    sizes.remove_prefix(sizes.find_first_of("0123456789"));
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(sizes.data(), sizes.data() + sizes.size(), size);
    if (error != std::errc() || (size > 0 && tensor.elements > most_npy_elements / size))
      return false;
    tensor.elements *= size;
    tensor.shape.add(size);
    sizes.remove_prefix(static_cast<std::size_t>(end - sizes.data()));
  }
  return true;
}

}  // namespace

bool starts_like_npy(std::string_view front) { return front.starts_with("\x93NUMPY"); }

std::optional<Tensor> read_npy(std::string_view front) {
  if (front.size() < 12 || !starts_like_npy(front)) return std::nullopt;
  const std::size_t width = front[6] == 1 ? 2 : 4;
  const std::uint64_t length = number_at(front, 8, width);
  if (length > most_npy_header || front.size() - 8 - width < length) return std::nullopt;
  const std::string_view header = front.substr(8 + width, static_cast<std::size_t>(length));
  Tensor tensor;
  tensor.begin = 8 + width + length;
  tensor.type = type_of_npy(text_after(header, "'descr'"));
  const NumberType* type = safetensors_type(tensor.type);
  if (!type || !read_shape(header, tensor)) return std::nullopt;
  tensor.bytes = bytes_of(*type, tensor.elements).value_or(0);
  return tensor;
}

}  // namespace reallyopen
