#include "wording/owner.h"

#include <algorithm>

namespace reallyopen {
namespace {

constexpr std::size_t farthest_determiner = 8;  // tokens before the words of openness
constexpr std::size_t farthest_governor = 30;

void set_owner(Reading& reading, Owner owner, std::size_t place) {
  reading.owner = owner;
  if (place != nowhere) reading.owner_words = { place, place + 1 };
}

// "the open source model Leafnet", "the open source model (Leafnet)", "the open release of Leafnet"
bool is_called_own(const Clause& clause, std::size_t head) {
  for (std::size_t i = head; i < std::min(head + 3, clause.tokens.size()); ++i) {
    if (clause.tokens[i].kind == TokenKind::own_name) return true;
    if (i > head && clause.tokens[i].kind != TokenKind::opens && !clause.tokens[i].has(Role::of))
      return false;
  }
  return false;
}

// 某某开源的模型: somebody who is named opened it.
bool is_opened_before(const Clause& clause) {
  if (clause.has_articles() || clause.lexicon.verb_last || !clause.names_known) return false;
  if (clause.begin <= clause.left || clause.end >= clause.right) return false;
  const Token& before = clause.tokens[clause.begin - 1];
  const bool somebody = before.kind == TokenKind::name ||
                        (before.kind == TokenKind::word && before.roles.empty());
  for (std::size_t i = clause.left; i < clause.begin; ++i)
    if (clause.tokens[i].kind == TokenKind::own_name) return false;
  return somebody && clause.tokens[clause.end].has(Role::link);
}

// "our report Leafnet: an open source model"
bool is_title_of_paper(const Clause& clause) {
  std::size_t colon = clause.begin;
  while (colon > clause.left && clause.tokens[colon - 1].kind != TokenKind::colon) --colon;
  return std::any_of(clause.tokens.begin() + static_cast<long>(clause.left),
                     clause.tokens.begin() + static_cast<long>(colon),
                     [](const Token& token) { return token.has(Role::paper); }) &&
         colon > clause.left;
}

// "a fast, small, open source model"
bool goes_on_before(const Clause& clause, std::size_t comma) {
  if (clause.tokens[comma].kind != TokenKind::comma || comma == clause.left) return false;
  const Token& token = clause.tokens[comma - 1];
  return token.kind == TokenKind::word && (token.roles.empty() || token.has(Role::filler));
}

bool ends_determining(const Token& token) {
  return (token.kind != TokenKind::word && !is_name(token) && token.kind != TokenKind::mark) ||
         token.any({ Role::is, Role::offers, Role::as, Role::conjunction, Role::clause, Role::of,
                     Role::preposition, Role::verb, Role::subject, Role::object });
}

// "open source models such as", 开源模型中
bool speaks_of_many(const Clause& clause, std::size_t head) {
  if (head + 1 >= clause.right) return false;
  if (clause.tokens[head + 1].any({ Role::others, Role::within })) return true;
  if (head + 2 < clause.right && clause.tokens[head + 1].has(Role::conjunction) &&
      clause.tokens[head + 2].has(Role::others))
    return true;
  // "オープンソースモデルを使用"
  for (std::size_t i = head + 1; clause.lexicon.verb_last && i < std::min(clause.right, head + 4);
       ++i) {
    if (clause.tokens[i].any({ Role::elsewhere, Role::within })) return true;
    if (clause.tokens[i].kind == TokenKind::comma ||
        clause.tokens[i].any({ Role::is, Role::subject, Role::verb }))
      return false;
  }
  return false;
}

// "Open source models are catching up"
bool tells_of_many(const Clause& clause, std::size_t head) {
  return !clause.heading && clause.is_plural(head) && head + 1 < clause.right &&
         clause.tokens[head + 1].any({ Role::is, Role::verb, Role::has });
}

// "of open source models", but not "a family of open source models"
bool is_generic(const Clause& clause, std::size_t i) {
  if (!clause.tokens[i].any({ Role::of, Role::preposition })) return false;
  for (std::size_t k = i; k > clause.left && i - k < 3; --k)
    if (clause.tokens[k - 1].has(Role::collection)) return false;
  return true;
}

// 与开源模型…对比
bool compares(const Clause& clause, std::size_t head) {
  for (std::size_t i = head + 1;
       i < std::min(clause.right, head + 12) && clause.tokens[i].kind != TokenKind::comma; ++i)
    if (clause.tokens[i].has(Role::elsewhere)) return true;
  return false;
}

// "the model is released under an open licence"
void find_licensed(const Clause& clause, Reading& reading) {
  set_owner(reading, Owner::generic, nowhere);
  const std::size_t head = reading.head_words.begin;
  if (head + 1 < clause.right && clause.tokens[head + 1].has(Role::of))
    if (const Heads heads = clause.heads(head + 2, clause.right); heads.has(Head::model))
      return set_owner(reading, Owner::own, heads.place(Head::model));
  if (clause.tokens[clause.begin].capital) return;  // the name of a licence
  std::size_t under = clause.begin;
  while (under > clause.left && clause.begin - under < farthest_determiner &&
         !clause.tokens[under - 1].has(Role::preposition))
    --under;
  if (under == clause.left || !clause.tokens[under - 1].has(Role::preposition)) {
    if (clause.has_articles() || clause.begin == clause.left ||
        !clause.tokens[clause.begin - 1].any(model_nouns))
      return;
    return set_owner(reading, Owner::own, clause.begin - 1);
  }
  const bool told = std::any_of(clause.tokens.begin() + static_cast<long>(clause.left),
                                clause.tokens.begin() + static_cast<long>(under),
                                [](const Token& token) {
    return token.any({ Role::is, Role::offers });
  });
  if (!told && clause.has_articles()) return;
  const Heads heads = clause.heads(clause.left, under);
  for (const Head kind : { Head::model, Head::name, Head::self })
    if (heads.has(kind)) return set_owner(reading, Owner::own, heads.place(kind));
  for (std::size_t i = clause.left; i < clause.begin; ++i)
    if (clause.tokens[i].has(Role::offers)) return set_owner(reading, Owner::own, i);
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

// Looks to the left for the word that says whose the noun is.
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

bool is_taken(const Clause& clause, std::size_t i) {
  for (std::size_t k = i; k > clause.left && i - k < farthest_determiner; --k) {
    if (clause.tokens[k - 1].has(Role::elsewhere)) return true;
    if (clause.tokens[k - 1].any({ Role::is, Role::offers, Role::we })) return false;
  }
  return false;
}

bool is_another(const Token& token) {
  return token.kind == TokenKind::name ||
         (token.kind == TokenKind::word && token.capital && token.roles.empty());
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

}  // namespace

bool is_introduced(const Clause& clause) {
  for (std::size_t i = clause.left + 1; i < clause.begin; ++i)
    if ((clause.tokens[i].kind == TokenKind::colon || clause.tokens[i].kind == TokenKind::comma) &&
        clause.tokens[i - 1].kind == TokenKind::own_name)
      return true;
  return false;
}

void find_owner(const Clause& clause, Reading& reading) {
  const std::size_t head = reading.head_words.begin;
  reading.subject = is_introduced(clause) || (reading.does_a_task && reading.head == Head::product);
  if (reading.head == Head::license) return find_licensed(clause, reading);
  if (reading.head == Head::product && is_introduced(clause))
    return set_owner(reading, Owner::own, nowhere);
  if (is_called_own(clause, head)) {
    reading.subject = true;
    return set_owner(reading, Owner::own, head);
  }
  if (is_opened_before(clause)) return set_owner(reading, Owner::other, clause.begin - 1);
  if (is_title_of_paper(clause)) return set_owner(reading, Owner::other, nowhere);
  const std::size_t from = clause.lexicon.noun_before ? std::min(head, clause.begin) : clause.begin;
  bool name = false, determined = false, closed = false;
  std::size_t i = from;
  for (; i > clause.left && from - i < farthest_determiner; --i) {
    const Token& token = clause.tokens[i - 1];
    if (token.kind == TokenKind::own_name) return set_owner(reading, Owner::own, i - 1);
    if (token.any({ Role::our, Role::we })) {
      // "integrates Twig's open source model"
      const bool taken = clause.text_of(i - 1) == "s" && is_taken(clause, i - 1);
      const bool of_another = taken || (i > clause.left + 1 &&
                                        clause.tokens[i - 2].kind == TokenKind::name &&
                                        reading.head == Head::name);
      return set_owner(reading, of_another ? Owner::other : Owner::own, i - 1);
    }
    const bool superlative = token.has(Role::superlative) && i > clause.left + 1 &&
                             clause.tokens[i - 2].has(Role::definite);
    if (token.has(Role::others) && !superlative &&
        (!token.has(Role::filler) || clause.is_plural(head)))
      return set_owner(reading, Owner::other, i - 1);
    if (token.any({ Role::article, Role::number, Role::definite })) {
      determined = true;
      break;
    }
    if (token.has(Role::elsewhere) && !closed && !clause.lexicon.verb_last)
      return set_owner(reading, Owner::other, i - 1);
    if (token.has(Role::link)) closed = true;
    if (is_name(token) && !clause.names_known && !name)
      return set_owner(reading, Owner::named, i - 1);
    if (is_name(token) || token.any(model_nouns)) name = true;
    if (ends_determining(token) && !goes_on_before(clause, i - 1)) break;
  }
  reading.determiner = i;
  // 数据集的开源版本
  if (!clause.has_articles() && clause.tokens[head].has(Role::collection) &&
      clause.begin > clause.left + 1 && clause.tokens[clause.begin - 1].has(Role::link) &&
      head_of(clause.tokens[clause.begin - 2]) == Head::thing)
    reading.head = Head::thing;
  if (speaks_of_many(clause, head)) return set_owner(reading, Owner::other, head + 1);
  if (clause.lexicon.verb_last)
    return govern_from_behind(clause, reading, head, determined || name || i == clause.left);
  if (!clause.has_articles() && i > clause.left && clause.tokens[i - 1].has(Role::conjunction) &&
      compares(clause, head))
    return set_owner(reading, Owner::other, i - 1);
  if (!determined && !name && !reading.subject && clause.has_articles() && i > clause.left &&
      is_generic(clause, i - 1))
    return set_owner(reading, Owner::generic, i - 1);
  if (clause.has_articles() && clause.is_plural(head) && i > clause.left + 1 &&
      clause.tokens[i - 1].has(Role::definite) && is_generic(clause, i - 2) &&
      !(i > clause.left + 2 && clause.tokens[i - 3].has(Role::article)))
    return set_owner(reading, Owner::generic, i - 2);  // "for the best open source models"
  if (govern(clause, reading, i, determined, closed)) return;
  const bool labelled = i > clause.left && clause.tokens[i - 1].kind == TokenKind::colon &&
                        !clause.is_plural(head);
  if (i == clause.left && !determined && !name && tells_of_many(clause, head))
    return set_owner(reading, Owner::generic, nowhere);
  // "the best open source models", of which nobody says whose they are
  const auto between = clause.tokens.subspan(i, clause.begin - std::min(i, clause.begin));
  const bool many = clause.has_articles() && clause.is_plural(head) && !clause.heading &&
                    std::ranges::any_of(
                      between, [](const Token& token) { return token.has(Role::superlative); });
  if (many) return set_owner(reading, Owner::generic, i);
  if (determined || name || clause.heading || i == clause.left || labelled)
    return set_owner(reading, Owner::named, nowhere);
  set_owner(reading, Owner::generic, nowhere);
}

}  // namespace reallyopen
