// The fields of a protocol buffer message, one after the other (protobuf's encoding).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace reallyopen {

class ProtocolBuffer {
 public:
  explicit ProtocolBuffer(std::string_view bytes) : bytes_(bytes) {}

  struct Field {
    std::uint64_t number = 0;
    std::string_view bytes;   // of texts and messages; of a fixed number its own
    std::uint64_t value = 0;  // of a varint
  };
  // Nothing at the end, and where the bytes are no message: then is_valid() is false.
  std::optional<Field> next();
  bool is_valid() const { return valid_; }

 private:
  std::optional<std::uint64_t> varint();
  std::optional<Field> stop();

  std::string_view bytes_;
  bool valid_ = true;
};

}  // namespace reallyopen
