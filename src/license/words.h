// The words of a licence text as matching sees them: what wrapping, case, punctuation and markup do
// not change.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace reallyopen {

struct TextWord {
  std::uint16_t code = 0;   // a hash of the word in its usual spelling
  bool negligible = false;  // of a copyright line, or a list marker
  int line = 0;             // 1-based
  std::uint32_t at = 0;     // its stretch in the text, in bytes
  std::uint32_t length = 0;
};

// At most `limit` words.
std::vector<TextWord> words_of_text(std::string_view text, std::size_t limit);

// The code of one word in lower case.
std::uint16_t word_code(std::string_view word);

// `not`, `only`, `commercial`…: alone such a word may change what a text grants.
bool is_weighty(std::uint16_t code);

}  // namespace reallyopen
