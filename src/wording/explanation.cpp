#include "wording/explanation.h"

#include <fmt/format.h>

#include "text/printable.h"
#include "wording/grammar.h"

namespace reallyopen {
namespace {

std::string_view says(const OpennessPhrase* statement) {
  if (statement == nullptr) return "is no statement about the model";
  switch (statement->openness) {
    case Wording::open_source:
      return "calls the model open source";
    case Wording::open_weights:
      return "calls the weights open";
    case Wording::open_model:
      return "calls the model open";
    case Wording::qualified:
      return "calls the model open for some uses";
  }
  return "";
}

std::string shown_words(std::string_view sentence, const std::vector<Token>& tokens, Words words) {
  const std::size_t begin = tokens[words.begin].begin;
  return in_backticks(sentence.substr(begin, tokens[words.end - 1].end - begin));
}

std::string describe(std::string_view sentence, const std::vector<Token>& tokens,
                     const Reading& reading, const OpennessPhrase* statement,
                     std::string_view because, std::string_view language) {
  std::string text = fmt::format("{} {}: {}", shown_words(sentence, tokens, reading.mention),
                                 says(statement), because);
  const auto add = [&](std::string_view what, Words words) {
    if (words.end > words.begin)
      text += fmt::format("\n  {:<10}{}", what, shown_words(sentence, tokens, words));
  };
  add("what", reading.head_words);
  add("whose", reading.owner_words);
  add("denied", reading.denied_words);
  add("later", reading.later_words);
  if (reading.limited) add("for whom", reading.limited_words);
  return text + fmt::format("\n  {:<10}{}", "language", language);
}

}  // namespace

std::vector<MentionExplanation> explain_openness(std::string_view sentence,
                                                 const WordingContext& context) {
  std::vector<MentionExplanation> explanations;
  if (!may_speak_of_openness(sentence)) return explanations;
  const std::vector<OpennessPhrase> statements = find_openness(sentence, context);
  const SentenceReading read = read_sentence(sentence, context);
  for (const Reading& mention : read.mentions) {
    const OpennessPhrase words = read.words_of(mention);
    const OpennessPhrase* statement = nullptr;
    for (const OpennessPhrase& phrase : statements)
      if (phrase.begin == words.begin) statement = &phrase;
    std::string_view because = decide(mention, context.heading).because;
    if (context.planned)
      because = "it stands in a list of what is to be done";
    else if (statement == nullptr && is_about_others(context.section))
      because = "the section tells of others' works";
    else if (statement == nullptr && context.quoted)
      because = "it is a quotation";
    explanations.push_back(
      { words, describe(sentence, read.tokens, mention, statement, because, read.lexicon->name) });
  }
  return explanations;
}

}  // namespace reallyopen
