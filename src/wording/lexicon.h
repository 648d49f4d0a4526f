// The words of one language and their roles, prepared by the build from schemas/wording/.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "wording/role.h"

namespace reallyopen {

struct LexiconRow {
  std::uint32_t offset = 0;  // of the word in the text that all rows share
  std::uint16_t length = 0;
  std::uint64_t roles = 0;
};

struct Lexicon {
  std::string_view name;
  bool noun_before = false;              // where the noun stands that "open source" describes
  bool unspaced = false;                 // no articles, and few blanks
  bool verb_last = false;                // what denies a sentence stands at its end
  std::uint16_t longest = 0;             // word, in bytes
  std::span<const LexiconRow> words;     // sorted by their bytes
  std::span<const LexiconRow> endings;   // of words: German writes `Sprachmodell` as one
  std::span<const LexiconRow> triggers;  // in every text that speaks of openness
  std::span<const LexiconRow> promise_triggers;  // in every line that promises something

  // `word` in lower case, its parts with one blank between them. Empty: the lexicon lacks it.
  Roles roles_of(std::string_view word) const;
  // Of a word that is not in the lexicon itself, by its end.
  Roles roles_by_ending(std::string_view word) const;
};

std::span<const Lexicon> lexicons();
const Lexicon& english_lexicon();

// By the letters that a text is written with, and by its commonest words; where they leave it open,
// the language of the text around it.
const Lexicon& lexicon_for(std::string_view text, const Lexicon* around = nullptr);

// Whether any lexicon has a word of openness that could stand in `text`; cheap, for whole files.
bool may_speak_of_openness(std::string_view text);

// The same for lines that promise something.
bool may_promise(std::string_view line);

// What the generated table holds.
std::string_view lexicon_text();

}  // namespace reallyopen
