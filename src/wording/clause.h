// One mention of openness, and the part of the sentence that can speak of it.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "wording/heads.h"
#include "wording/lexicon.h"
#include "wording/tokens.h"

namespace reallyopen {

struct SentenceTokens {
  std::string_view text;
  std::span<const Token> tokens;
  const Lexicon& lexicon;
  bool heading = false;
  bool names_known = false;  // what the model is called, so that another name is another model
};

struct Clause {
  std::string_view sentence;
  std::span<const Token> tokens;
  const Lexicon& lexicon;
  bool heading = false;
  bool names_known = false;
  // Tokens, as [begin, end).
  std::size_t begin = 0;  // the words of openness
  std::size_t end = 0;
  std::size_t left = 0;  // the clause around them, at most 64 tokens to each side
  std::size_t right = 0;

  // English has articles; in the languages without, nothing before a noun means nothing.
  bool has_articles() const { return !lexicon.unspaced; }
  std::string_view text_of(std::size_t token) const;
  // Of the tokens [from, to); with `any_name` a word with a capital letter may be a name.
  Heads heads(std::size_t from, std::size_t to, bool any_name = false) const;
  // The token before `i` that is more than an adverb, or `nowhere`.
  std::size_t before(std::size_t i) const;
  bool is_titled() const;  // a colon follows
  bool is_plural(std::size_t noun) const;
};

// Around the token `mention`, with the degree before it: "fully open".
Clause clause_around(const SentenceTokens& sentence, std::size_t mention);

}  // namespace reallyopen
