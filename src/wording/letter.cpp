#include "wording/letter.h"

namespace reallyopen {
namespace {

bool within(char32_t code, char32_t first, char32_t last) { return code >= first && code <= last; }

Script script_of(char32_t code) {
  if (within(code, 'a', 'z') || within(code, 'A', 'Z') || within(code, '0', '9'))
    return Script::latin;
  if (code < 0xC0) return Script::none;
  if (within(code, 0xC0, 0x24F) || within(code, 0x1E00, 0x1EFF)) return Script::latin;
  if (within(code, 0x370, 0x52F)) return Script::latin;  // Greek and Cyrillic: words with blanks
  if (within(code, 0x3041, 0x3096) || within(code, 0x30A1, 0x30FA) || code == 0x30FC)
    return Script::kana;
  if (within(code, 0x3400, 0x9FFF) || within(code, 0xF900, 0xFAFF) || code == 0x3005)
    return Script::han;
  if (within(code, 0xAC00, 0xD7AF) || within(code, 0x1100, 0x11FF)) return Script::hangul;
  return Script::none;
}

}  // namespace

Letter letter_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t offset) {
    return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0u;
  };
  const unsigned first = byte(0);
  std::size_t length = 1;
  char32_t code = first;
  if (first >= 0xF0 && first < 0xF8) {
    length = 4;
    code = first & 0x07;
  } else if (first >= 0xE0 && first < 0xF0) {
    length = 3;
    code = first & 0x0F;
  } else if (first >= 0xC0 && first < 0xE0) {
    length = 2;
    code = first & 0x1F;
  }
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return { .code = first, .length = 1, .script = Script::none };
    code = code << 6 | (byte(i) & 0x3F);
  }
  return { code, length, script_of(code) };
}

std::string fold(std::string_view text) {
  std::string folded(text);
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const auto byte = static_cast<unsigned char>(folded[i]);
    if (byte >= 'A' && byte <= 'Z') folded[i] = static_cast<char>(byte + 0x20);
    const bool latin_capital = i > 0 && static_cast<unsigned char>(folded[i - 1]) == 0xC3 &&
                               byte >= 0x80 && byte <= 0x9E && byte != 0x97;
    if (latin_capital) folded[i] = static_cast<char>(byte + 0x20);
  }
  return folded;
}

}  // namespace reallyopen
