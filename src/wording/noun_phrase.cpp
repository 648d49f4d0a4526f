#include "wording/noun_phrase.h"

#include <algorithm>

namespace reallyopen {
namespace {

constexpr std::size_t farthest_noun = 12;  // tokens from the words of openness

// Without blanks, a word that nobody knows may stand between two nouns.
bool joins(const Token& token) {
  return token.kind == TokenKind::word && (token.roles.empty() || token.has(Role::filler)) &&
         token.end - token.begin <= 6;
}

// "open source code, data and models"
std::size_t model_listed(const Clause& clause, std::size_t i, std::size_t found) {
  for (; i < clause.right && ((clause.has_articles() ? separates(clause.tokens[i])
                                                     : clause.tokens[i].has(Role::conjunction)) ||
                              is_noun(clause.tokens[i]) || clause.tokens[i].has(Role::filler) ||
                              (!clause.has_articles() && joins(clause.tokens[i])));
       ++i)
    if (clause.tokens[i].any(model_nouns)) return i;
  return found;
}

bool stops_noun(const Token& token) {
  if (token.kind == TokenKind::opens || token.kind == TokenKind::closes ||
      token.kind == TokenKind::colon)
    return true;
  return token.any({ Role::is, Role::clause, Role::we, Role::our, Role::later, Role::negation,
                     Role::subject, Role::object, Role::as, Role::has, Role::article,
                     Role::definite, Role::of, Role::preposition, Role::elsewhere, Role::self });
}

std::size_t noun_behind(const Clause& clause) {
  std::size_t found = nowhere, holder = nowhere, gap = 0;
  bool coordinated = false, collection = false, linked = false;
  // 代码以某协议开源，模型…: a comma ends what is said of the code.
  if (!clause.has_articles() && clause.end < clause.right &&
      clause.tokens[clause.end].kind == TokenKind::comma)
    return nowhere;
  for (std::size_t i = clause.end; i < std::min(clause.right, clause.end + farthest_noun); ++i) {
    const Token& token = clause.tokens[i];
    const Head head = head_of(token);
    if (token.kind == TokenKind::mark && !token.has(Role::conjunction)) continue;
    if (token.kind == TokenKind::opens && found == nowhere &&
        (clause.has_articles() || linked || i > clause.end)) {
      while (i < clause.right && clause.tokens[i].kind != TokenKind::closes) ++i;
    } else if (separates(token)) {
      if (found != nowhere && head_of(clause.tokens[found]) == Head::thing)
        found = model_listed(clause, i, found);
      if (found != nowhere || collection) break;
      coordinated = true;
    } else if (token.has(Role::link)) {
      if (found != nowhere) break;
      linked = true;
    } else if (token.has(Role::collection) && i + 1 < clause.right &&
               clause.tokens[i + 1].has(Role::of)) {
      collection = true;
      holder = i;
      found = nowhere;
      ++i;
    } else if (is_noun(token) && !(token.has(Role::verb) && found != nowhere)) {
      if (token.has(Role::collection) && !token.has(Role::thing) && head != Head::model) continue;
      if (found != nowhere && clause.tokens[found].has(Role::collection) && head == Head::model)
        break;
      if (coordinated && head != Head::model && head != Head::product) {
        const bool goes_on = i + 1 < clause.right && clause.tokens[i + 1].any(model_nouns);
        if (clause.has_articles() && !goes_on) break;
        continue;
      }
      // `a text-to-speech system` is the model, `an LLM framework` is none.
      const bool task = found != nowhere && i == found + 1 && token.has(Role::product) &&
                        !token.has(Role::thing) && clause.tokens[found].any(model_nouns);
      if (!task) found = i;
      gap = 0;
    } else if (is_name(token)) {
      if (found != nowhere) break;
      if (!coordinated) found = i;
    } else if ((coordinated || linked) && !clause.has_articles() && found == nowhere &&
               token.any({ Role::elsewhere, Role::verb })) {
      continue;
    } else if (collection && found == nowhere &&
               token.any({ Role::article, Role::definite, Role::our, Role::elsewhere })) {
      continue;
    } else if (found != nowhere ? clause.has_articles() || !joins(token) || ++gap > 1
                                : stops_noun(token)) {
      break;
    }
  }
  const bool of_a_thing = found != nowhere && head_of(clause.tokens[found]) == Head::thing;
  return holder != nowhere && clause.tokens[holder].any(model_nouns) && !of_a_thing ? holder
                                                                                    : found;
}

std::size_t noun_before(const Clause& clause) {
  std::size_t found = nowhere;
  for (std::size_t i = clause.begin; i > clause.left && clause.begin - i < farthest_noun;) {
    const Token& token = clause.tokens[--i];
    if (token.kind == TokenKind::mark && !token.has(Role::conjunction)) continue;
    if (is_noun(token) || is_name(token)) {
      if (token.has(Role::collection) && found != nowhere) continue;
      if (!(is_name(token) && found != nowhere)) found = i;
    } else if (token.kind != TokenKind::word ||
               token.any({ Role::article, Role::definite, Role::our, Role::is, Role::clause,
                           Role::as, Role::we, Role::offers, Role::has, Role::others,
                           Role::number }) ||
               (token.any({ Role::preposition, Role::elsewhere, Role::conjunction }) &&
                !token.has(Role::of))) {
      break;
    }
  }
  return found;
}

}  // namespace

std::size_t find_noun(const Clause& clause) {
  return clause.lexicon.noun_before ? noun_before(clause) : noun_behind(clause);
}

}  // namespace reallyopen
