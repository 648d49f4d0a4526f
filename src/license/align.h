// Finds a licence's words in a text, in their order, whatever was added, removed or replaced.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "license/text_index.h"

namespace reallyopen {

// A word of the text that is a word of the licence.
struct MatchedWord {
  std::size_t in_text = 0;
  std::size_t in_license = 0;

  friend bool operator==(const MatchedWord&, const MatchedWord&) = default;
};

using Alignment = std::vector<MatchedWord>;  // both ascend

// The shingles of a text and where they stand. Words that are taken belong to a licence that was
// found before.
class TextShingles {
 public:
  TextShingles(const WordCodes& words, const std::vector<bool>& taken);

  bool may_have(std::uint32_t shingle) const {
    return (present_[bit(shingle) >> 6U] >> (bit(shingle) & 63U)) & 1U;
  }
  // Shingle and place, ascending.
  std::span<const std::uint64_t> entries() const { return entries_; }
  static std::uint32_t shingle_of(std::uint64_t entry) {
    return static_cast<std::uint32_t>(entry >> 32U);
  }
  // The first few places, ascending.
  std::span<const std::uint64_t> places(std::uint32_t shingle) const;
  static std::size_t place(std::uint64_t entry) {
    return static_cast<std::size_t>(entry & 0xFFFFFFFFU);
  }

 private:
  std::uint32_t bit(std::uint32_t shingle) const { return shingle >> shift_; }

  unsigned shift_;                      // of a shingle to its bit
  std::vector<std::uint64_t> present_;  // many more bits than words
  std::vector<std::uint64_t> entries_;  // shingle and place
};

// Time and memory grow with the number of words, not with its square.
Alignment align(const WordCodes& text, const std::vector<bool>& taken, const TextShingles& shingles,
                const WordCodes& license);

}  // namespace reallyopen
