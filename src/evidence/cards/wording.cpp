#include "evidence/cards/wording.h"

#include <algorithm>
#include <optional>

#include "card/hosted_repository.h"
#include "card/prose.h"
#include "evidence/cards/card_comparison.h"
#include "manifest/cursor.h"
#include "text/letters.h"
#include "text/printable.h"
#include "wording/explanation.h"
#include "wording/names.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_statements = 200;
constexpr std::size_t most_titles = 2;          // headings that may call the model by its name
constexpr std::size_t language_sample = 800;    // bytes that tell the language
constexpr std::size_t longest_pointer = 40;     // bytes of a sentence that is there for its link
constexpr std::size_t longest_sample = 50'000;  // bytes of prose that tell the names

// The tags of the front matter are read by more people than the text.
void add_tags(const Card& card, std::vector<OpennessStatement>& statements) {
  for (const Node* tag : strings_of(card.find("tags"))) {
    const std::string word = squeezed(tag->text);
    const bool weights = word == "openweights" || word == "openweight";
    if (word != "opensource" && !weights) continue;
    statements.push_back({ weights ? Wording::open_weights : Wording::open_source,
                           card.front_matter->place(*tag), tag->text });
  }
}

// The prose of a card that speaks of openness, and what its title calls the model.
struct SpokenCard {
  const Card* card = nullptr;
  std::vector<Sentence> sentences;
  std::string sample;  // of its prose
  const Lexicon* language = nullptr;
};

// What all cards of a repository know of it.
struct CardContext {
  std::vector<std::string> names;              // of the model
  std::optional<HostedRepository> repository;  // where it was cloned from
};

SpokenCard read_prose(const Card& card) {
  SpokenCard spoken{ .card = &card,
                     .sentences = split_prose(card.text.text, card.prose),
                     .sample = {} };
  for (const Sentence& sentence : spoken.sentences) {
    if (spoken.sample.size() > longest_sample) break;
    spoken.sample += sentence.text;
    spoken.sample += '\n';
  }
  spoken.language = &lexicon_for(std::string_view(spoken.sample).substr(0, language_sample));
  return spoken;
}

// By its title, where the text uses that name again; else by the name that the text uses most.
void add_names(const SpokenCard& spoken, std::vector<std::string>& names) {
  const std::string used = squeezed(spoken.sample);
  const auto is_used_again = [&](const std::string& name) {
    const std::size_t at = used.find(name);
    return at != std::string::npos && used.find(name, at + 1) != std::string::npos;
  };
  std::size_t titles = 0;
  const std::size_t known = names.size();
  for (const Sentence& sentence : spoken.sentences) {
    if (titles == most_titles) break;
    if (!sentence.heading) continue;
    ++titles;
    for (std::string& name : names_in(sentence.text))
      if (is_used_again(name)) names.push_back(std::move(name));
  }
  if (names.size() > known) return;
  if (std::string name = commonest_name(spoken.sample); !name.empty())
    names.push_back(std::move(name));
}

// As far as links belong to the sentence: "... Check: https://..." is one of its own, but short.
std::size_t written_end(const SpokenCard& spoken, std::size_t number) {
  const std::string_view text = spoken.card->text.text;
  const std::size_t line_end = std::min(text.find('\n', spoken.sentences[number].offsets.back()),
                                        text.size());
  for (std::size_t next = number + 1; next < spoken.sentences.size(); ++next) {
    const Sentence& sentence = spoken.sentences[next];
    if (sentence.offsets.front() >= line_end) break;
    if (sentence.text.size() > longest_pointer) return sentence.offsets.front();
  }
  return line_end;
}

// "We open-sourced Twig, see github.com/us/twig" in the repository of Leaf: where the link stands,
// in the words of the sentence.
std::optional<std::size_t> sibling_link(const SpokenCard& spoken, std::size_t number,
                                        const std::optional<HostedRepository>& own) {
  if (!own) return std::nullopt;
  const Sentence& sentence = spoken.sentences[number];
  const std::size_t begin = sentence.offsets.front();
  const std::string_view text = spoken.card->text.text;
  std::optional<std::size_t> sibling;
  for (const LinkedRepository& linked :
       hosted_repositories_in(text.substr(begin, written_end(spoken, number) - begin))) {
    if (linked.repository == *own) return std::nullopt;
    if (linked.repository.owner != own->owner) continue;
    const auto behind = std::ranges::lower_bound(sentence.offsets, begin + linked.at);
    sibling = static_cast<std::size_t>(behind - sentence.offsets.begin());
  }
  return sibling;
}

WordingContext context_of(const SpokenCard& spoken, std::size_t number,
                          const CardContext& context) {
  const Sentence& sentence = spoken.sentences[number];
  return { .section = sentence.section,
           .heading = sentence.heading,
           .quoted = sentence.quoted,
           .planned = sentence.planned,
           .sibling = sibling_link(spoken, number, context.repository),
           .names = context.names,
           .language = spoken.language };
}

Place place_of(Cursor& cursor, const Card& card, const Sentence& sentence,
               const OpennessPhrase& phrase) {
  const std::size_t begin = sentence.offsets[phrase.begin];
  const std::size_t end = sentence.offsets[phrase.begin + phrase.length - 1] + 1;
  const std::string_view text = card.text.text;
  const std::size_t line_end = std::min(end, text.find('\n', begin));
  return cursor.place(begin, static_cast<int>(code_points(text.substr(begin, line_end - begin))));
}

void add_sentences(const SpokenCard& spoken, const CardContext& context,
                   std::vector<OpennessStatement>& statements) {
  Cursor cursor(spoken.card->text);
  for (std::size_t i = 0; i < spoken.sentences.size(); ++i) {
    const Sentence& sentence = spoken.sentences[i];
    // A bare link is the title of something elsewhere.
    if (sentence.linked || !may_speak_of_openness(sentence.text)) continue;
    for (const OpennessPhrase& phrase :
         find_openness(sentence.text, context_of(spoken, i, context))) {
      if (statements.size() == most_statements) return;
      statements.push_back({ phrase.openness, place_of(cursor, *spoken.card, sentence, phrase),
                             sentence.text.substr(phrase.begin, phrase.length) });
    }
  }
}

}  // namespace

std::vector<OpennessStatement> find_statements(const std::vector<Card>& cards,
                                               std::string_view model, std::string_view origin) {
  std::vector<SpokenCard> spoken;
  CardContext context{ .names = names_in(model), .repository = hosted_repository(origin) };
  // Most cards never speak of openness, and splitting one into sentences costs more than this look.
  for (const Card& card : cards)
    if (may_speak_of_openness(card.text.text)) spoken.push_back(read_prose(card));
  for (const SpokenCard& one : spoken) add_names(one, context.names);
  std::vector<OpennessStatement> statements;
  for (const SpokenCard& one : spoken) {
    add_tags(*one.card, statements);
    add_sentences(one, context, statements);
  }
  return statements;
}

std::vector<std::string> explain_wording(const Card& card, int line, std::string_view origin) {
  const SpokenCard spoken = read_prose(card);
  CardContext context{ .names = {}, .repository = hosted_repository(origin) };
  add_names(spoken, context.names);
  Cursor cursor(card.text);
  std::vector<std::string> explanations;
  for (std::size_t i = 0; i < spoken.sentences.size(); ++i)
    for (const MentionExplanation& mention :
         explain_openness(spoken.sentences[i].text, context_of(spoken, i, context)))
      if (place_of(cursor, card, spoken.sentences[i], mention.words).line == line)
        explanations.push_back(mention.text);
  return explanations;
}

}  // namespace reallyopen
