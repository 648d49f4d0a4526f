#include "report/inert_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "report/cells.h"
#include "report/inert.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

std::string escape(char32_t unit) { return fmt::format("\\u{:04x}", static_cast<unsigned>(unit)); }

char32_t decode(std::string_view bytes) {
  char32_t value = static_cast<unsigned char>(bytes[0]) &
                   (bytes.size() == 1 ? 0x7Fu : 0xFFu >> (bytes.size() + 1));
  for (const char byte : bytes.substr(1))
    value = value << 6 | (static_cast<unsigned char>(byte) & 0x3Fu);
  return value;
}

}  // namespace

nlohmann::ordered_json or_null(const std::string& text) {
  if (text.empty()) return nullptr;
  return text;
}

std::string inert_json(std::string_view json) {
  std::string result;
  result.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    // Nearly all of it: what everything shows, and what begins no command.
    if (json[at] >= ' ' && json[at] <= '~' && json[at] != '#') {
      result += json[at++];
      continue;
    }
    const std::size_t length = code_point_length(json, at);
    const std::string_view bytes = json.substr(at, length);
    at += length;
    const bool is_shown = bytes == "\n" || printable(bytes) == bytes;
    if (is_shown && !opens_log_command(json, at - length)) {
      result += bytes;
      continue;
    }
    const char32_t value = decode(bytes);
    if (value > 0xFFFF)
      result += escape(0xD800 + ((value - 0x10000) >> 10)) + escape(0xDC00 + (value & 0x3FF));
    else
      result += escape(value);
  }
  return result;
}

}  // namespace reallyopen
