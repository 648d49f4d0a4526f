#include "wording/openness.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include "text/letters.h"
#include "wording/grammar.h"
#include "wording/letter.h"
#include "wording/reading.h"
#include "wording/tokens.h"

namespace reallyopen {
namespace {

std::optional<Wording> wording_of(Says says, Role openness) {
  switch (says) {
    case Says::nothing:
      return std::nullopt;
    case Says::open_source:
      return Wording::open_source;
    case Says::open_weights:
      return Wording::open_weights;
    case Says::open_model:
      return Wording::open_model;
    case Says::qualified:
      return Wording::qualified;
    case Says::as_written:
      break;
  }
  return openness == Role::open_source    ? Wording::open_source
         : openness == Role::open_weights ? Wording::open_weights
                                          : Wording::open_model;
}

}  // namespace

std::string_view name(Wording openness) {
  switch (openness) {
    case Wording::open_source:
      return "open-source";
    case Wording::open_weights:
      return "open-weights";
    case Wording::open_model:
      return "open-model";
    case Wording::qualified:
      return "qualified";
  }
  return "";
}

bool is_about_others(std::string_view section) {
  const std::vector<Token> tokens = tokenize(section, lexicon_for(section), {});
  return std::ranges::any_of(tokens, [](const Token& token) { return token.has(Role::aside); });
}

void set_words(std::span<const Token> tokens, const Reading& reading, OpennessPhrase& phrase) {
  // "fully" belongs to the words where "open" alone would say less.
  const bool with_degree = reading.openness == Role::open;
  const Token& first = tokens[with_degree ? reading.mention.begin : reading.mention.end - 1];
  phrase.begin = first.begin;
  phrase.length = tokens[reading.mention.end - 1].end - first.begin;
}

std::vector<OpennessPhrase> find_openness(std::string_view sentence,
                                          const WordingContext& context) {
  std::vector<OpennessPhrase> phrases;
  if (!may_speak_of_openness(sentence) || context.planned || is_about_others(context.section))
    return phrases;
  const Lexicon& lexicon = lexicon_for(sentence, context.language);
  const std::vector<Token> tokens = tokenize(sentence, lexicon, context.names);
  for (const Reading& reading : read_mentions({ .text = sentence,
                                                .tokens = tokens,
                                                .lexicon = lexicon,
                                                .heading = context.heading,
                                                .names_known = !context.names.empty() })) {
    const auto openness = wording_of(decide(reading, context.heading).says, reading.openness);
    if (!openness || (context.quoted && !reading.subject)) continue;
    phrases.push_back({ *openness, 0, 0 });
    set_words(tokens, reading, phrases.back());
  }
  return phrases;
}

std::vector<std::string> names_in(std::string_view title) {
  std::vector<std::string> names;
  const std::size_t end = std::min({ title.find_first_of(":|(,"), title.find(" - "),
                                     title.find("\xE2\x80\x94"), title.find("\xEF\xBC\x9A"),
                                     title.find("\xEF\xBC\x88"), title.size() });
  const std::string_view first = title.substr(0, end);
  const Lexicon& lexicon = lexicon_for(first);
  const std::vector<Token> tokens = tokenize(first, lexicon, {});
  std::string whole;
  bool known = true;
  std::size_t words = 0;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::mark) continue;
    // "Leafnet open source models" is called Leafnet.
    if (!whole.empty() &&
        token.any({ Role::open_source, Role::open_weights, Role::open, Role::degree }))
      break;
    ++words;
    if (token.roles.empty()) known = false;
    whole += squeezed(first.substr(token.begin, token.end - token.begin));
  }
  if (known || whole.empty() || words > 4) return names;
  names.push_back(whole);
  // Without size and version.
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::mark) continue;
    const std::string_view word = first.substr(token.begin, token.end - token.begin);
    std::string stem = squeezed(word.substr(0, word.find_first_of("-_ 0123456789")));
    if (token.roles.empty() && stem.size() >= 4 && stem != whole && lexicon.roles_of(stem).empty())
      names.push_back(stem);
    break;
  }
  return names;
}

std::string commonest_name(std::string_view text) {
  constexpr std::size_t least = 3;
  std::map<std::string, std::size_t, std::less<>> counts;
  const auto is_letter = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
  };
  const auto is_inside = [&](char letter) {
    return is_letter(letter) || is_digit(letter) || letter == '-' || letter == '.' || letter == '_';
  };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_inside(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    const auto letters = std::ranges::find_if_not(word, is_letter) - word.begin();
    const bool numbered = word.find_first_of("0123456789") != std::string_view::npos;
    if (letters >= 2 && numbered && word[0] >= 'A' && word[0] <= 'Z')
      ++counts[lower(word.substr(0, static_cast<std::size_t>(letters)))];
    at = std::max(end, at + 1);
  }
  const auto rank = [](const auto& pair) { return pair.second; };
  std::erase_if(counts,
                [](const auto& pair) { return !english_lexicon().roles_of(pair.first).empty(); });
  const auto top = std::ranges::max_element(counts, {}, rank);
  return top != counts.end() && top->second >= least ? top->first : "";
}

}  // namespace reallyopen
