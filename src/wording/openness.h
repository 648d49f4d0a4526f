// Whether a sentence of a README calls the model of the repository open, and how.
#pragma once

#include <string>
#include <string_view>
#include <vector>

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
};

// The statements of one sentence about the model at hand. Comparisons with others, what software,
// data or a community is, thanks, titles and intentions are none.
std::vector<OpennessPhrase> find_openness(std::string_view sentence, const WordingContext& context);

}  // namespace reallyopen
