// Whether a sentence of a README calls the model of the repository open, and how.
#pragma once

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
  std::span<const std::string> names = {};  // what the model is called, from `names_in`
  const Lexicon* language = nullptr;        // of the whole text, where it is known
};

// The statements of one sentence about the model at hand. Comparisons with others, what software,
// data or a community is, thanks, titles and intentions are none.
std::vector<OpennessPhrase> find_openness(std::string_view sentence, const WordingContext& context);

// Where the words of a mention stand in the sentence.
void set_words(std::span<const Token> tokens, const Reading& reading, OpennessPhrase& phrase);

// Whether a section, by its heading, tells of other people's works, or thanks for them.
bool is_about_others(std::string_view section);

// What a title calls the model, squeezed: `Leafnet-7B: a small model` gives `leafnet7b` and
// `leafnet`.
std::vector<std::string> names_in(std::string_view title);

// What a text calls by a name with a size or version oftener than anything else, at least three
// times: `leafnet` of Leafnet-7B and Leafnet-13B. Empty: there is none.
std::string commonest_name(std::string_view text);

}  // namespace reallyopen
