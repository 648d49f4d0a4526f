// Whether a sentence of a README calls the model of the repository open, and how.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wording/lexicon.h"
#include "wording/reading.h"

namespace reallyopen {

enum class Wording {
  open_source,   // "open source", "fully open", 开源
  open_weights,  // "open weights"
  open_model,    // "an open language model", "under an open license"
  qualified,     // open for some: "fully open for academic research", 对学术研究完全开放
};

std::string_view name(Wording openness);

struct OpennessPhrase {
  Wording openness = Wording::open_source;
  std::size_t begin = 0;  // of the words themselves, in the sentence
  std::size_t length = 0;
};

struct WordingContext {
  std::string_view section;  // the heading above, in lower case
  bool heading = false;
  bool quoted = false;   // somebody's words, unless they speak of the model by name
  bool planned = false;  // an item of a list of what is to be done
  // Behind which byte of the sentence it links to another repository of the same owner.
  std::optional<std::size_t> sibling = {};
  std::span<const std::string> names = {};  // what the model is called, from `names_in`
  const Lexicon* language = nullptr;        // of the whole text, where it is known
};

// The statements of one sentence about the model at hand. Comparisons with others, what software,
// data or a community is, thanks, titles and intentions are none.
std::vector<OpennessPhrase> find_openness(std::string_view sentence, const WordingContext& context);

// A sentence as it was read, also what is no statement.
struct SentenceReading {
  const Lexicon* lexicon = nullptr;
  std::vector<Token> tokens;
  std::vector<Reading> mentions;

  // Where the words of a mention stand in the sentence.
  OpennessPhrase words_of(const Reading& mention) const;
};

SentenceReading read_sentence(std::string_view sentence, const WordingContext& context);

// Whether a section, by its heading, tells of other people's works, or thanks for them.
bool is_about_others(std::string_view section);

}  // namespace reallyopen
