#include "bytes/protocol_buffer.h"

namespace reallyopen {

std::optional<std::uint64_t> ProtocolBuffer::varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !bytes_.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

std::optional<ProtocolBuffer::Field> ProtocolBuffer::stop() {
  valid_ = false;
  return std::nullopt;
}

std::optional<ProtocolBuffer::Field> ProtocolBuffer::next() {
  if (bytes_.empty() || !valid_) return std::nullopt;
  const auto tag = varint();
  if (!tag || *tag >> 3U == 0) return stop();
  std::uint64_t length = 0;
  switch (*tag & 7U) {
    case 0: {
      const auto value = varint();
      return value ? std::optional(Field{ *tag >> 3U, {}, *value }) : stop();
    }
    case 1:
      length = 8;
      break;
    case 2: {
      const auto announced = varint();
      if (!announced) return stop();
      length = *announced;
      break;
    }
    case 5:
      length = 4;
      break;
    default:
      return stop();
  }
  if (length > bytes_.size()) return stop();
  const Field field{ *tag >> 3U, bytes_.substr(0, length) };
  bytes_.remove_prefix(length);
  return field;
}

}  // namespace reallyopen
