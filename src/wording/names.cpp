#include "wording/names.h"

#include <algorithm>
#include <functional>
#include <map>

#include "text/letters.h"
#include "wording/lexicon.h"
#include "wording/tokens.h"

namespace reallyopen {

std::vector<std::string> names_in(std::string_view title) {
  std::vector<std::string> names;
  const std::size_t end = std::min({ title.find_first_of(":|(,"), title.find(" - "),
                                     title.find("\xE2\x80\x94"), title.find("\xEF\xBC\x9A"),
                                     title.find("\xEF\xBC\x88"), title.size() });
  const std::string_view first = title.substr(0, end);
  const Lexicon& lexicon = lexicon_for(first);
  const std::vector<Token> tokens = tokenize(first, lexicon, {});
  std::string whole;
  bool known = true;
  std::size_t words = 0;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::mark) continue;
    // "Leafnet open source models" is called Leafnet.
    if (!whole.empty() &&
        token.any({ Role::open_source, Role::open_weights, Role::open, Role::degree }))
      break;
    ++words;
    if (token.roles.empty()) known = false;
    whole += squeezed(first.substr(token.begin, token.end - token.begin));
  }
  if (known || whole.empty() || words > 4) return names;
  names.push_back(whole);
  // Without size and version.
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::mark) continue;
    const std::string_view word = first.substr(token.begin, token.end - token.begin);
    std::string stem = squeezed(word.substr(0, word.find_first_of("-_ 0123456789")));
    if (token.roles.empty() && stem.size() >= 4 && stem != whole && lexicon.roles_of(stem).empty())
      names.push_back(stem);
    break;
  }
  return names;
}

std::string commonest_name(std::string_view text) {
  constexpr std::size_t least = 3;
  std::map<std::string, std::size_t, std::less<>> counts;
  const auto is_letter = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
  };
  const auto is_inside = [&](char letter) {
    return is_letter(letter) || is_digit(letter) || letter == '-' || letter == '.' || letter == '_';
  };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_inside(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    const auto letters = std::ranges::find_if_not(word, is_letter) - word.begin();
    const bool numbered = word.find_first_of("0123456789") != std::string_view::npos;
    if (letters >= 2 && numbered && word[0] >= 'A' && word[0] <= 'Z')
      ++counts[lower(word.substr(0, static_cast<std::size_t>(letters)))];
    at = std::max(end, at + 1);
  }
  const auto rank = [](const auto& pair) { return pair.second; };
  std::erase_if(counts,
                [](const auto& pair) { return !english_lexicon().roles_of(pair.first).empty(); });
  const auto top = std::ranges::max_element(counts, {}, rank);
  return top != counts.end() && top->second >= least ? top->first : "";
}

}  // namespace reallyopen
