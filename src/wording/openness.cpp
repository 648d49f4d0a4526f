#include "wording/openness.h"

#include <algorithm>
#include <optional>

#include "wording/grammar.h"

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

// Whether a link at this byte is to what the mention calls open. What is said to be the model by
// its name is none of that; of what was opened, the link stands behind, or before and no comma
// between.
bool is_linked(std::span<const Token> tokens, const Reading& mention, std::size_t link) {
  if (mention.form == Form::attribute)
    return !mention.subject || mention.owner_words.end == 0 ||
           mention.owner_words.end > mention.mention.begin ||
           tokens[mention.owner_words.begin].has(Role::our);
  if (mention.form != Form::act) return true;
  return std::none_of(
    tokens.begin(), tokens.begin() + static_cast<long>(mention.mention.begin),
    [&](const Token& token) { return token.kind == TokenKind::comma && token.begin >= link; });
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

OpennessPhrase SentenceReading::words_of(const Reading& mention) const {
  // "fully" belongs to the words where "open" alone would say less.
  const bool with_degree = mention.openness == Role::open;
  const Token& first = tokens[with_degree ? mention.mention.begin : mention.mention.end - 1];
  return { .begin = first.begin, .length = tokens[mention.mention.end - 1].end - first.begin };
}

SentenceReading read_sentence(std::string_view sentence, const WordingContext& context) {
  SentenceReading read{ .lexicon = &lexicon_for(sentence, context.language),
                        .tokens = {},
                        .mentions = {} };
  read.tokens = tokenize(sentence, *read.lexicon, context.names);
  read.mentions = read_mentions({ .text = sentence,
                                  .tokens = read.tokens,
                                  .lexicon = *read.lexicon,
                                  .heading = context.heading,
                                  .names_known = !context.names.empty() });
  if (context.sibling)
    for (Reading& mention : read.mentions)
      mention.sibling = is_linked(read.tokens, mention, *context.sibling);
  return read;
}

std::vector<OpennessPhrase> find_openness(std::string_view sentence,
                                          const WordingContext& context) {
  std::vector<OpennessPhrase> phrases;
  if (!may_speak_of_openness(sentence) || context.planned) return phrases;
  // Where others are thanked or quoted, only what speaks of the model by name is about it.
  const bool others = context.quoted || is_about_others(context.section);
  const SentenceReading read = read_sentence(sentence, context);
  for (const Reading& mention : read.mentions) {
    const auto openness = wording_of(decide(mention, context.heading).says, mention.openness);
    if (!openness || (others && !mention.subject)) continue;
    phrases.push_back(read.words_of(mention));
    phrases.back().openness = *openness;
  }
  return phrases;
}

}  // namespace reallyopen
