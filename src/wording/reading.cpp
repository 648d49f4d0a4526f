#include "wording/reading.h"

#include <algorithm>

#include "wording/form.h"
#include "wording/modality.h"
#include "wording/owner.h"

namespace reallyopen {
namespace {

constexpr Roles openness_words{ Role::open_source, Role::open_weights, Role::open };
constexpr std::size_t most_mentions = 50;  // of one sentence

// "Open Instruct" inside a sentence is what something is called.
bool stands_in_title(const Clause& clause) {
  for (std::size_t i = clause.begin; i > clause.left; --i) {
    const std::string_view mark = clause.text_of(i - 1);
    if (mark == "《") return true;
    if (mark == "》") return false;
  }
  return false;
}

bool is_title_word(const Clause& clause, const Reading& reading) {
  return clause.has_articles() && reading.openness == Role::open &&
         clause.tokens[clause.begin].capital && !clause.heading && !reading.degree &&
         clause.begin > clause.left &&
         !clause.tokens[clause.begin - 1].any({ Role::article, Role::our, Role::of });
}

// "open source and proprietary": of many.
bool stands_beside_closed(const Clause& clause) {
  const auto is_closed = [&](std::size_t i) {
    return clause.tokens[i].any({ Role::others }) && !clause.tokens[i].has(Role::filler);
  };
  if (clause.end + 1 < clause.tokens.size() && clause.tokens[clause.end].has(Role::conjunction) &&
      is_closed(clause.end + 1))
    return true;
  // "open source and commercial models"
  if (clause.end + 2 < clause.right && clause.tokens[clause.end].has(Role::conjunction) &&
      clause.text_of(clause.end + 1) == "commercial" && is_noun(clause.tokens[clause.end + 2]))
    return true;
  return clause.begin > 1 && clause.tokens[clause.begin - 1].has(Role::conjunction) &&
         is_closed(clause.begin - 2);
}

// "a framework for speech recognition", but not "for the training of speech models"
bool is_made_for_a_task(const Clause& clause, std::size_t noun) {
  constexpr Roles tools{ Role::training, Role::thing, Role::data, Role::code };
  if (noun + 1 >= clause.right || !clause.tokens[noun + 1].has(Role::of)) return false;
  for (std::size_t i = noun + 2; i < clause.right && i < noun + 7; ++i) {
    if (clause.tokens[i].has(Role::task) && !clause.tokens[i].has(Role::model)) return true;
    if (clause.tokens[i].any(tools)) return false;
  }
  return false;
}

// Of a system or a framework, which may be the model or a tool.
bool is_the_model(const Clause& clause, const Reading& reading) {
  const std::size_t noun = reading.head_words.begin;
  if (clause.tokens[noun].has(Role::thing))
    return reading.subject && (reading.does_a_task || is_made_for_a_task(clause, noun));
  if (reading.form == Form::attribute)
    return reading.subject &&
           (reading.owner == Owner::own || reading.determiner <= clause.left + 1);
  // "the project is open source, with code and weights"
  for (std::size_t i = clause.end; i < clause.right; ++i)
    if (clause.tokens[i].any(model_nouns)) return true;
  return reading.subject;
}

// "Twig, open-sourced by Twig Lab"
bool is_opened_by_another(const Clause& clause, const Reading& reading) {
  if (reading.form == Form::attribute || reading.head == Head::self || reading.subject)
    return false;
  if (clause.end + 1 >= clause.right) return false;
  if (clause.text_of(clause.end) != "by") return false;
  for (std::size_t i = clause.left; i < clause.begin; ++i)
    if (clause.tokens[i].kind == TokenKind::own_name) return false;
  for (std::size_t i = clause.end + 1; i < std::min(clause.right, clause.end + 4); ++i)
    if (clause.tokens[i].any({ Role::our, Role::we, Role::self }) ||
        clause.tokens[i].kind == TokenKind::own_name)
      return false;
  return clause.names_known;
}

Role openness_of(const Token& word) {
  if (word.has(Role::open_source)) return Role::open_source;
  return word.has(Role::open_weights) ? Role::open_weights : Role::open;
}

Reading read_mention(const Clause& clause) {
  Reading reading{ .mention = { clause.begin, clause.end },
                   .openness = openness_of(clause.tokens[clause.end - 1]),
                   .degree = clause.end - clause.begin > 1 };
  if (is_title_word(clause, reading) || stands_in_title(clause)) return reading;
  find_form(clause, reading);
  if (stands_beside_closed(clause) || is_opened_by_another(clause, reading))
    reading.owner = Owner::other;
  else if (reading.form == Form::attribute)
    find_owner(clause, reading);
  if (reading.head == Head::product) reading.subject = is_the_model(clause, reading);
  if (reading.form == Form::label) reading.subject = is_introduced(clause);
  find_modality(clause, reading);
  find_limits(clause, reading);
  reading.titled = clause.is_titled();
  reading.enclosed = clause.begin > 0 && clause.end < clause.tokens.size() &&
                     clause.tokens[clause.begin - 1].kind == TokenKind::opens &&
                     clause.tokens[clause.end].kind == TokenKind::closes;
  return reading;
}

}  // namespace

std::vector<Reading> read_mentions(const SentenceTokens& sentence) {
  std::vector<Reading> readings;
  for (std::size_t i = 0; i < sentence.tokens.size() && readings.size() < most_mentions; ++i)
    if (sentence.tokens[i].any(openness_words))
      readings.push_back(read_mention(clause_around(sentence, i)));
  return readings;
}

}  // namespace reallyopen
