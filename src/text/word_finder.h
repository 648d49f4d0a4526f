// Many words looked for in one pass over a text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace reallyopen {

class WordFinder {
 public:
  // No word is empty; letter case counts.
  explicit WordFinder(const std::vector<std::string_view>& words);

  // Calls `found` with the index of a word and where it begins, for each place, also where words
  // overlap.
  template <class Found>
  void each(std::string_view text, const Found& found) const {
    std::size_t node = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      node = next_[node * letters_ + letter_[static_cast<unsigned char>(text[at])]];
      for (std::size_t end = word_[node] < 0 ? ends_[node] : node; end != 0; end = ends_[end])
        found(static_cast<std::size_t>(word_[end]), at + 1 - sizes_[end]);
    }
  }

 private:
  std::size_t add_node();
  void add(std::string_view word, int index);
  void link();

  std::array<std::uint8_t, 256> letter_{};  // 0: in no word
  std::size_t letters_ = 1;
  std::vector<std::uint16_t> next_;  // of a node, for each letter
  std::vector<std::uint16_t> ends_;  // the longest word that ends here and is shorter; 0: none
  std::vector<std::int16_t> word_;   // that ends at a node; -1: none
  std::vector<std::uint16_t> sizes_;
};

}  // namespace reallyopen
