#include "wording/modality.h"

#include <algorithm>

namespace reallyopen {
namespace {

constexpr std::size_t farthest_modality = 20;  // tokens before the words of openness
constexpr std::size_t longest_adverbial = 6;   // tokens, with its comma

// "not", with nothing but "yet", "an" or "fully" behind it; of a verb a little farther away.
void find_denial(const Clause& clause, Reading& reading) {
  const std::size_t farthest = reading.form == Form::attribute ? 0 : 2;
  std::size_t between = 0;
  for (std::size_t i = clause.begin; i > clause.left; --i) {
    const Token& token = clause.tokens[i - 1];
    const bool only = i < clause.tokens.size() && clause.tokens[i].has(Role::only);
    if (token.has(Role::negation)) {
      if (only) return;
      reading.denied = true;
      reading.denied_words = { i - 1, i };
      return;
    }
    const bool light = token.any({ Role::filler, Role::degree, Role::article, Role::definite,
                                   Role::is, Role::has }) ||
                       token.kind == TokenKind::mark;
    if (token.kind == TokenKind::comma || (!light && ++between > farthest)) return;
  }
}

// "for academic research", "to researchers"
bool follows_for(const Clause& clause, std::size_t i) {
  for (std::size_t k = i; k > clause.end && i - k < 5; --k)
    if (clause.tokens[k - 1].any({ Role::of, Role::preposition, Role::filler })) return true;
  return false;
}

// "In future versions, ...", 未来，…: what stands at the beginning is for all that follows.
std::size_t later_for_all(const Clause& clause) {
  std::size_t later = nowhere;
  for (std::size_t i = clause.left; i < std::min(clause.begin, clause.left + longest_adverbial);
       ++i) {
    if (clause.tokens[i].kind == TokenKind::comma) return later;
    if (clause.tokens[i].any({ Role::is, Role::we, Role::self, Role::verb, Role::offers })) break;
    if (clause.tokens[i].has(Role::later)) later = i;
  }
  return nowhere;
}

}  // namespace

// Denied, or for later.
void find_modality(const Clause& clause, Reading& reading) {
  if (const std::size_t later = later_for_all(clause); later != nowhere) {
    reading.later = true;
    reading.later_words = { later, later + 1 };
  }
  const std::size_t phrase = std::min(reading.determiner, clause.begin);
  for (std::size_t i = clause.begin; i > clause.left && clause.begin - i < farthest_modality; --i) {
    const Token& token = clause.tokens[i - 1];
    const bool starts_anew = token.has(Role::is) && i > clause.left + 1 &&
                             clause.tokens[i - 2].has(Role::conjunction);
    if ((token.kind == TokenKind::comma && i <= phrase) || starts_anew ||
        token.kind == TokenKind::colon || (token.has(Role::clause) && !token.has(Role::later)))
      break;
    if (token.any({ Role::later, Role::wish }) && !token.any({ Role::is })) {
      reading.later = true;
      reading.later_words = { i - 1, i };
    }
  }
  find_denial(clause, reading);
  const std::size_t near = std::min(clause.right, clause.end + 5);
  for (std::size_t i = clause.end; i < near; ++i) {
    if (clause.tokens[i].kind == TokenKind::comma) break;
    if (clause.tokens[i].has(Role::soon)) {
      reading.later = true;
      reading.later_words = { i, i + 1 };
    }
    if (clause.lexicon.verb_last && clause.tokens[i].has(Role::negation)) {
      reading.denied = true;
      reading.denied_words = { i, i + 1 };
    }
  }
}

void find_limits(const Clause& clause, Reading& reading) {
  bool some = false, commercial = false, only = false;
  const std::size_t first = clause.has_articles()
                              ? clause.end
                              : (clause.begin > clause.left + 8 ? clause.begin - 8 : clause.left);
  for (std::size_t i = first; i < std::min(clause.right, clause.end + 14); ++i) {
    if (some && clause.tokens[i].kind == TokenKind::comma) break;
    if (clause.tokens[i].has(Role::commercial)) commercial = true;
    if (some && clause.tokens[i].has(Role::only)) only = true;
    if (clause.tokens[i].has(Role::some) && !some &&
        (!clause.has_articles() || (i > clause.end && follows_for(clause, i)))) {
      some = true;
      reading.limited_words = { i, i + 1 };
    }
  }
  const bool plain = reading.form != Form::attribute &&
                     (reading.openness == Role::open || !clause.has_articles());
  reading.limited = some && !commercial && (only || plain);
}

}  // namespace reallyopen
