#include "wording/clause.h"

#include <algorithm>

namespace reallyopen {
namespace {

constexpr std::size_t
  widest = 64;  // tokens that a clause may have on each side: the work for each mention is bounded

}  // namespace

std::string_view Clause::text_of(std::size_t token) const {
  return sentence.substr(tokens[token].begin, tokens[token].end - tokens[token].begin);
}

Heads Clause::heads(std::size_t from, std::size_t to, bool any_name) const {
  if (from >= to) return {};
  Heads found = find_heads(tokens.subspan(from, to - from),
                           { .spaced = has_articles(), .any_name = any_name && has_articles() });
  found.move(from);
  return found;
}

std::size_t Clause::before(std::size_t i) const {
  while (i > left) {
    --i;
    const Token& token = tokens[i];
    const bool skipped = token.any({ Role::filler, Role::degree, Role::has, Role::later,
                                     Role::negation, Role::superlative }) ||
                         token.kind == TokenKind::mark;
    if (!skipped || token.any({ Role::we, Role::our, Role::is, Role::conjunction, Role::self }))
      return i;
  }
  return nowhere;
}

bool Clause::is_titled() const {
  for (std::size_t i = end; i < std::min(right, end + 4); ++i) {
    if (tokens[i].kind == TokenKind::colon) return text_of(i) == ":" || text_of(i) == "：";
    if (is_noun(tokens[i]) || tokens[i].kind == TokenKind::comma) return false;
  }
  return false;
}

bool Clause::is_plural(std::size_t noun) const {
  return has_articles() && !tokens[noun].has(Role::weights) &&
         (text_of(noun).ends_with('s') || text_of(noun).ends_with('e') ||
          text_of(noun).ends_with('n'));
}

Clause clause_around(const SentenceTokens& sentence, std::size_t mention) {
  Clause clause{ .sentence = sentence.text,
                 .tokens = sentence.tokens,
                 .lexicon = sentence.lexicon,
                 .heading = sentence.heading,
                 .names_known = sentence.names_known,
                 .begin = mention,
                 .end = mention + 1,
                 .left = mention,
                 .right = mention + 1 };
  const auto stops = [&](std::size_t i) { return clause.tokens[i].kind == TokenKind::stop; };
  while (clause.left > 0 && mention - clause.left < widest && !stops(clause.left - 1))
    --clause.left;
  while (clause.right < clause.tokens.size() && clause.right - mention < widest &&
         !stops(clause.right))
    ++clause.right;
  if (mention > clause.left && clause.tokens[mention - 1].has(Role::degree)) --clause.begin;
  return clause;
}

}  // namespace reallyopen
