#include "text/printable.h"

#include <fmt/format.h>

#include <cstdint>

namespace reallyopen {
namespace {

struct CodePoint {
  char32_t value = 0;
  std::size_t length = 1;
  bool valid = false;
};

// Decodes strictly: no overlong forms, no surrogates, nothing above U+10FFFF (Unicode 15, table
// 3-7).
CodePoint decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t offset) -> char32_t {
    return at + offset < text.size() ? static_cast<std::uint8_t>(text[at + offset]) : 0;
  };
  const auto follows = [&](std::size_t offset) { return (byte(offset) & 0xC0) == 0x80; };
  const char32_t first = byte(0);
  if (first < 0x80) return { first, 1, true };
  if (first >= 0xC2 && first <= 0xDF && follows(1))
    return { (first & 0x1F) << 6 | (byte(1) & 0x3F), 2, true };
  if (first >= 0xE0 && first <= 0xEF && follows(1) && follows(2)) {
    const char32_t value = (first & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    return { value, 3, value >= 0x800 && !surrogate };
  }
  if (first >= 0xF0 && first <= 0xF4 && follows(1) && follows(2) && follows(3)) {
    const char32_t value = (first & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 |
                           (byte(3) & 0x3F);
    return { value, 4, value >= 0x10000 && value <= 0x10FFFF };
  }
  return {};
}

// Characters that change how their neighbours are shown, or that cannot be seen at all.
bool is_deceptive(char32_t value) {
  return value < 0x20 || (value >= 0x7F && value < 0xA0) || value == 0xAD || value == 0x061C ||
         value == 0x180E || (value >= 0x200B && value <= 0x200F) ||
         (value >= 0x2028 && value <= 0x202E) || (value >= 0x2060 && value <= 0x206F) ||
         value == 0xFEFF || (value >= 0xFFF0 && value <= 0xFFFB) || (value & 0xFFFE) == 0xFFFE ||
         (value >= 0xFDD0 && value <= 0xFDEF) || (value >= 0xE0000 && value <= 0xE0FFF);
}

std::string escape(char32_t value) {
  switch (value) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      break;
  }
  if (value < 0x80) return fmt::format("\\x{:02x}", static_cast<unsigned>(value));
  if (value > 0xFFFF) return fmt::format("\\U{:08x}", static_cast<unsigned>(value));
  return fmt::format("\\u{:04x}", static_cast<unsigned>(value));
}

}  // namespace

std::string printable(std::string_view text, std::size_t limit) {
  std::string result;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    if (count == limit) return result + "…";
    if (text[at] >= ' ' && text[at] <= '~') {
      result += text[at++];
      continue;
    }
    const CodePoint point = decode(text, at);
    if (!point.valid) {
      result += fmt::format("\\x{:02x}", static_cast<std::uint8_t>(text[at]));
      ++at;
      continue;
    }
    if (is_deceptive(point.value))
      result += escape(point.value);
    else
      result += text.substr(at, point.length);
    at += point.length;
  }
  return result;
}

std::string in_backticks(std::string_view text, std::size_t limit) {
  return fmt::format("`{}`", printable(text, limit));
}

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char byte : text) count += (static_cast<std::uint8_t>(byte) & 0xC0) != 0x80;
  return count;
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    if (!point.valid) return false;
    at += point.length;
  }
  return true;
}

}  // namespace reallyopen
