#include "license/text_index.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

#include "embedded/files.h"

namespace reallyopen {
namespace {

// Header: magic, then how many words the pool has, how many texts, slices, samples and bytes of
// names. Then the pool, the texts (words, required words, slices, samples), the slices, where each
// bucket of samples starts, the samples of all texts in ascending order, and the names: ids joined
// by `|`, one line per text. All numbers are little-endian.
constexpr std::string_view magic = "licence texts 2\n";
constexpr std::size_t text_size = 16;
constexpr std::size_t slice_size = 8;
constexpr std::size_t posting_size = 4;
constexpr unsigned rest_bits = 12;  // of a sample that its bucket does not tell
constexpr std::size_t bucket_count = std::size_t{ 1 } << (shingle_bits - rest_bits);
constexpr std::uint32_t rest_mask = (1U << rest_bits) - 1;

constexpr std::size_t fewest_samples = 64;
constexpr std::size_t words_per_sample = 14;
constexpr std::size_t shortest_copy = 6;  // words: below, a slice costs more than it saves
constexpr std::size_t most_origins = 24;  // places in the pool that are tried for one copy

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  if (at + size > bytes.size()) throw std::logic_error("the index of licence texts ends early");
  std::uint32_t number = 0;
  for (std::size_t i = size; i-- > 0;)
    number = (number << 8U) | static_cast<unsigned char>(bytes[at + i]);
  return number;
}

void put(std::string& bytes, std::size_t number, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>((number >> (8 * i)) & 0xFFU);
}

std::string_view part(std::string_view& bytes, std::size_t size) {
  if (size > bytes.size()) throw std::logic_error("the index of licence texts ends early");
  const std::string_view first = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return first;
}

std::string_view next_line(std::string_view& lines) {
  const std::string_view line = part(lines, std::min(lines.find('\n'), lines.size()));
  if (!lines.empty()) lines.remove_prefix(1);
  return line;
}

// Gathers the words of all texts, each new stretch once.
class Pool {
 public:
  // The slices that give `words`.
  std::vector<std::pair<std::size_t, std::size_t>> add(const WordCodes& words) {
    std::vector<std::pair<std::size_t, std::size_t>> slices;
    const auto extend = [&](std::size_t offset, std::size_t length) {
      if (!slices.empty() && slices.back().first + slices.back().second == offset)
        slices.back().second += length;
      else
        slices.emplace_back(offset, length);
    };
    for (std::size_t at = 0; at < words.size();) {
      const auto [offset, length] = longest_copy(words, at);
      if (length >= shortest_copy) {
        extend(offset, length);
        at += length;
      } else {
        extend(codes_.size(), 1);
        codes_.push_back(words[at++]);
        remember();
      }
    }
    return slices;
  }

  const WordCodes& codes() const { return codes_; }

 private:
  static std::uint64_t key(const WordCodes& words, std::size_t at) {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < shortest_copy; ++i)
      hash = hash * 1099511628211ULL + words[at + i] + 1;
    return hash;
  }

  void remember() {
    if (codes_.size() < shortest_copy) return;
    const std::size_t at = codes_.size() - shortest_copy;
    auto& origins = origins_[key(codes_, at)];
    if (origins.size() < most_origins) origins.push_back(at);
  }

  std::pair<std::size_t, std::size_t> longest_copy(const WordCodes& words, std::size_t at) const {
    std::pair<std::size_t, std::size_t> best{ 0, 0 };
    if (at + shortest_copy > words.size()) return best;
    const auto found = origins_.find(key(words, at));
    if (found == origins_.end()) return best;
    for (const std::size_t origin : found->second) {
      std::size_t length = 0;
      while (at + length < words.size() && origin + length < codes_.size() &&
             words[at + length] == codes_[origin + length])
        ++length;
      if (length > best.second) best = { origin, length };
    }
    return best;
  }

  WordCodes codes_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> origins_;
};

// The least of all shingles: the same ones wherever the text stands.
std::vector<std::uint32_t> samples_of(const WordCodes& words) {
  std::vector<std::uint32_t> all;
  for (std::size_t i = 0; i + shingle_words <= words.size(); ++i)
    all.push_back(shingle(words[i], words[i + 1], words[i + 2]));
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  all.resize(std::min(all.size(), std::max(fewest_samples, words.size() / words_per_sample)));
  return all;
}

}  // namespace

std::uint32_t shingle(std::uint16_t a, std::uint16_t b, std::uint16_t c) {
  std::uint64_t hash = (std::uint64_t{ a } << 32U) | (std::uint64_t{ b } << 16U) | c;
  hash *= 0x9E3779B97F4A7C15ULL;
  hash ^= hash >> 29U;
  hash *= 0xBF58476D1CE4E5B9ULL;
  return static_cast<std::uint32_t>(hash >> 40U);
}

TextIndex::TextIndex(std::string_view bytes) {
  if (part(bytes, magic.size()) != magic) throw std::logic_error("no index of licence texts");
  const std::string_view header = part(bytes, 20);
  pool_ = part(bytes, std::size_t{ 2 } * number_at(header, 0, 4));
  const std::size_t count = number_at(header, 4, 4);
  std::string_view rows = part(bytes, count * text_size);
  std::string_view slices = part(bytes, number_at(header, 8, 4) * slice_size);
  buckets_ = part(bytes, (bucket_count + 1) * 4);
  postings_ = part(bytes, number_at(header, 12, 4) * posting_size);
  std::string_view names = part(bytes, number_at(header, 16, 4));
  texts_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view row = part(rows, text_size);
    texts_.push_back({ .words = number_at(row, 0, 4),
                       .required_words = number_at(row, 4, 4),
                       .samples = number_at(row, 12, 4),
                       .slices = part(slices, number_at(row, 8, 4) * slice_size),
                       .names = next_line(names) });
  }
}

WordCodes TextIndex::words_of(const IndexedText& text) const {
  WordCodes words;
  words.reserve(text.words);
  for (std::size_t at = 0; at < text.slices.size(); at += slice_size) {
    const std::size_t first = number_at(text.slices, at, 4);
    const std::size_t length = number_at(text.slices, at + 4, 4);
    const std::string_view bytes = pool_.substr(2 * first, 2 * length);
    for (std::size_t i = 0; i < bytes.size(); i += 2)
      words.push_back(static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[i]) |
                                                 (static_cast<unsigned char>(bytes[i + 1]) << 8U)));
  }
  return words;
}

std::vector<std::uint32_t> TextIndex::samples_among(std::span<const std::uint32_t> shingles) const {
  std::vector<std::uint32_t> counts(texts_.size());
  for (const std::uint32_t shingle : shingles) {
    const std::size_t bucket = shingle >> rest_bits;
    const std::uint32_t end = number_at(buckets_, (bucket + 1) * 4, 4);
    for (std::uint32_t i = number_at(buckets_, bucket * 4, 4); i < end; ++i) {
      const std::uint32_t rest = number_at(postings_, i * posting_size, 2);
      if (rest < (shingle & rest_mask)) continue;
      if (rest > (shingle & rest_mask)) break;
      ++counts.at(number_at(postings_, i * posting_size + 2, 2));
    }
  }
  return counts;
}

std::vector<std::string_view> IndexedText::ids() const {
  std::vector<std::string_view> ids;
  for (std::size_t at = 0; at <= names.size();) {
    const std::size_t end = std::min(names.find('|', at), names.size());
    ids.push_back(names.substr(at, end - at));
    at = end + 1;
  }
  return ids;
}

const TextIndex& license_texts() {
  static const TextIndex index(embedded_license_texts());
  return index;
}

namespace {

using Postings = std::vector<std::pair<std::uint32_t, std::size_t>>;  // sample and text

std::string write_postings(Postings postings) {
  std::ranges::sort(postings);
  std::vector<std::size_t> starts(bucket_count + 1);
  for (const auto& [sample, text] : postings) ++starts[(sample >> rest_bits) + 1];
  for (std::size_t i = 0; i < bucket_count; ++i) starts[i + 1] += starts[i];
  std::string bytes;
  for (const std::size_t start : starts) put(bytes, start, 4);
  for (const auto& [sample, text] : postings) {
    put(bytes, sample & rest_mask, 2);
    put(bytes, text, 2);
  }
  return bytes;
}

}  // namespace

std::string write_index(std::span<const TextToIndex> texts) {
  Pool pool;
  std::string rows;
  std::string slices;
  Postings postings;
  std::string names;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const TextToIndex& text = texts[i];
    const auto copied = pool.add(text.words);
    const auto samples = samples_of(text.words);
    for (const std::size_t number :
         { text.words.size(), text.required_words, copied.size(), samples.size() })
      put(rows, number, 4);
    for (const auto& [offset, length] : copied) {
      put(slices, offset, 4);
      put(slices, length, 4);
    }
    for (const std::uint32_t sample : samples) postings.emplace_back(sample, i);
    for (const std::string& id : text.ids) names += (&id == &text.ids.front() ? "" : "|") + id;
    names += '\n';
  }
  std::string bytes(magic);
  for (const std::size_t number : { pool.codes().size(), texts.size(), slices.size() / slice_size,
                                    postings.size(), names.size() })
    put(bytes, number, 4);
  for (const std::uint16_t code : pool.codes()) put(bytes, code, 2);
  return bytes + rows + slices + write_postings(std::move(postings)) + names;
}

}  // namespace reallyopen
