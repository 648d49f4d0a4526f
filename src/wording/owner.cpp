#include "wording/owner.h"

#include <algorithm>
#include <optional>

#include "wording/governor.h"

namespace reallyopen {
namespace {

constexpr std::size_t farthest_determiner = 8;  // tokens before the words of openness

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
        !clause.tokens[clause.begin - 1].any(model_nouns) ||
        (clause.names_known && clause.begin > clause.left + 1 &&
         clause.tokens[clause.begin - 2].kind == TokenKind::name))
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

// What stands between the words of openness and the article of their noun.
struct Determination {
  std::size_t begin = 0;    // the token behind the article, or where the search ended
  bool determined = false;  // by an article
  bool name = false;        // a name stands before: "the Leafnet-7B open source model"
  bool proper = false;      // and it is no word for a model
  bool closed = false;      // a link: what stands before it only describes
};

// 是一个支持多种插件的开源模型: the article before it belongs to the model, what stands between
// describes it.
bool is_in_description(const Clause& clause, std::size_t i) {
  while (i > clause.left && clause.tokens[i - 1].kind != TokenKind::comma &&
         !clause.tokens[i - 1].has(Role::is))
    if (clause.tokens[--i].has(Role::article))
      return i > clause.left && clause.tokens[i - 1].has(Role::is);
  return false;
}

// Whose the noun is, where a word close to it says so.
std::optional<Owner> owner_by(const Clause& clause, const Reading& reading, std::size_t i,
                              const Determination& so_far) {
  const Token& token = clause.tokens[i];
  if (token.kind == TokenKind::own_name) return Owner::own;
  if (token.any({ Role::our, Role::we })) {
    // "integrates Twig's open source model"
    const bool taken = clause.text_of(i) == "s" && is_taken(clause, i);
    const bool of_another = i > clause.left && clause.tokens[i - 1].kind == TokenKind::name &&
                            reading.head == Head::name;
    return taken || of_another ? Owner::other : Owner::own;
  }
  // "other", but not "the most"
  const bool superlative = token.has(Role::superlative) && i > clause.left &&
                           clause.tokens[i - 1].has(Role::definite);
  if (token.has(Role::others) && !superlative && !(so_far.closed && is_in_description(clause, i)) &&
      (!token.has(Role::filler) || clause.is_plural(reading.head_words.begin)))
    return Owner::other;
  if (token.any({ Role::article, Role::number, Role::definite })) return std::nullopt;
  if (token.has(Role::elsewhere) && !so_far.closed && !clause.lexicon.verb_last)
    return Owner::other;
  if (is_name(token) && !clause.names_known && !so_far.name) return Owner::named;
  return std::nullopt;
}

// Sets the owner where it is found on the way.
std::optional<Determination> find_determiner(const Clause& clause, Reading& reading) {
  const std::size_t head = reading.head_words.begin;
  const std::size_t from = clause.lexicon.noun_before ? std::min(head, clause.begin) : clause.begin;
  Determination found{ .begin = from };
  for (; found.begin > clause.left && from - found.begin < farthest_determiner; --found.begin) {
    const std::size_t i = found.begin - 1;
    const Token& token = clause.tokens[i];
    if (const auto owner = owner_by(clause, reading, i, found)) {
      set_owner(reading, *owner, i);
      return std::nullopt;
    }
    if (token.any({ Role::article, Role::number, Role::definite })) {
      found.determined = true;
      break;
    }
    if (token.has(Role::link)) found.closed = true;
    if (is_name(token)) found.proper = true;
    if (found.proper || token.any(model_nouns)) found.name = true;
    if (ends_determining(token) && !goes_on_before(clause, i)) break;
  }
  reading.determiner = found.begin;
  return found;
}

// "of open source models", "for the best open source models": of many, and nobody's in particular.
bool is_of_many(const Clause& clause, const Reading& reading, const Determination& found) {
  const std::size_t i = found.begin;
  if (!clause.has_articles() || i == clause.left) return false;
  if (!found.determined) return !found.proper && !reading.subject && is_generic(clause, i - 1);
  return clause.is_plural(reading.head_words.begin) && i > clause.left + 1 &&
         clause.tokens[i - 1].has(Role::definite) && is_generic(clause, i - 2) &&
         !(i > clause.left + 2 && clause.tokens[i - 3].has(Role::article));  // "one of the"
}

// Where no verb says whose it is.
Owner owner_by_default(const Clause& clause, const Reading& reading, const Determination& found) {
  const std::size_t head = reading.head_words.begin;
  // 同时开源模型: "also" changes nothing.
  const bool joined = !clause.has_articles() && found.begin == clause.left + 1 &&
                      clause.tokens[clause.left].has(Role::conjunction);
  const bool begins = found.begin == clause.left || joined;
  if (begins && !found.determined && !found.name && tells_of_many(clause, head))
    return Owner::generic;
  // "the best open source models"
  const auto between = clause.tokens.subspan(found.begin,
                                             clause.begin - std::min(found.begin, clause.begin));
  const bool best = std::ranges::any_of(
    between, [](const Token& token) { return token.has(Role::superlative); });
  if (best && clause.has_articles() && clause.is_plural(head) && !clause.heading)
    return Owner::generic;
  const bool labelled = !begins && clause.tokens[found.begin - 1].kind == TokenKind::colon &&
                        !clause.is_plural(head);
  return found.determined || found.name || clause.heading || begins || labelled ? Owner::named
                                                                                : Owner::generic;
}

// オープンソース化された既存のモデル: the noun is one of many, as a word before it says.
bool is_one_of_others(const Clause& clause, std::size_t head) {
  for (std::size_t i = clause.end; !clause.has_articles() && i < head; ++i)
    if (clause.tokens[i].has(Role::others) && !clause.tokens[i].has(Role::filler)) return true;
  return false;
}

// "Twig Labの オープンソースモデル": of somebody who is named.
bool is_possessed(const Clause& clause) {
  if (!clause.lexicon.verb_last || !clause.names_known || clause.begin < clause.left + 2)
    return false;
  const Token& owner = clause.tokens[clause.begin - 2];
  return clause.tokens[clause.begin - 1].has(Role::link) &&
         (owner.kind == TokenKind::name || (owner.capital && owner.roles.empty()));
}

// 数据集的开源版本: a version of what stands before.
bool is_version_of_thing(const Clause& clause, std::size_t head) {
  return !clause.has_articles() && clause.tokens[head].has(Role::collection) &&
         clause.begin > clause.left + 1 && clause.tokens[clause.begin - 1].has(Role::link) &&
         head_of(clause.tokens[clause.begin - 2]) == Head::thing;
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
  if (is_one_of_others(clause, head)) return set_owner(reading, Owner::other, head);
  if (is_possessed(clause)) return set_owner(reading, Owner::other, clause.begin - 2);
  const auto found = find_determiner(clause, reading);
  if (!found) return;
  const std::size_t i = found->begin;
  if (is_version_of_thing(clause, head)) reading.head = Head::thing;
  if (speaks_of_many(clause, head)) return set_owner(reading, Owner::other, head + 1);
  if (clause.lexicon.verb_last)
    return govern_from_behind(clause, reading, head,
                              found->determined || found->name || i == clause.left);
  if (!clause.has_articles() && i > clause.left && clause.tokens[i - 1].has(Role::conjunction) &&
      compares(clause, head))
    return set_owner(reading, Owner::other, i - 1);
  if (is_of_many(clause, reading, *found)) return set_owner(reading, Owner::generic, i - 1);
  if (govern(clause, reading, i, found->determined, found->closed)) return;
  set_owner(reading, owner_by_default(clause, reading, *found), nowhere);
}

}  // namespace reallyopen
