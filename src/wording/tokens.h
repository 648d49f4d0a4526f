// A sentence as words with roles. Linear in its length.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wording/lexicon.h"

namespace reallyopen {

enum class TokenKind : std::uint8_t {
  word,
  name,      // looks like a model's: `Leaf-7B`, `LeafNet`
  own_name,  // of the model at hand
  comma,
  stop,  // ends a clause: `;`, `!`
  colon,
  opens,  // a bracket
  closes,
  mark,  // an emoji, a quotation mark
};

struct Token {
  TokenKind kind = TokenKind::word;
  Roles roles;  // none: a word that the lexicon does not know
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool capital = false;

  bool has(Role role) const { return roles.has(role); }
  bool any(Roles some) const { return roles.any(some); }
};

// `names` are what the model is called, as `squeezed` writes them.
std::vector<Token> tokenize(std::string_view sentence, const Lexicon& lexicon,
                            std::span<const std::string> names);

}  // namespace reallyopen
