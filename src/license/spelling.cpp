#include "license/spelling.h"

#include <algorithm>
#include <array>

#include "text/letters.h"

namespace reallyopen {
namespace {

bool is_letter(char letter) { return letter >= 'a' && letter <= 'z'; }

bool is_filling(std::string_view word) {
  constexpr std::array<std::string_view, 8> filling{ "the",     "a", "license",   "licence",
                                                     "version", "v", "agreement", "international" };
  return std::ranges::find(filling, word) != filling.end();
}

// The next run of letters, run of digits, or `+`; empty behind the last.
std::string_view take_word(std::string_view& rest) {
  while (!rest.empty() && !is_letter(rest.front()) && !is_digit(rest.front()) &&
         rest.front() != '+')
    rest.remove_prefix(1);
  std::size_t size = rest.empty() ? 0 : 1;
  const auto of_one_kind = [](char a, char b) {
    return (is_letter(a) && is_letter(b)) || (is_digit(a) && is_digit(b));
  };
  while (size > 0 && size < rest.size() && of_one_kind(rest[0], rest[size])) ++size;
  const std::string_view word = rest.substr(0, size);
  rest.remove_prefix(size);
  return word;
}

}  // namespace

std::string spelling_prefix(std::string_view word) {
  const std::string plain = lower(word);
  std::string_view rest = plain;
  std::string_view first = take_word(rest);
  if (is_filling(first)) return "";
  if (first.size() > 1 && first.back() == 'v') first.remove_suffix(1);  // a number may follow
  return std::string(first);
}

std::string spelling_key(std::string_view text) {
  const std::string plain = lower(text);
  std::string_view rest = plain;
  std::string key;
  bool after_number = false;
  for (std::string_view word = take_word(rest), next; !word.empty(); word = next) {
    next = take_word(rest);
    const bool number = is_digit(word.front());
    const bool before_number = !next.empty() && is_digit(next.front());
    // "gplv" before a number is "gpl".
    if (before_number && word.size() > 1 && word.back() == 'v') word.remove_suffix(1);
    const bool skipped = is_filling(word) || (word == "0" && after_number && !before_number);
    after_number = number;
    if (skipped) continue;
    if (!key.empty()) key += ' ';
    key += word;
  }
  return key;
}

}  // namespace reallyopen
