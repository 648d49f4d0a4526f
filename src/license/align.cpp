#include "license/align.h"

#include <algorithm>
#include <bit>

namespace reallyopen {
namespace {

constexpr unsigned fewest_presence_bits = 10;
constexpr unsigned most_presence_bits = 21;
constexpr std::size_t bits_per_word = 32;       // so that few words seem to be there that are not
constexpr std::size_t most_places = 8;          // of one shingle that are tried
constexpr std::size_t largest_table = 250'000;  // cells of one exact comparison
constexpr std::size_t all_tables = 6'000'000;   // cells of one alignment
constexpr std::size_t long_run = 4;             // unique shingles in a row that are no chance
constexpr double gap_cost = 0.4;                // of a word between two matched ones
constexpr double largest_gap_cost = 60;         // an addition of any length does not part a licence

// The longest chain of pairs that ascends on both sides; of equally long ones that which ends first
// in the text.
Alignment longest_chain(const std::vector<MatchedWord>& pairs) {
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::vector<std::size_t> tails;  // by length: the pair that ends such a chain earliest
  std::vector<std::size_t> before(pairs.size(), none);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto at = std::ranges::lower_bound(tails, pairs[i].in_text, {},
                                             [&](std::size_t pair) { return pairs[pair].in_text; });
    const auto length = static_cast<std::size_t>(at - tails.begin());
    if (length > 0) before[i] = tails[length - 1];
    if (at == tails.end())
      tails.push_back(i);
    else
      *at = i;
  }
  Alignment chain;
  for (std::size_t i = tails.empty() ? none : tails.back(); i != none; i = before[i])
    chain.push_back(pairs[i]);
  std::ranges::reverse(chain);
  return chain;
}

// Whether three words of both sides agree, none of them taken.
bool agree(const WordCodes& text, const std::vector<bool>& taken, std::size_t i,
           const WordCodes& license, std::size_t j) {
  if (i + shingle_words > text.size()) return false;
  for (std::size_t k = 0; k < shingle_words; ++k)
    if (taken[i + k] || text[i + k] != license[j + k]) return false;
  return true;
}

std::vector<MatchedWord> shingle_pairs(const WordCodes& text, const std::vector<bool>& taken,
                                       const TextShingles& shingles, const WordCodes& license) {
  std::vector<MatchedWord> pairs;
  std::size_t run = 0;  // pairs in a row, where no other places are looked for
  for (std::size_t j = 0; j + shingle_words <= license.size(); ++j) {
    if (run >= long_run && agree(text, taken, pairs.back().in_text + 1, license, j)) {
      pairs.push_back({ pairs.back().in_text + 1, j });
      continue;
    }
    const std::uint32_t key = shingle(license[j], license[j + 1], license[j + 2]);
    const std::size_t expected = pairs.empty() ? 0 : pairs.back().in_text + 1;
    const std::size_t before = pairs.size();
    if (shingles.may_have(key)) {
      const auto places = shingles.places(key);
      // Descending, so that a chain takes at most one of them.
      for (auto place = places.rbegin(); place != places.rend(); ++place)
        pairs.push_back({ TextShingles::place(*place), j });
    }
    run = pairs.size() == before + 1 && pairs.back().in_text == expected ? run + 1 : 0;
  }
  return pairs;
}

// Every word of the shingles in a chain.
Alignment words_of_chain(const Alignment& chain) {
  Alignment words;
  for (const MatchedWord& start : chain)
    for (std::size_t i = 0; i < shingle_words; ++i) {
      const MatchedWord word{ start.in_text + i, start.in_license + i };
      if (words.empty() ||
          (word.in_text > words.back().in_text && word.in_license > words.back().in_license))
        words.push_back(word);
    }
  return words;
}

// The stretch of an alignment that is worth most: what stands far off and matches by chance is left
// out.
Alignment best_stretch(const Alignment& words) {
  double score = 0;
  double best = 0;
  std::size_t start = 0;
  std::size_t best_start = 0;
  std::size_t best_end = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) {
      const auto gap = static_cast<double>(words[i].in_text - words[i - 1].in_text - 1);
      score -= std::min(gap * gap_cost, largest_gap_cost);
    }
    if (score <= 0) {
      score = 0;
      start = i;
    }
    score += 1;
    if (score > best) {
      best = score;
      best_start = start;
      best_end = i + 1;
    }
  }
  return { words.begin() + static_cast<std::ptrdiff_t>(best_start),
           words.begin() + static_cast<std::ptrdiff_t>(best_end) };
}

struct Range {
  std::size_t first = 0;
  std::size_t end = 0;
  std::size_t size() const { return end - first; }
};

// Compares what lies between two matched words, exactly where that is small enough.
class Filler {
 public:
  Filler(const WordCodes& text, const std::vector<bool>& taken, const WordCodes& license)
      : text_(text), taken_(taken), license_(license) {}

  void fill(Range text, Range license, Alignment& words) {
    if (text.size() == 0 || license.size() == 0 || text.size() > largest_table / license.size())
      return;
    if (text.size() * license.size() > left_) return;
    left_ -= text.size() * license.size();
    const std::size_t width = license.size() + 1;
    lengths_.assign((text.size() + 1) * width, 0);
    for (std::size_t i = text.size(); i-- > 0;)
      for (std::size_t j = license.size(); j-- > 0;)
        lengths_[i * width + j] = equal(text.first + i, license.first + j)
                                    ? static_cast<std::uint16_t>(lengths_[(i + 1) * width + j + 1] +
                                                                 1)
                                    : std::max(lengths_[(i + 1) * width + j],
                                               lengths_[i * width + j + 1]);
    for (std::size_t i = 0, j = 0; i < text.size() && j < license.size();) {
      if (equal(text.first + i, license.first + j))
        words.push_back({ text.first + i++, license.first + j++ });
      else if (lengths_[(i + 1) * width + j] >= lengths_[i * width + j + 1])
        ++i;
      else
        ++j;
    }
  }

 private:
  bool equal(std::size_t in_text, std::size_t in_license) const {
    return !taken_[in_text] && text_[in_text] == license_[in_license];
  }

  const WordCodes& text_;
  const std::vector<bool>& taken_;
  const WordCodes& license_;
  std::vector<std::uint16_t> lengths_;
  std::size_t left_ = all_tables;
};

// How far into the text the missing beginning or end of a licence is looked for.
std::size_t reach(std::size_t missing) {
  return missing == 0 ? 0 : std::min<std::size_t>(missing + missing / 2 + 12, 400);
}

Alignment fill_gaps(const WordCodes& text, const std::vector<bool>& taken, const WordCodes& license,
                    const Alignment& anchors) {
  Filler filler(text, taken, license);
  Alignment words;
  const MatchedWord& first = anchors.front();
  const std::size_t begin = first.in_text - std::min(first.in_text, reach(first.in_license));
  const std::size_t missing = std::min<std::size_t>(first.in_license, 400);
  filler.fill({ begin, first.in_text }, { first.in_license - missing, first.in_license }, words);
  for (const MatchedWord& anchor : anchors) {
    if (!words.empty() && &anchor != &anchors.front()) {
      const MatchedWord last = words.back();
      filler.fill({ last.in_text + 1, anchor.in_text }, { last.in_license + 1, anchor.in_license },
                  words);
    }
    words.push_back(anchor);
  }
  const MatchedWord last = words.back();
  const std::size_t left = std::min<std::size_t>(license.size() - last.in_license - 1, 400);
  const std::size_t end = std::min(text.size(), last.in_text + 1 + reach(left));
  filler.fill({ last.in_text + 1, end }, { last.in_license + 1, last.in_license + 1 + left },
              words);
  return words;
}

unsigned presence_bits(std::size_t words) {
  const auto bits = static_cast<unsigned>(std::bit_width(words * bits_per_word));
  return std::clamp(bits, fewest_presence_bits, most_presence_bits);
}

}  // namespace

TextShingles::TextShingles(const WordCodes& words, const std::vector<bool>& taken)
    : shift_(shingle_bits - presence_bits(words.size())),
      present_((std::size_t{ 1 } << (shingle_bits - shift_)) / 64) {
  entries_.reserve(words.size());
  for (std::size_t i = 0; i + shingle_words <= words.size(); ++i) {
    if (taken[i] || taken[i + 1] || taken[i + 2]) continue;
    const std::uint32_t key = shingle(words[i], words[i + 1], words[i + 2]);
    present_[bit(key) >> 6U] |= std::uint64_t{ 1 } << (bit(key) & 63U);
    entries_.push_back((std::uint64_t{ key } << 32U) | i);
  }
  std::ranges::sort(entries_);
}

std::span<const std::uint64_t> TextShingles::places(std::uint32_t shingle) const {
  const std::uint64_t from = std::uint64_t{ shingle } << 32U;
  const auto first = std::ranges::lower_bound(entries_, from);
  auto end = first;
  while (end != entries_.end() && *end >> 32U == shingle &&
         static_cast<std::size_t>(end - first) < most_places)
    ++end;
  return { first, end };
}

Alignment align(const WordCodes& text, const std::vector<bool>& taken, const TextShingles& shingles,
                const WordCodes& license) {
  const Alignment anchors = best_stretch(
    words_of_chain(longest_chain(shingle_pairs(text, taken, shingles, license))));
  if (anchors.empty()) return {};
  return best_stretch(fill_gaps(text, taken, license, anchors));
}

}  // namespace reallyopen
