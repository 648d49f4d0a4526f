#include "text/letters.h"

#include <algorithm>

namespace reallyopen {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

bool contains_one_of(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(
    parts, [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& letter : result) letter = lower(letter);
  return result;
}

std::string_view trimmed(std::string_view text, std::string_view blanks) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string_view take_until(std::string_view& rest, char end) {
  const std::size_t size = std::min(rest.find(end), rest.size());
  const std::string_view part = rest.substr(0, size);
  rest.remove_prefix(std::min(size + 1, rest.size()));
  return part;
}

bool is_among(std::string_view word, std::string_view words) {
  for (std::size_t at = words.find(word); at != std::string_view::npos;
       at = words.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' '))
      return !word.empty() && word.find(' ') == std::string_view::npos;
  }
  return false;
}

std::string squeezed(std::string_view name) {
  std::string result;
  for (const char letter : name) {
    if (letter >= 'A' && letter <= 'Z')
      result += static_cast<char>(letter - 'A' + 'a');
    else if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
             static_cast<unsigned char>(letter) >= 0x80)
      result += letter;
  }
  return result;
}

}  // namespace reallyopen
