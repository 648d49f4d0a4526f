#include "weights/gguf.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <tuple>

#include "text/printable.h"
#include "weights/number_type.h"

namespace reallyopen {
namespace {

// Bounds that the reference reader has.
constexpr std::uint64_t longest_text = std::uint64_t{ 1 } << 30;
constexpr std::uint64_t largest_alignment = std::uint64_t{ 1 } << 20;
constexpr std::size_t longest_tensor_name = 63;
constexpr std::uint32_t most_gguf_dimensions = 4;
// The least that a pair, and a tensor, can take: what says more than the file can hold is wrong.
constexpr std::uint64_t shortest_pair = 8 + 4 + 1;
constexpr std::uint64_t shortest_tensor = 8 + 4 + 4 + 8;
constexpr std::size_t longest_kept_text = 4096;

constexpr std::string_view tokens_key = "tokenizer.ggml.tokens";
constexpr std::uint32_t text_type = 8;
constexpr std::uint32_t array_type = 9;
constexpr std::uint32_t uint16_type = 2;
constexpr std::uint32_t uint32_type = 4;
constexpr std::uint32_t uint64_type = 10;
// By the number of the type; 0: has no fixed size.
constexpr std::array<std::uint64_t, 13> value_sizes = { 1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8 };

// Ends the reading; caught in read_gguf and nowhere else.
struct Stop {
  HeaderStatus status;
  std::string problem;
  std::uint64_t needed = 0;
};

[[noreturn]] void fail(std::string problem) {
  throw Stop{ HeaderStatus::invalid, std::move(problem) };
}

class Cursor {
 public:
  Cursor(std::string_view front, std::uint64_t size) : front_(front), size_(size) {}

  std::string_view take(std::uint64_t length) {
    skip(length);
    if (position_ > front_.size()) throw Stop{ HeaderStatus::needs_more, "", position_ };
    return front_.substr(static_cast<std::size_t>(position_ - length),
                         static_cast<std::size_t>(length));
  }

  void skip(std::uint64_t length) {
    if (length > size_ - position_)
      fail(fmt::format("the header breaks off: {} bytes are announced at byte {}, and {} are left",
                       length, position_, size_ - position_));
    position_ += length;
  }

  std::uint64_t number(std::size_t bytes) {
    const std::string_view text = take(bytes);
    std::uint64_t value = 0;
    for (std::size_t i = bytes; i > 0; --i)
      value = value << 8 | static_cast<unsigned char>(text[i - 1]);
    return value;
  }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }

  std::string_view text() {
    const std::uint64_t length = u64();
    if (length > longest_text) fail(fmt::format("a text would have {} bytes", length));
    return take(length);
  }

  std::uint64_t position() const { return position_; }
  std::uint64_t left() const { return size_ - position_; }

 private:
  std::string_view front_;
  std::uint64_t size_;
  std::uint64_t position_ = 0;
};

std::uint64_t size_of_value(std::uint32_t type, std::string_view key) {
  if (type >= value_sizes.size())
    fail(
      fmt::format("{} has the type {}, which the format does not know", in_backticks(key), type));
  return value_sizes[type];
}

// The number of its values.
std::uint64_t skip_array(Cursor& cursor, std::string_view key) {
  const std::uint32_t type = cursor.u32();
  const std::uint64_t size = size_of_value(type, key);
  const std::uint64_t count = cursor.u64();
  if (type == array_type)
    throw Stop{ HeaderStatus::unsupported,
                fmt::format("{} is a list of lists", in_backticks(key)) };
  const std::uint64_t least = size > 0 ? size : 8;
  if (count > cursor.left() / least)
    fail(
      fmt::format("{} announces {} values, more than the file can hold", in_backticks(key), count));
  if (size > 0)
    cursor.skip(count * size);
  else
    for (std::uint64_t i = 0; i < count; ++i) cursor.text();
  return count;
}

bool is_whole(std::uint32_t type) {
  return type == uint16_type || type == uint32_type || type == uint64_type;
}

// `llama.block_count`: what the model is made of.
bool is_dimension(std::string_view key) {
  constexpr std::array<std::string_view, 12> endings = {
    ".context_length",       ".block_count",          ".embedding_length",
    ".feed_forward_length",  ".attention.head_count", ".attention.head_count_kv",
    ".attention.key_length", ".expert_count",         ".attention.value_length",
    ".vocab_size",           "general.file_type",     "split.count",
  };
  return std::ranges::any_of(endings,
                             [&](std::string_view ending) { return key.ends_with(ending); });
}

struct Pairs {
  std::vector<std::pair<std::string, std::string>> texts;
  std::vector<std::pair<std::string, std::uint64_t>> sizes;
  std::uint64_t alignment = 32;
};

void check_alignment(std::uint64_t alignment) {
  if (alignment == 0 || (alignment & (alignment - 1)) != 0 || alignment > largest_alignment)
    fail(fmt::format("`general.alignment` is {}: a power of two up to {} is allowed", alignment,
                     largest_alignment));
}

Pairs read_pairs(Cursor& cursor, std::uint64_t count) {
  Pairs pairs;
  std::set<std::string, std::less<>> keys;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::string key(cursor.text());
    if (!keys.insert(key).second) fail(fmt::format("{} stands twice", in_backticks(key)));
    const std::uint32_t type = cursor.u32();
    const std::uint64_t size = size_of_value(type, key);
    if (type == array_type) {
      const std::uint64_t values = skip_array(cursor, key);
      if (key == tokens_key) pairs.sizes.emplace_back(key, values);
    } else if (type == text_type) {
      const std::string_view value = cursor.text();
      if (key.starts_with("general."))
        pairs.texts.emplace_back(key, value.substr(0, longest_kept_text));
    } else if (key == "general.alignment") {
      if (type != uint32_type) fail("`general.alignment` is no 32-bit number");
      pairs.alignment = cursor.u32();
      check_alignment(pairs.alignment);
    } else if (is_dimension(key) && is_whole(type)) {
      pairs.sizes.emplace_back(key, cursor.number(static_cast<std::size_t>(size)));
    } else {
      cursor.skip(size);
    }
  }
  return pairs;
}

Tensor read_tensor(Cursor& cursor, std::uint64_t alignment) {
  Tensor tensor{ .name = std::string(cursor.text()) };
  if (tensor.name.size() > longest_tensor_name)
    fail(fmt::format("the name of tensor {} is longer than {} bytes", in_backticks(tensor.name),
                     longest_tensor_name));
  const std::uint32_t dimensions = cursor.u32();
  if (dimensions > most_gguf_dimensions)
    fail(fmt::format("tensor {} has {} dimensions; {} are allowed", in_backticks(tensor.name),
                     dimensions, most_gguf_dimensions));
  tensor.elements = 1;
  for (std::uint32_t i = 0; i < dimensions; ++i) {
    const std::uint64_t size = cursor.u64();
    if (size > 0 && tensor.elements >
                      static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) / size)
      fail(fmt::format("the shape of tensor {} is too large", in_backticks(tensor.name)));
    tensor.elements *= size;
    tensor.shape.add(size);
  }
  // GGUF counts from the innermost.
  const unsigned kept = std::min<unsigned>(tensor.shape.rank, tensor.shape.sizes.size());
  std::reverse(tensor.shape.sizes.begin(), tensor.shape.sizes.begin() + kept);
  const std::uint32_t number = cursor.u32();
  tensor.begin = cursor.u64();
  if (tensor.begin % alignment != 0)
    fail(fmt::format("tensor {} starts at {}, which is no multiple of {}",
                     in_backticks(tensor.name), tensor.begin, alignment));
  const NumberType* type = gguf_type(number);
  tensor.type = type ? std::string(type->name) : fmt::format("type {}", number);
  if (!type) return tensor;
  const std::optional<std::uint64_t> bytes = bytes_of(*type, tensor.elements);
  if (!bytes)
    fail(fmt::format("tensor {} has {} elements, which do not fill blocks of {}",
                     in_backticks(tensor.name), tensor.elements, type->name));
  tensor.bytes = *bytes;
  return tensor;
}

void check_layout(std::vector<Tensor>& tensors, std::uint64_t available) {
  std::ranges::sort(tensors, [](const Tensor& a, const Tensor& b) {
    return std::tie(a.begin, a.bytes, a.name) < std::tie(b.begin, b.bytes, b.name);
  });
  std::uint64_t end = 0;
  for (const Tensor& tensor : tensors) {
    if (tensor.begin < end)
      fail(fmt::format("tensor {} overlaps another", in_backticks(tensor.name)));
    if (tensor.begin > available || tensor.bytes > available - tensor.begin)
      fail(fmt::format("tensor {} ends beyond the file: it is cut off", in_backticks(tensor.name)));
    end = tensor.begin + tensor.bytes;
  }
}

void check_version(std::uint32_t version) {
  if (version == 2 || version == 3) return;
  if (version == 1)
    throw Stop{ HeaderStatus::unsupported, "GGUF version 1, of which the layout differs" };
  if (version == 0x02000000 || version == 0x03000000)
    throw Stop{ HeaderStatus::unsupported, "a big-endian GGUF file" };
  if (version == 0) fail("the GGUF version is 0");
  throw Stop{ HeaderStatus::unsupported, fmt::format("GGUF version {}", version) };
}

WeightsHeader read_all(std::string_view front, std::uint64_t size) {
  Cursor cursor(front, size);
  if (cursor.take(4) != "GGUF") fail("the file does not start with `GGUF`");
  check_version(cursor.u32());
  const std::uint64_t tensor_count = cursor.u64();
  const std::uint64_t pair_count = cursor.u64();
  if (pair_count > cursor.left() / shortest_pair || tensor_count > cursor.left() / shortest_tensor)
    fail(fmt::format("{} pairs and {} tensors are announced, more than the file can hold",
                     pair_count, tensor_count));

  WeightsHeader header;
  Pairs pairs = read_pairs(cursor, pair_count);
  header.texts = std::move(pairs.texts);
  header.sizes = std::move(pairs.sizes);
  std::set<std::string> names;
  for (std::uint64_t i = 0; i < tensor_count; ++i) {
    Tensor tensor = read_tensor(cursor, pairs.alignment);
    if (!names.insert(tensor.name).second)
      fail(fmt::format("tensor {} stands twice", in_backticks(tensor.name)));
    header.tensors.push_back(std::move(tensor));
  }
  if (!header.tensors.empty()) {
    const std::uint64_t padding = (pairs.alignment - cursor.position() % pairs.alignment) %
                                  pairs.alignment;
    check_layout(header.tensors, cursor.left() < padding ? 0 : cursor.left() - padding);
  }
  header.status = HeaderStatus::complete;
  return header;
}

}  // namespace

WeightsHeader read_gguf(std::string_view front, std::uint64_t size) {
  try {
    return read_all(front, size);
  } catch (const Stop& stop) {
    return { .status = stop.status, .problem = stop.problem, .needed = stop.needed };
  }
}

}  // namespace reallyopen
