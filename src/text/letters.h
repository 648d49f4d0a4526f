// Text reduced to what several spellings of one name have in common.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace reallyopen {

constexpr bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

constexpr char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

constexpr bool is_ascii_letter(char letter) { return lower(letter) >= 'a' && lower(letter) <= 'z'; }

// What a name is made of in most languages: letters, digits and `_`.
constexpr bool is_word_letter(char letter) {
  return is_ascii_letter(letter) || is_digit(letter) || letter == '_';
}

constexpr bool is_hex_digit(char letter) {
  return is_digit(letter) || (lower(letter) >= 'a' && lower(letter) <= 'f');
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words);
bool contains_one_of(std::string_view text, std::initializer_list<std::string_view> parts);

// ASCII letters in lower case; everything else stays.
std::string lower(std::string_view text);

// Without blanks before and behind.
std::string_view trimmed(std::string_view text, std::string_view blanks = " \t\r");

// Takes off what stands before `end`, and `end`; all of it where there is none.
std::string_view take_until(std::string_view& rest, char end);

// Whether `word` is one of those that stand in `words` between blanks.
bool is_among(std::string_view word, std::string_view words);

// Only letters and digits, in lower case: `Llama-2 7B` and `llama2-7b` are one name.
std::string squeezed(std::string_view name);

}  // namespace reallyopen
