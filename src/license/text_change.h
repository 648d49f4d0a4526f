// Says how a text differs from the licence that it was aligned with.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "license/align.h"
#include "license/recognise.h"
#include "license/words.h"

namespace reallyopen {

// The words of a text that count, and what became of them.
struct CountedWords {
  std::string_view text;
  std::vector<TextWord> words;
  WordCodes codes;          // of `words`
  std::vector<bool> taken;  // belongs to a licence that was found
};

CountedWords counted_words(std::string_view text, std::size_t limit);

// What stands between the words of an alignment and is not taken, and what of the licence is
// missing. An appendix that is left out, and a missing title, are no changes.
std::vector<TextChange> changes_of(const CountedWords& text, const Alignment& alignment,
                                   const WordCodes& license, std::size_t required_words);

// A stretch of words that no licence explains; none where it is only a title.
std::vector<TextChange> unexplained(const CountedWords& text, std::size_t first, std::size_t end);

}  // namespace reallyopen
