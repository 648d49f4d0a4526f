#include "evidence/wording.h"

#include "card/prose.h"
#include "evidence/card_comparison.h"
#include "manifest/cursor.h"
#include "text/letters.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_statements = 200;

// Most cards never speak of openness, and splitting one into sentences costs more than this look.
bool may_say_so(std::string_view text) {
  return lower(text).find("open") != std::string::npos ||
         text.find("开源") != std::string_view::npos ||
         text.find("開源") != std::string_view::npos || text.find("开放") != std::string_view::npos;
}

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

void add_sentences(const Card& card, std::vector<OpennessStatement>& statements) {
  Cursor cursor(card.text);
  for (const Sentence& sentence : split_prose(card.text.text, card.prose)) {
    // A quotation is somebody else's word, and a bare link the title of something elsewhere.
    if (sentence.quoted || sentence.linked) continue;
    for (const OpennessPhrase& phrase : find_openness(
           sentence.text, { .section = sentence.section, .heading = sentence.heading })) {
      if (statements.size() == most_statements) return;
      const std::string words = sentence.text.substr(phrase.begin, phrase.length);
      const std::size_t begin = sentence.offsets[phrase.begin];
      const std::size_t end = sentence.offsets[phrase.begin + phrase.length - 1] + 1;
      const std::size_t line_end = card.text.text.find('\n', begin);
      const auto width = code_points(
        std::string_view(card.text.text).substr(begin, std::min(end, line_end) - begin));
      statements.push_back(
        { phrase.openness, cursor.place(begin, static_cast<int>(width)), words });
    }
  }
}

}  // namespace

std::vector<OpennessStatement> find_statements(const std::vector<Card>& cards) {
  std::vector<OpennessStatement> statements;
  for (const Card& card : cards) {
    if (!may_say_so(card.text.text)) continue;
    add_tags(card, statements);
    add_sentences(card, statements);
  }
  return statements;
}

}  // namespace reallyopen
