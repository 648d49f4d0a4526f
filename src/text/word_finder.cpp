#include "text/word_finder.h"

namespace reallyopen {

// After Aho and Corasick: a node is a beginning of words, and each letter leads to the longest
// beginning that the text then ends with.
WordFinder::WordFinder(const std::vector<std::string_view>& words) {
  for (const std::string_view word : words)
    for (const char letter : word) {
      std::uint8_t& known = letter_[static_cast<unsigned char>(letter)];
      if (known == 0) known = static_cast<std::uint8_t>(letters_++);
    }
  add_node();
  for (std::size_t i = 0; i < words.size(); ++i) add(words[i], static_cast<int>(i));
  link();
}

std::size_t WordFinder::add_node() {
  next_.resize(next_.size() + letters_);
  ends_.push_back(0);
  word_.push_back(-1);
  sizes_.push_back(0);
  return word_.size() - 1;
}

void WordFinder::add(std::string_view word, int index) {
  std::size_t node = 0;
  for (const char letter : word) {
    const std::size_t slot = node * letters_ + letter_[static_cast<unsigned char>(letter)];
    if (next_[slot] == 0) {
      const auto size = static_cast<std::uint16_t>(sizes_[node] + 1);
      const std::size_t added = add_node();
      next_[slot] = static_cast<std::uint16_t>(added);
      sizes_[added] = size;
    }
    node = next_[slot];
  }
  word_[node] = static_cast<std::int16_t>(index);
}

// Nodes nearer to the root first, so that what they fall back to is known.
void WordFinder::link() {
  std::vector<std::size_t> open;
  std::vector<std::uint16_t> back(word_.size(), 0);
  for (std::size_t letter = 0; letter < letters_; ++letter)
    if (next_[letter] != 0) open.push_back(next_[letter]);
  for (std::size_t i = 0; i < open.size(); ++i) {
    const std::size_t node = open[i];
    const std::size_t fallback = back[node];
    ends_[node] = word_[fallback] >= 0 ? back[node] : ends_[fallback];
    for (std::size_t letter = 0; letter < letters_; ++letter) {
      std::uint16_t& next = next_[node * letters_ + letter];
      const std::uint16_t without = next_[fallback * letters_ + letter];
      if (next == 0) {
        next = without;
      } else {
        back[next] = without;
        open.push_back(next);
      }
    }
  }
}

}  // namespace reallyopen
