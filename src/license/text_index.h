// The fingerprints of licence texts: codes of their words, in which stretches that texts share are
// stored once.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

using WordCodes = std::vector<std::uint16_t>;

// Three words in a row, in 24 bits.
std::uint32_t shingle(std::uint16_t a, std::uint16_t b, std::uint16_t c);
inline constexpr std::size_t shingle_words = 3;
inline constexpr unsigned shingle_bits = 24;

struct IndexedText {
  std::uint32_t words = 0;
  std::uint32_t required_words = 0;  // what follows (an appendix) may be left out
  std::uint32_t samples = 0;         // shingles by which it is looked up
  std::string_view slices;           // of the pool: offset and length, four bytes each
  std::string_view names;            // the licences whose text it is, joined by `|`

  std::vector<std::string_view> ids() const;
};

// A text for the index, as a generator knows it.
struct TextToIndex {
  std::vector<std::string> ids;
  WordCodes words;
  std::size_t required_words = 0;
};

class TextIndex {
 public:
  // `bytes` must outlive the index. Throws std::logic_error where they are no index: our bug.
  explicit TextIndex(std::string_view bytes);

  std::span<const IndexedText> texts() const { return texts_; }
  WordCodes words_of(const IndexedText& text) const;
  // How many samples of each text are among `shingles`, which ascend and differ.
  std::vector<std::uint32_t> samples_among(std::span<const std::uint32_t> shingles) const;

 private:
  std::string_view pool_;  // two bytes a word
  std::vector<IndexedText> texts_;
  std::string_view buckets_;   // where the samples that begin alike start, four bytes each
  std::string_view postings_;  // the rest of a sample, and whose it is, two bytes each
};

// The index embedded in the program.
const TextIndex& license_texts();

std::string write_index(std::span<const TextToIndex> texts);

}  // namespace reallyopen
