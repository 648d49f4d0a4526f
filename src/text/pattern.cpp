#include "text/pattern.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_groups = 8;  // with the whole match

bool has_word(std::string_view word, std::string_view text) {
  const auto same = [](char a, char b) { return lower(a) == lower(b); };
  const char first = lower(word.front());
  const char upper = is_ascii_letter(first) ? static_cast<char>(first - 'a' + 'A') : first;
  for (std::size_t at = 0; at + word.size() <= text.size(); ++at)
    if ((text[at] == first || text[at] == upper) &&
        std::equal(word.begin() + 1, word.end(), text.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                   same))
      return true;
  return false;
}

}  // namespace

bool has_one_of(std::string_view words, std::string_view text) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find('|'), words.size());
    if (has_word(words.substr(0, end), text)) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

Pattern::~Pattern() { delete compiled_.load(); }

bool Pattern::match(std::string_view text, bool whole, std::span<std::string_view> found) const {
  if (!words_.empty() && !has_one_of(words_, text)) return false;
  std::array<re2::StringPiece, most_groups> pieces;
  const auto anchor = whole ? RE2::ANCHOR_BOTH : RE2::UNANCHORED;
  if (!compiled().Match(re2::StringPiece(text.data(), text.size()), 0, text.size(), anchor,
                        pieces.data(), static_cast<int>(found.size())))
    return false;
  for (std::size_t i = 0; i < found.size(); ++i) found[i] = { pieces[i].data(), pieces[i].size() };
  return true;
}

// Of two threads that come first, one keeps what it compiled.
const re2::RE2& Pattern::compiled() const {
  if (const re2::RE2* known = compiled_.load(std::memory_order_acquire)) return *known;
  auto expression = std::make_unique<re2::RE2>(
    re2::StringPiece(expression_.data(), expression_.size()), re2::RE2::Quiet);
  if (!expression->ok())
    throw std::logic_error(fmt::format("pattern that RE2 does not take `{}`", expression_));
  const re2::RE2* known = nullptr;
  if (!compiled_.compare_exchange_strong(known, expression.get(), std::memory_order_acq_rel))
    return *known;
  return *expression.release();
}

}  // namespace reallyopen
