#include "wording/lexicon.h"

#include <algorithm>
#include <array>

#include "text/letters.h"
#include "wording/letter.h"

namespace reallyopen {
namespace {

std::string_view word_of(const LexiconRow& row) {
  return lexicon_text().substr(row.offset, row.length);
}

const Lexicon& named(std::string_view name) {
  const auto found = std::ranges::find(lexicons(), name, &Lexicon::name);
  return found == lexicons().end() ? lexicons().front() : *found;
}

// How many words of a sentence a language knows, but for those of openness, which all know.
std::size_t familiar_words(std::string_view text, const Lexicon& lexicon) {
  constexpr Roles everywhere{ Role::open, Role::open_source, Role::open_weights };
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" ,.;:()'\n", at), text.size());
    const Roles roles = end > at ? lexicon.roles_of(text.substr(at, end - at)) : Roles();
    if (!roles.empty() && !roles.any(everywhere)) ++count;
    at = end + 1;
  }
  return count;
}

bool has_any(std::string_view text, std::span<const LexiconRow> Lexicon::*triggers) {
  const std::string folded = fold(text);
  for (const Lexicon& lexicon : lexicons())
    for (const LexiconRow& row : lexicon.*triggers)
      if (folded.find(word_of(row)) != std::string::npos) return true;
  return false;
}

const Lexicon& by_words(std::string_view text, const Lexicon* around) {
  constexpr std::size_t margin = 2;
  const std::string folded = fold(text);
  const Lexicon* best = nullptr;
  std::size_t most = 0;
  for (const std::string_view name : { "english", "french", "german", "spanish" }) {
    const Lexicon& lexicon = named(name);
    const std::size_t count = familiar_words(folded, lexicon);
    if (best != nullptr && count <= most) continue;
    best = &lexicon;
    most = count;
  }
  if (around == nullptr || around->unspaced) return *best;
  return familiar_words(folded, *around) + margin > most ? *around : *best;
}

}  // namespace

Roles Lexicon::roles_of(std::string_view word) const {
  if (word.size() > longest) return {};
  const auto found = std::ranges::lower_bound(words, word, {}, word_of);
  return found != words.end() && word_of(*found) == word ? Roles(found->roles) : Roles();
}

Roles Lexicon::roles_by_ending(std::string_view word) const {
  const LexiconRow* longest_ending = nullptr;
  for (const LexiconRow& row : endings)
    if (word.size() > row.length && word.ends_with(word_of(row)) &&
        (longest_ending == nullptr || row.length > longest_ending->length))
      longest_ending = &row;
  return longest_ending != nullptr ? Roles(longest_ending->roles) : Roles();
}

const Lexicon& english_lexicon() {
  static const Lexicon& english = named("english");
  return english;
}

const Lexicon& lexicon_for(std::string_view text, const Lexicon* around) {
  std::size_t han = 0, kana = 0, hangul = 0, latin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = letter_at(text, at);
    at += letter.length;
    switch (letter.script) {
      case Script::han:
        ++han;
        break;
      case Script::kana:
        ++kana;
        break;
      case Script::hangul:
        ++hangul;
        break;
      case Script::latin:
        ++latin;
        break;
      case Script::none:
        break;
    }
  }
  // A name or two in Latin letters does not make another language of a sentence.
  if (around != nullptr && around->unspaced) {
    if (around->name == "korean" && hangul > 0) return *around;
    if (around->name == "japanese" && kana + han > 0) return *around;
    if (around->name == "chinese" && han > 0 && kana == 0) return *around;
  }
  if (hangul > 0 && hangul * 8 >= latin) return named("korean");
  if (kana > 0 && (kana + han) * 8 >= latin && kana * 12 >= han) return named("japanese");
  if (han > 0 && han * 8 >= latin) return named("chinese");
  return by_words(text, around);
}

bool may_speak_of_openness(std::string_view text) { return has_any(text, &Lexicon::triggers); }

bool may_promise(std::string_view line) { return has_any(line, &Lexicon::promise_triggers); }

}  // namespace reallyopen
