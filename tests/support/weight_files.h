// Small weight files, made on the spot.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reallyopen {

struct SampleTensor {
  std::string name;
  std::string type = "BF16";
  std::vector<std::uint64_t> shape;
};

std::string little_endian(std::uint64_t number, std::size_t bytes);

// Any header, right or wrong, before `data_bytes` bytes of content.
std::string safetensors_of(std::string_view header, std::size_t data_bytes);
// A valid file; `fill` makes contents differ.
std::string safetensors(const std::vector<SampleTensor>& tensors, char fill = '\0');

// Puts a GGUF file together; every part can be left out or said wrongly.
class GgufBuilder {
 public:
  GgufBuilder& version(std::uint32_t version);
  GgufBuilder& text(std::string_view key, std::string_view value);
  GgufBuilder& number(std::string_view key, std::uint32_t value);
  GgufBuilder& texts(std::string_view key, const std::vector<std::string>& values);
  // A pair of a type of your choice, of which `value` is the raw rest.
  GgufBuilder& raw_pair(std::string_view key, std::uint32_t type, std::string_view value);
  // `offset` -1: behind the tensor before, aligned to 32.
  GgufBuilder& tensor(std::string_view name, std::uint32_t type,
                      const std::vector<std::uint64_t>& shape, std::uint64_t bytes,
                      std::int64_t offset = -1);
  GgufBuilder& counts(std::uint64_t tensors, std::uint64_t pairs);  // what is announced
  std::string build() const;
  std::string header() const;

 private:
  std::uint32_t version_ = 3;
  std::uint64_t pair_count_ = 0;
  std::uint64_t tensor_count_ = 0;
  std::pair<std::int64_t, std::int64_t> announced_ = { -1, -1 };
  std::string pairs_;
  std::string tensors_;
  std::uint64_t data_ = 0;
};

}  // namespace reallyopen
