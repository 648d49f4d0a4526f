// A sentence cut at blanks and punctuation, before words are known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "wording/letter.h"
#include "wording/tokens.h"

namespace reallyopen {

// Letters between blanks and punctuation: a word of a language that sets blanks, or one letter of
// one that does not.
struct Piece {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Script script = Script::none;
  TokenKind kind = TokenKind::word;
  bool joined = false;     // to the one before, by a hyphen or the like
  bool adjacent = false;   // nothing stands between it and the one before
  bool conjoined = false;  // an ampersand or a plus
  bool slash = false;      // stands before it: `LLM/VLM`
  bool apostrophe = false;
};

// At most `most` pieces; what is behind them is not read.
std::vector<Piece> cut_into_pieces(std::string_view text, std::size_t most);

}  // namespace reallyopen
