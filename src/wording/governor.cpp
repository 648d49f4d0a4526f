#include "wording/governor.h"

#include <algorithm>

namespace reallyopen {
namespace {

constexpr std::size_t farthest_governor = 30;  // tokens before the noun
constexpr std::size_t farthest_taker = 8;

bool is_another(const Token& token) {
  return token.kind == TokenKind::name ||
         (token.kind == TokenKind::word && token.capital && token.roles.empty());
}

bool govern_by_subject(const Clause& clause, Reading& reading, std::size_t is) {
  const Heads heads = clause.heads(clause.left, is, true);
  if (heads.own_name) reading.subject = true;
  for (std::size_t i = is > clause.left + 4 ? is - 4 : clause.left; i < is; ++i)
    if (clause.tokens[i].has(Role::others) && !clause.tokens[i].has(Role::filler) &&
        !heads.own_name) {
      set_owner(reading, Owner::other, i);
      return true;
    }
  if (heads.best() == Head::name && !heads.own_name) {
    set_owner(reading, Owner::named, heads.place(Head::name));
    return true;
  }
  const Head subject = heads.best();
  set_owner(reading, Owner::own, subject == Head::none ? is : heads.place(subject));
  return true;
}

}  // namespace

void set_owner(Reading& reading, Owner owner, std::size_t place) {
  reading.owner = owner;
  if (place != nowhere) reading.owner_words = { place, place + 1 };
}

bool is_taken(const Clause& clause, std::size_t i) {
  for (std::size_t k = i; k > clause.left && i - k < farthest_taker; --k) {
    if (clause.tokens[k - 1].has(Role::elsewhere)) return true;
    if (clause.tokens[k - 1].any({ Role::is, Role::offers, Role::we })) return false;
  }
  return false;
}

bool govern(const Clause& clause, Reading& reading, std::size_t i, bool determined, bool closed) {
  const std::size_t start = i;
  for (; i > clause.left && start - i < farthest_governor; --i) {
    const Token& token = clause.tokens[i - 1];
    if (token.kind == TokenKind::own_name && token.end <= clause.tokens[clause.begin].begin &&
        i == start) {
      set_owner(reading, Owner::own, i - 1);
      return true;
    }
    if (token.has(Role::is)) return govern_by_subject(clause, reading, i - 1);
    if (token.has(Role::as) && start - i < 2) {
      if (clause.heads(clause.left, i - 1).own_name) reading.subject = true;
      set_owner(reading, Owner::own, i - 1);
      return true;
    }
    if (token.has(Role::link)) closed = true;
    if (token.has(Role::elsewhere) && !closed && !clause.lexicon.verb_last) {
      set_owner(reading, Owner::other, i - 1);
      return true;
    }
    if (token.has(Role::others) && !token.has(Role::filler) && !determined && !closed) {
      set_owner(reading, Owner::other, i - 1);
      return true;
    }
    if (token.any({ Role::offers, Role::we, Role::collection })) {
      set_owner(reading, Owner::own, i - 1);
      return true;
    }
    if (token.has(Role::clause)) return false;
  }
  return false;
}

// Where the verb stands last, it tells: "... オープンモデルです", "... 오픈소스 모델을 공개합니다".
void govern_from_behind(const Clause& clause, Reading& reading, std::size_t head, bool named) {
  const std::size_t next = head + 1;
  if (next < clause.right && clause.tokens[next].has(Role::object)) {
    for (std::size_t i = next; i < std::min(clause.right, next + 4); ++i)
      if (clause.tokens[i].has(Role::offers)) return set_owner(reading, Owner::own, i);
    return set_owner(reading, Owner::other, next);
  }
  for (std::size_t i = next; i < std::min(clause.right, head + 5); ++i) {
    const Token& token = clause.tokens[i];
    const bool continued = separates(token) && i == head + 2 && clause.tokens[next].has(Role::link);
    if (token.any({ Role::is, Role::as }) || token.kind == TokenKind::comma || continued) {
      // "오픈소스 모델인 Twig": what it is called comes behind.
      if (i + 1 < clause.right && is_another(clause.tokens[i + 1]) && token.has(Role::is))
        return set_owner(reading, Owner::other, i + 1);
      govern_by_subject(clause, reading, head);
      return;
    }
    if (!token.any({ Role::link, Role::collection })) break;
  }
  if (clause.tokens[head].has(Role::collection)) named = true;
  set_owner(reading, named || clause.heading ? Owner::named : Owner::generic, nowhere);
}

}  // namespace reallyopen
