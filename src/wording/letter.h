// The letters of a text, as far as telling words apart needs them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace reallyopen {

enum class Script : std::uint8_t { none, latin, han, kana, hangul };

struct Letter {
  char32_t code = 0;
  std::size_t length = 1;  // in bytes; a byte that is no UTF-8 is a letter of its own
  Script script = Script::none;
};

Letter letter_at(std::string_view text, std::size_t at);

// Capital letters of ASCII and of Latin-1 made small, byte for byte.
std::string fold(std::string_view text);

}  // namespace reallyopen
