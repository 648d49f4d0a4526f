#include "wording/form.h"

#include <algorithm>

#include "wording/noun_phrase.h"

namespace reallyopen {
namespace {

bool set_head(const Clause& clause, Reading& reading, const Heads& heads) {
  reading.head = heads.best();
  const std::size_t place = heads.place(reading.head);
  if (reading.head != Head::none) reading.head_words = { place, place + 1 };
  if (reading.head == Head::name)
    reading.owner = heads.own_name       ? Owner::own
                    : clause.names_known ? Owner::generic
                                         : Owner::named;
  reading.subject = heads.own_name;
  return reading.head != Head::none;
}

// The noun that "open source" describes, where the language sets it.
bool take_noun(const Clause& clause, Reading& reading) {
  const std::size_t noun = find_noun(clause);
  if (noun == nowhere) return false;
  reading.form = Form::attribute;
  reading.head = head_of(clause.tokens[noun]);
  reading.head_words = { noun, noun + 1 };
  const auto between = clause.tokens.subspan(
    std::min(noun, clause.end),
    noun > clause.end ? noun - clause.end : clause.begin - std::min(noun, clause.begin));
  reading.does_a_task = std::ranges::any_of(
    between, [](const Token& token) { return token.has(Role::task); });
  return true;
}

bool is_unknown(const Token& token) { return token.kind == TokenKind::word && token.roles.empty(); }

// A noun that nobody knows: "the open source requirements".
bool describes_unknown(const Clause& clause, const Token* left) {
  if (clause.lexicon.noun_before || clause.end >= clause.right) return false;
  const Token& next = clause.tokens[clause.end];
  constexpr Roles known{ Role::preposition, Role::of,         Role::conjunction, Role::clause,
                         Role::is,          Role::filler,     Role::verb,        Role::has,
                         Role::some,        Role::commercial, Role::offers,      Role::others,
                         Role::as,          Role::soon,       Role::elsewhere,   Role::only,
                         Role::object,      Role::subject,    Role::link,        Role::later,
                         Role::negation };
  const bool unknown = next.kind == TokenKind::word && !next.any(known);
  if (clause.lexicon.verb_last)
    return is_unknown(next) || (next.has(Role::link) && clause.end + 1 < clause.right &&
                                is_unknown(clause.tokens[clause.end + 1]));
  if (!clause.has_articles())
    return unknown && left != nullptr && left->any({ Role::link, Role::elsewhere });
  return unknown;
}

// "the open source nature of Leafnet"
void find_nature(const Clause& clause, Reading& reading) {
  if (clause.end + 1 >= clause.right || !clause.tokens[clause.end + 1].has(Role::of)) return;
  const Heads heads = clause.heads(clause.end + 2, clause.right);
  if (!heads.own_name) return;
  reading.form = Form::predicate;
  set_head(clause, reading, heads);
}

// "to", "proud to"
bool is_to(const Clause& clause, const Token& token) {
  return clause.has_articles() && token.has(Role::filler) &&
         clause.sentence.substr(token.begin, token.end - token.begin).ends_with("to");
}

bool governed_by_we(const Clause& clause, std::size_t i) {
  while (i > clause.left) {
    --i;
    if (clause.tokens[i].has(Role::we)) return true;
    if (clause.tokens[i].any({ Role::is, Role::clause })) return false;
  }
  return false;
}

// "[2023/06/03] Officially released and open-sourced the model": nobody is named before the verb.
bool is_news(const Clause& clause, std::size_t conjunction) {
  if (conjunction == clause.left || !clause.tokens[conjunction - 1].has(Role::offers)) return false;
  for (std::size_t i = clause.left; i + 1 < conjunction; ++i) {
    const Token& token = clause.tokens[i];
    if (is_noun(token) || is_name(token) || token.has(Role::self) ||
        (token.capital && token.roles.empty()))
      return false;
  }
  return true;
}

// "open source and closed models", of which some are compared.
bool follows_others(const Clause& clause) {
  for (std::size_t i = clause.begin; i > clause.left && clause.begin - i < 8; --i)
    if (clause.tokens[i - 1].any({ Role::elsewhere, Role::others })) return true;
  return false;
}

bool acts(const Clause& clause, const Reading& reading, const Token* left) {
  if (clause.lexicon.verb_last) return false;
  if (clause.tokens[clause.end - 1].has(Role::opening)) return true;
  // 开源模型 names what 开源了模型 tells to have been done.
  if (!clause.has_articles() && clause.end < clause.right && is_noun(clause.tokens[clause.end]))
    return false;
  if (reading.openness != Role::open_source &&
      (clause.has_articles() || reading.openness != Role::open))
    return false;
  if (clause.end < clause.tokens.size() && clause.tokens[clause.end].has(Role::link)) return false;
  if (clause.begin > clause.left && is_to(clause, clause.tokens[clause.begin - 1]))
    return clause.text_of(clause.begin - 1) != "to" || governed_by_we(clause, clause.begin - 1);
  if (left == nullptr && clause.has_articles())
    return clause.end < clause.right &&
           clause.tokens[clause.end].any({ Role::definite, Role::our });
  if (left == nullptr) return !clause.heading;
  if (left->any(
        { Role::is, Role::article, Role::definite, Role::our, Role::link, Role::as, Role::number }))
    return false;
  if (left->any({ Role::we, Role::self })) return true;
  if (!clause.has_articles() && left->has(Role::conjunction) && follows_others(clause))
    return false;
  if (!clause.has_articles())
    return left->any({ Role::conjunction, Role::offers, Role::has, Role::only }) ||
           left->kind == TokenKind::comma || left->kind == TokenKind::colon ||
           left->kind == TokenKind::closes || left->kind == TokenKind::own_name;
  const std::size_t gap = clause.begin > 0 ? clause.begin - 1 : 0;
  const bool after_have = clause.tokens[gap].has(Role::has) ||
                          (gap > 0 && clause.tokens[gap - 1].has(Role::has));
  if (is_name(*left) && after_have) return true;
  const auto place = static_cast<std::size_t>(left - clause.tokens.data());
  return left->has(Role::conjunction) && (governed_by_we(clause, place) || is_news(clause, place));
}

// "all details (data, code, weights)"
Heads heads_in_bracket(const Clause& clause, const Heads& heads, std::size_t end) {
  const bool nothing = heads.best() == Head::none || heads.best() == Head::self;
  const std::size_t first = nothing ? end : std::min(end, heads.place(heads.best()));
  for (std::size_t i = clause.end; i < first; ++i)
    if (clause.tokens[i].kind == TokenKind::opens)
      if (const Heads listed = clause.heads(i + 1, end); listed.has(Head::model)) return listed;
  return {};
}

// "we open-source the models and the code"
bool take_object(const Clause& clause, Reading& reading) {
  std::size_t end = clause.right;
  for (std::size_t i = clause.end; i < clause.right; ++i)
    if (clause.has_articles() && clause.tokens[i].has(Role::later)) {
      while (i > clause.end && clause.tokens[i].kind != TokenKind::comma)
        --i;  // ", and the models will follow"
      end = i;
      break;
    } else if ((!clause.has_articles() && clause.tokens[i].kind == TokenKind::comma) ||
               (clause.has_articles() &&
                clause.tokens[i].any({ Role::clause, Role::is, Role::we }))) {
      end = i;
      break;
    }
  // "open-sourcing of the models"
  const bool of = clause.end < clause.right && clause.tokens[clause.end].has(Role::of) &&
                  clause.tokens[clause.end - 1].has(Role::opening);
  const std::size_t begin = clause.end + (of ? 1 : 0);
  Heads heads = clause.heads(begin, end, true);
  if (clause.has_articles() && begin < clause.right &&
      clause.tokens[begin].any({ Role::preposition, Role::of, Role::is, Role::clause }))
    return false;
  if (!heads.has(Head::model))
    if (const Heads listed = heads_in_bracket(clause, heads, end); listed.has(Head::model))
      heads = listed;
  if (heads.best() == Head::none && clause.is_titled() && clause.has_articles()) {
    reading.form = Form::act;
    return true;
  }
  if (heads.best() == Head::none || heads.best() == Head::license) return false;
  reading.form = Form::act;
  // What has a name of its own, and is called data: "Leafbench: a data set"
  if (heads.best() == Head::name && !heads.own_name && heads.has(Head::thing))
    heads.remove(Head::name);
  return set_head(clause, reading, heads);
}

// 本次开源的是模型: "what is opened is the model"
bool take_what_is(const Clause& clause, Reading& reading) {
  const std::size_t is = clause.end + 1;
  if (clause.has_articles() || clause.lexicon.verb_last || is >= clause.right) return false;
  if (!clause.tokens[clause.end].has(Role::link) || !clause.tokens[is].has(Role::is)) return false;
  reading.form = Form::act;
  return set_head(clause, reading, clause.heads(is + 1, clause.right));
}

// "the models, the code, and the data", "models, data and code": a list goes on before the comma.
bool is_listed(const Clause& clause, std::size_t behind_comma, std::size_t end) {
  if (!clause.has_articles() || behind_comma >= end) return false;
  if (clause.tokens[behind_comma].has(Role::conjunction)) return true;
  bool joined = false;
  for (std::size_t i = behind_comma; i < end && clause.tokens[i].kind != TokenKind::comma; ++i) {
    const Token& token = clause.tokens[i];
    if (token.has(Role::conjunction)) joined = true;
    if (!token.has(Role::conjunction) && !is_noun(token) && !token.has(Role::filler) &&
        !determines(token))
      return false;
  }
  return joined;
}

// "the model is open source": what stands before, in the last part between commas that has a noun.
void take_subject(const Clause& clause, Reading& reading, std::size_t end, Form form) {
  std::size_t from = clause.left;
  for (std::size_t i = clause.left; i < end; ++i)
    if (clause.tokens[i].has(Role::is) && i + 1 < end &&
        clause.heads(i + 1, end).best() != Head::none)
      from = i + 1;
  Heads heads;
  for (std::size_t begin = end; begin > from && heads.best() == Head::none;) {
    const std::size_t before = begin;
    while (begin > from &&
           !(clause.tokens[begin - 1].kind == TokenKind::comma && !is_listed(clause, begin, end)))
      --begin;
    heads = clause.heads(begin, end, true);
    if (begin > from) --begin;
    if (begin == before) break;
  }
  reading.form = form;
  if (set_head(clause, reading, heads)) return;
  reading.form = Form::label;
  if (clause.lexicon.noun_before && clause.end < clause.right &&
      clause.tokens[clause.end].has(Role::of)) {
    reading.form = Form::act;
    set_head(clause, reading, clause.heads(clause.end + 1, clause.right));
    return;
  }
  if (clause.end < clause.tokens.size() && clause.tokens[clause.end].kind == TokenKind::colon)
    for (std::size_t i = clause.end; i < clause.right && clause.tokens[i].kind != TokenKind::comma;
         ++i)
      if (clause.tokens[i].any(model_nouns)) {
        reading.head = Head::model;
        reading.head_words = { i, i + 1 };
        return;
      }
}

}  // namespace

void find_form(const Clause& clause, Reading& reading) {
  const std::size_t previous = clause.before(clause.begin);
  const Token* const left = previous == nowhere ? nullptr : &clause.tokens[previous];
  const bool predicative = left != nullptr && left->any({ Role::is, Role::as }) &&
                           !left->has(Role::link);
  // "released as an open source"
  const bool as_one = left != nullptr && left->has(Role::article) && previous > clause.left &&
                      clause.tokens[previous - 1].has(Role::as);
  if (acts(clause, reading, left)) {
    if (take_object(clause, reading)) return;
    if (clause.tokens[clause.end - 1].has(Role::opening)) return;
  }
  if (take_what_is(clause, reading)) return;
  if (take_noun(clause, reading)) return;
  if (predicative || as_one) return take_subject(clause, reading, previous, Form::predicate);
  if (describes_unknown(clause, left)) return find_nature(clause, reading);
  take_subject(clause, reading, clause.begin, Form::bare);
}

}  // namespace reallyopen
