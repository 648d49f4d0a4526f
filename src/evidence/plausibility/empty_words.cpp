#include "evidence/plausibility/empty_words.h"

#include <algorithm>
#include <string>
#include <vector>

#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::string_view no_values =
  "tbd|tba|todo|fixme|to be determined|to be announced|to be decided|to be defined|coming soon|"
  "later|tuned|hand tuned|standard|usual|as usual|the usual|typical|various|several|multiple|"
  "some|various gpus|several gpus|multiple gpus|many gpus|some gpus|gpu|gpus|a gpu|our cluster|"
  "a cluster|internal cluster|cloud|see paper|see the paper|see our paper|see the report|"
  "see the technical report|see technical report|as in the paper|see above|see below|see code|"
  "see the code|refer to the paper|proprietary|confidential|secret|internal|undisclosed|"
  "not disclosed|n a|na|xxx|xx|placeholder|unspecified";

// What a description can be made of and still say nothing.
constexpr std::string_view hollow =
  "a an the our own of from and in on proprietary internal web internet online public publicly "
  "available various mixed mixture mix data dataset datasets source sources text texts corpus "
  "house private licensed curated high quality large scale collection custom some diverse "
  "content training company confidential other different several";

constexpr std::string_view way_words =
  "contact us the authors author on upon request ask email e mail by please available directly "
  "reach out to for access team our write";

constexpr std::string_view secrets =
  "proprietary|trade secret|confidential|cannot be disclosed|can not be disclosed|"
  "not disclosed|undisclosed|not be shared|cannot share|competitive reason|"
  "competitive advantage|kept secret|is secret|"
  "intellectual property|not public|internal only|under nda";

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char letter : std::string(text) + " ") {
    if (is_word_letter(letter) || static_cast<unsigned char>(letter) >= 0x80) {
      word += lower(letter);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

bool are_all(const std::vector<std::string>& words, std::string_view known) {
  return !words.empty() &&
         std::ranges::all_of(words, [&](const std::string& word) { return is_among(word, known); });
}

}  // namespace

bool states_no_value(std::string_view text) {
  const std::string said = joined(words_of(text));
  for (std::string_view rest = no_values; !rest.empty();)
    if (take_until(rest, '|') == said) return true;
  return false;
}

bool describes_no_data(std::string_view text) {
  return states_no_value(text) || are_all(words_of(text), hollow);
}

bool names_no_way(std::string_view text) {
  return states_no_value(text) || are_all(words_of(text), way_words);
}

bool keeps_secret(std::string_view reason) {
  const std::string text = joined(words_of(reason));
  for (std::string_view rest = secrets; !rest.empty();) {
    const std::string_view secret = take_until(rest, '|');
    const std::size_t at = text.find(secret);
    if (at == std::string::npos) continue;
    // `nothing proprietary`, `no part is secret`
    const std::string before = " " + text.substr(0, at);
    const bool denied = before.ends_with(" not ") ||
                        contains_one_of(before, { " no ", " nothing ", " none ", " without " });
    if (!denied) return true;
  }
  return false;
}

}  // namespace reallyopen
