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

struct IndexedText {
  std::vector<std::string_view> ids;  // the licences whose text it is
  std::uint32_t words = 0;
  std::uint32_t required_words = 0;  // what follows (an appendix) may be left out
  std::span<const char> samples;     // shingles, three bytes each
  std::span<const char> slices;      // of the pool: offset and length, four bytes each
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

 private:
  std::string_view pool_;  // two bytes a word
  std::vector<IndexedText> texts_;
};

// The index embedded in the program.
const TextIndex& license_texts();

std::string write_index(std::span<const TextToIndex> texts);

inline constexpr std::size_t sample_size = 3;

inline std::size_t sample_count(const IndexedText& text) {
  return text.samples.size() / sample_size;
}

inline std::uint32_t sample_at(const IndexedText& text, std::size_t number) {
  const char* bytes = text.samples.data() + number * sample_size;
  const auto byte = [&](std::size_t at) -> std::uint32_t {
    return static_cast<unsigned char>(bytes[at]);
  };
  return byte(0) | byte(1) << 8U | byte(2) << 16U;
}

}  // namespace reallyopen
