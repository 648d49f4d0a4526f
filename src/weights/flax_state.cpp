#include "weights/flax_state.h"

#include <algorithm>
#include <array>
#include <optional>

#include "weights/number_type.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_flax_arrays = 200'000;
constexpr std::uint64_t most_flax_elements = std::uint64_t{ 1 } << 48;

// One after the other: maps and lists are announced by their number of items only.
class MessagePack {
 public:
  explicit MessagePack(std::string_view bytes) : bytes_(bytes) {}

  struct Item {
    enum class Kind { other, number, list, text, extension } kind = Kind::other;
    std::uint64_t number = 0;  // also how many a list has, and the type of an extension
    std::string_view bytes;
  };

  // Nothing at the end, and where the bytes are none.
  std::optional<Item> next() {
    if (bytes_.empty()) return std::nullopt;
    const auto code = static_cast<unsigned char>(bytes_[0]);
    bytes_.remove_prefix(1);
    using enum Item::Kind;
    if (code < 0x80) return Item{ number, code, {} };
    if (code < 0x90 || code >= 0xe0) return Item{};
    if (code < 0xa0) return Item{ list, code & 0x0fU, {} };
    if (code < 0xc0) return sized(text, code & 0x1fU);
    return coded(code);
  }

 private:
  std::optional<Item> coded(unsigned char code) {
    using enum Item::Kind;
    constexpr std::array<unsigned char, 10> lengths = { 4, 8, 1, 2, 4, 8, 1, 2, 4, 8 };
    if (code >= 0xcc && code <= 0xcf) {  // whole numbers
      const auto value = big_endian(1U << (code - 0xccU));
      return value ? std::optional(Item{ number, *value, {} }) : std::nullopt;
    }
    if (code >= 0xca && code <= 0xd3) return sized(other, lengths[code - 0xcaU]);
    if (code >= 0xc4 && code <= 0xc6) return counted(other, 1U << (code - 0xc4U));
    if (code >= 0xd9 && code <= 0xdb) return counted(text, 1U << (code - 0xd9U));
    if (code >= 0xc7 && code <= 0xc9) return extension_of(big_endian(1U << (code - 0xc7U)));
    if (code >= 0xd4 && code <= 0xd8) return extension_of(1U << (code - 0xd4U));
    if (code >= 0xdc && code <= 0xdf) {
      const auto count = big_endian(code % 2 == 0 ? 2 : 4);
      return count ? std::optional(Item{ code < 0xde ? list : other, *count, {} }) : std::nullopt;
    }
    return Item{};
  }

  std::optional<std::uint64_t> big_endian(std::size_t width) {
    if (bytes_.size() < width) return std::nullopt;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i)
      value = value << 8U | static_cast<unsigned char>(bytes_[i]);
    bytes_.remove_prefix(width);
    return value;
  }

  std::optional<Item> sized(Item::Kind kind, std::uint64_t length) {
    if (length > bytes_.size()) return std::nullopt;
    const Item item{ kind, 0, bytes_.substr(0, static_cast<std::size_t>(length)) };
    bytes_.remove_prefix(item.bytes.size());
    return item;
  }

  std::optional<Item> counted(Item::Kind kind, std::size_t width) {
    const auto length = big_endian(width);
    return length ? sized(kind, *length) : std::nullopt;
  }

  std::optional<Item> extension_of(std::optional<std::uint64_t> length) {
    const auto type = big_endian(1);
    if (!length || !type) return std::nullopt;
    auto item = sized(Item::Kind::extension, *length);
    if (item) item->number = *type;
    return item;
  }

  std::string_view bytes_;
};

std::string_view type_of_flax(std::string_view name) {
  if (name == "float32") return "F32";
  if (name == "bfloat16") return "BF16";
  if (name == "float16") return "F16";
  return name == "float64" ? "F64" : "";
}

std::optional<Tensor> flax_array(std::string_view bytes, std::string_view file) {
  using Kind = MessagePack::Item::Kind;
  MessagePack parts(bytes);
  const auto all = parts.next();
  const auto shape = parts.next();
  if (!all || !shape || shape->kind != Kind::list || shape->number > 8) return std::nullopt;
  Tensor tensor{ .name = {}, .type = {}, .elements = 1 };
  for (std::uint64_t i = 0; i < shape->number; ++i) {
    const auto size = parts.next();
    if (!size || size->kind != Kind::number ||
        (size->number > 0 && tensor.elements > most_flax_elements / size->number))
      return std::nullopt;
    tensor.elements *= size->number;
    tensor.shape.add(size->number);
  }
  const auto type = parts.next();
  const auto content = parts.next();
  if (!type || !content || type_of_flax(type->bytes).empty()) return std::nullopt;
  tensor.type = type_of_flax(type->bytes);
  tensor.bytes = content->bytes.size();
  if (!content->bytes.empty())
    tensor.begin = static_cast<std::uint64_t>(content->bytes.data() - file.data());
  return tensor;
}

}  // namespace

WeightsHeader read_flax_state(std::string_view bytes) {
  WeightsHeader header;
  MessagePack items(bytes);
  std::string_view key;
  while (const auto item = items.next()) {
    if (item->kind == MessagePack::Item::Kind::text) key = item->bytes.substr(0, 400);
    if (item->kind != MessagePack::Item::Kind::extension || item->number != 1 ||
        header.tensors.size() >= most_flax_arrays)
      continue;
    if (auto tensor = flax_array(item->bytes, bytes)) {
      tensor->name = key;
      header.tensors.push_back(std::move(*tensor));
    }
  }
  header.status = header.tensors.empty() ? HeaderStatus::unsupported : HeaderStatus::complete;
  return header;
}

}  // namespace reallyopen
