#include "evidence/cards/card_parameters.h"

#include <algorithm>
#include <charconv>

#include "card/prose.h"
#include "evidence/cards/about_model.h"
#include "manifest/cursor.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

// Names and cards round far: Gemma 2B has 2.5, and an embedding does not always count.
constexpr double card_band = 1.9;
constexpr double least_count = 100;  // fewer are settings, not weights
constexpr std::size_t longest_label = 40;
constexpr std::size_t longest_reach = 60;  // from a number to the word

struct Spoken {
  double value = 0;
  std::size_t begin = 0;  // in the text
  std::size_t end = 0;
};

double factor_of(std::string_view unit) {
  if (is_one_of(unit, { "k", "thousand" })) return 1e3;
  if (is_one_of(unit, { "m", "million", "mn", "mio" })) return 1e6;
  if (is_one_of(unit, { "b", "billion", "bn" })) return 1e9;
  if (is_one_of(unit, { "t", "trillion" })) return 1e12;
  return 0;
}

// `7B`, `1.3 million`, `77,100` that begins there.
std::optional<Spoken> number_at(std::string_view text, std::size_t at) {
  std::string digits;
  std::size_t end = at;
  for (; end < text.size(); ++end) {
    const bool in_number = end + 1 < text.size() && is_digit(text[end + 1]) && end > at;
    if (is_digit(text[end]) || (text[end] == '.' && in_number))
      digits += text[end];
    else if (text[end] != ',' || !in_number)
      break;
  }
  Spoken spoken{ 0, at, end };
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(),
                                             spoken.value);
  if (error != std::errc() || stop != digits.data() + digits.size()) return std::nullopt;
  std::size_t unit = end;
  if (unit < text.size() && (text[unit] == ' ' || text[unit] == '-')) ++unit;
  std::size_t unit_end = unit;
  while (unit_end < text.size() && is_word_letter(text[unit_end])) ++unit_end;
  const std::string word = lower(text.substr(unit, unit_end - unit));
  if (const double factor = factor_of(word); factor > 0) {
    spoken.value *= factor;
    spoken.end = unit_end;
  } else if (unit == end && unit_end > unit) {
    return std::nullopt;  // `8x7B`, `32bit`
  }
  return spoken;
}

std::optional<Spoken> first_number(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at)
    if (is_digit(text[at]) && (at == 0 || (!is_word_letter(text[at - 1]) && text[at - 1] != '-')))
      return number_at(text, at);
  return std::nullopt;
}

// What may stand between a number and "parameters".
bool is_bridge(std::string_view text) {
  std::string rest = lower(text);
  for (std::size_t open = rest.find('('); open != std::string::npos; open = rest.find('(')) {
    const std::size_t close = rest.find(')', open);
    if (close == std::string::npos) return false;
    rest.erase(open, close - open + 1);
  }
  std::string word;
  for (const char letter : rest + ' ') {
    if (is_word_letter(letter)) {
      word += letter;
    } else if (letter != ' ' && letter != '-') {
      return false;
    } else if (!word.empty()) {
      if (!is_one_of(word, { "trainable", "learnable", "total", "model", "trained" })) return false;
      word.clear();
    }
  }
  return true;
}

// The last number that leads to the word at `word`.
std::optional<Spoken> number_before(std::string_view text, std::size_t word) {
  const std::size_t start = word > longest_reach ? word - longest_reach : 0;
  for (std::size_t at = word; at-- > start;) {
    const bool begins = is_digit(text[at]) &&
                        (at == 0 ||
                         std::string_view(" ~(*").find(text[at - 1]) != std::string_view::npos);
    if (!begins) continue;
    const std::optional<Spoken> spoken = number_at(text, at);
    if (spoken && spoken->end <= word && is_bridge(text.substr(spoken->end, word - spoken->end)))
      return spoken;
  }
  return std::nullopt;
}

bool is_label(std::string_view label) {
  const std::string words = lower(label.substr(0, longest_label + 1));
  if (words.size() > longest_label || words.find("hyper") != std::string::npos ||
      words.find("active") != std::string::npos)
    return false;
  const std::string name = squeezed(words);
  return is_one_of(name, { "parameters", "params", "parametercount", "numberofparameters",
                           "totalparameters", "modelparameters", "numparameters", "modelsize",
                           "paramcount", "parametersize", "trainableparameters" });
}

// "It has 7 billion parameters", `| Parameters | 7B |`; not of other models.
class CardReader {
 public:
  CardReader(const Card& card, std::string_view model) : card_(card), model_(model) {}

  std::vector<CardParameters> read() {
    read_labels();
    read_sentences();
    return std::move(found_);
  }

 private:
  void add(const Spoken& spoken, std::string_view written, std::size_t offset, bool is_label) {
    if (spoken.value < least_count) return;
    Cursor cursor(card_.text);
    found_.push_back({ cursor.place(offset, static_cast<int>(spoken.end - spoken.begin)),
                       std::string(written.substr(spoken.begin, spoken.end - spoken.begin)),
                       spoken.value, is_label });
  }

  // `| Parameters | 7B |` with two cells, `- **Parameters:** 7B`
  void read_labels() {
    const std::string_view text = card_.text.text;
    for (std::size_t begin = card_.prose; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const std::string_view line = text.substr(begin, end - begin);
      const bool is_row = line.starts_with('|');
      const std::size_t sign = is_row ? line.find('|', 1) : line.find(':');
      if (sign != std::string_view::npos && is_label(line.substr(0, sign)) &&
          (!is_row || std::ranges::count(line, '|') == 3))
        if (const auto spoken = first_number(line.substr(sign)))
          add(*spoken, line.substr(sign), begin + sign + spoken->begin, true);
      begin = end + 1;
    }
  }

  void read_sentences() {
    if (card_.text.text.find("param") == std::string::npos) return;
    for (const Sentence& sentence : split_prose(card_.text.text, card_.prose)) {
      if (sentence.quoted || sentence.linked || is_section_of_others(sentence.section)) continue;
      const std::string words = lower(sentence.text);
      for (std::size_t at = words.find("param"); at != std::string::npos;
           at = words.find("param", at + 1)) {
        const auto spoken = number_before(sentence.text, at);
        if (spoken && is_of_this_model(sentence.text.substr(0, spoken->begin), model_))
          add(*spoken, sentence.text, sentence.offsets[spoken->begin], false);
      }
    }
  }

  const Card& card_;
  std::string_view model_;
  std::vector<CardParameters> found_;
};

}  // namespace

std::optional<CardParameters> other_parameters(const std::vector<Card>& cards,
                                               const Declarations& declarations,
                                               const Weights& weights) {
  const Node* name = declarations.find({ "model", "name" });
  if (weights.parameters.empty()) return std::nullopt;
  const auto fits = [&](const CardParameters& said) {
    return std::ranges::any_of(weights.parameters, [&](const ParameterRange& range) {
      return said.value * card_band >= range.least && said.value <= range.most * card_band;
    });
  };
  std::vector<CardParameters> all;
  for (const Card& card : cards)
    for (CardParameters& said : CardReader(card, name ? name->text : "").read())
      all.push_back(std::move(said));
  // Labels come first, and decide where there are any.
  if (std::ranges::any_of(all, &CardParameters::is_label))
    std::erase_if(all, [](const CardParameters& said) { return !said.is_label; });
  if (all.empty() || std::ranges::any_of(all, fits)) return std::nullopt;
  return all.front();
}

}  // namespace reallyopen
