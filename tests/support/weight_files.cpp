#include "support/weight_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "weights/number_type.h"

namespace reallyopen {
namespace {

std::string gguf_text(std::string_view text) {
  return little_endian(text.size(), 8) + std::string(text);
}

}  // namespace

std::string little_endian(std::uint64_t number, std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes; ++i, number >>= 8) text += static_cast<char>(number & 0xff);
  return text;
}

std::string safetensors_of(std::string_view header, std::size_t data_bytes) {
  return little_endian(header.size(), 8) + std::string(header) + std::string(data_bytes, '\0');
}

// No number again and again, as no training leaves it.
std::string content_of(std::uint64_t bytes, char fill) {
  std::string content(bytes, fill);
  for (std::size_t i = 0; i < content.size(); i += 64)
    content[i] = static_cast<char>(1 + i / 64 % 97);
  return content;
}

std::string safetensors(const std::vector<SampleTensor>& tensors, char fill) {
  std::string header = "{\"__metadata__\":{\"format\":\"pt\"}";
  std::uint64_t end = 0;
  for (const SampleTensor& tensor : tensors) {
    const NumberType* type = safetensors_type(tensor.type);
    if (!type) throw std::logic_error("no type " + tensor.type);
    std::uint64_t elements = 1;
    for (const std::uint64_t size : tensor.shape) elements *= size;
    const std::uint64_t begin = end;
    end += bytes_of(*type, elements).value();
    header += fmt::format(",\"{}\":{{\"dtype\":\"{}\",\"shape\":[{}],\"data_offsets\":[{},{}]}}",
                          tensor.name, tensor.type, fmt::join(tensor.shape, ","), begin, end);
  }
  header += "}";
  header.append((8 - header.size() % 8) % 8, ' ');
  return little_endian(header.size(), 8) + header + content_of(end, fill);
}

GgufBuilder& GgufBuilder::version(std::uint32_t version) {
  version_ = version;
  return *this;
}

GgufBuilder& GgufBuilder::raw_pair(std::string_view key, std::uint32_t type,
                                   std::string_view value) {
  ++pair_count_;
  pairs_ += gguf_text(key) + little_endian(type, 4) + std::string(value);
  return *this;
}

GgufBuilder& GgufBuilder::text(std::string_view key, std::string_view value) {
  return raw_pair(key, 8, gguf_text(value));
}

GgufBuilder& GgufBuilder::number(std::string_view key, std::uint32_t value) {
  return raw_pair(key, 4, little_endian(value, 4));
}

GgufBuilder& GgufBuilder::texts(std::string_view key, const std::vector<std::string>& values) {
  std::string list = little_endian(8, 4) + little_endian(values.size(), 8);
  for (const std::string& value : values) list += gguf_text(value);
  return raw_pair(key, 9, list);
}

GgufBuilder& GgufBuilder::tensor(std::string_view name, std::uint32_t type,
                                 const std::vector<std::uint64_t>& shape, std::uint64_t bytes,
                                 std::int64_t offset) {
  ++tensor_count_;
  const std::uint64_t begin = offset >= 0 ? static_cast<std::uint64_t>(offset)
                                          : (data_ + 31) / 32 * 32;
  tensors_ += gguf_text(name) + little_endian(shape.size(), 4);
  for (const std::uint64_t size : shape) tensors_ += little_endian(size, 8);
  tensors_ += little_endian(type, 4) + little_endian(begin, 8);
  data_ = std::max(data_, begin + bytes);
  return *this;
}

GgufBuilder& GgufBuilder::counts(std::uint64_t tensors, std::uint64_t pairs) {
  announced_ = { static_cast<std::int64_t>(tensors), static_cast<std::int64_t>(pairs) };
  return *this;
}

std::string GgufBuilder::header() const {
  const bool said = announced_.first != -1 || announced_.second != -1;
  return "GGUF" + little_endian(version_, 4) +
         little_endian(said ? static_cast<std::uint64_t>(announced_.first) : tensor_count_, 8) +
         little_endian(said ? static_cast<std::uint64_t>(announced_.second) : pair_count_, 8) +
         pairs_ + tensors_;
}

std::string GgufBuilder::build() const {
  std::string file = header();
  file.append((32 - file.size() % 32) % 32, '\0');
  file.append(data_, '\x11');
  return file;
}

}  // namespace reallyopen
