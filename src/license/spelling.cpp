#include "license/spelling.h"

#include <algorithm>
#include <array>
#include <vector>

#include "text/letters.h"

namespace reallyopen {
namespace {

bool is_letter(char letter) { return letter >= 'a' && letter <= 'z'; }

bool is_filling(std::string_view word) {
  constexpr std::array<std::string_view, 8> filling{ "the",     "a", "license",   "licence",
                                                     "version", "v", "agreement", "international" };
  return std::ranges::find(filling, word) != filling.end();
}

// Runs of letters, runs of digits, and `+`.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  char before = ' ';
  for (const char letter : text) {
    const bool goes_on = (is_letter(letter) && is_letter(before)) ||
                         (is_digit(letter) && is_digit(before));
    if (goes_on)
      words.back() += letter;
    else if (is_letter(letter) || is_digit(letter) || letter == '+')
      words.emplace_back(1, letter);
    before = letter;
  }
  return words;
}

// "gplv" before a number is "gpl".
void split_version_letter(std::vector<std::string>& words) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if (words[i].size() > 1 && words[i].back() == 'v' && is_digit(words[i + 1].front()))
      words[i].pop_back();
}

}  // namespace

std::string spelling_key(std::string_view text) {
  std::vector<std::string> words = words_of(lower(text));
  split_version_letter(words);
  std::string key;
  bool after_number = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool number = is_digit(word.front());
    const bool ends_number = i + 1 == words.size() || !is_digit(words[i + 1].front());
    const bool skipped = is_filling(word) || (word == "0" && after_number && ends_number);
    after_number = number;
    if (skipped) continue;
    if (!key.empty()) key += ' ';
    key += word;
  }
  return key;
}

}  // namespace reallyopen
