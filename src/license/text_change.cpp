#include "license/text_change.h"

#include <algorithm>
#include <string>

namespace reallyopen {
namespace {

constexpr std::size_t longest_excerpt = 240;  // bytes
constexpr int longest_slight = 8;             // words of a name or a phrase
constexpr std::size_t longest_title = 12;     // words
constexpr std::size_t longest_title_line = 6;
constexpr std::size_t longest_filled_in = 20;  // words in an appendix
constexpr std::size_t bridge = 2;              // matched words between two changes that make one

bool ends_sentence(std::string_view text, std::size_t at) {
  if (text[at] != '.' && text[at] != '!' && text[at] != '?') return false;
  return at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n' ||
         text[at + 1] == '\r' || text[at + 1] == '"' || text[at + 1] == ')';
}

std::string excerpt_of(std::string_view text) {
  std::string line;
  for (const char letter : text) {
    const bool space = letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t';
    if (space && (line.empty() || line.back() == ' ')) continue;
    line += space ? ' ' : letter;
    if (line.size() < longest_excerpt) continue;
    while (!line.empty() && line.back() != ' ') line.pop_back();
    return line.empty() ? "…" : line + "…";
  }
  return line;
}

struct Gap {
  std::size_t first = 0;  // of the text
  std::size_t end = 0;
  std::size_t license_first = 0;
  std::size_t license_end = 0;
};

TextChange change_at(const CountedWords& text, const Gap& gap, const WordCodes& license) {
  TextChange change;
  bool weighty = false;
  std::size_t from = 0;
  std::size_t to = 0;
  for (std::size_t i = gap.first; i < gap.end; ++i) {
    if (text.taken[i]) continue;
    const TextWord& word = text.words[i];
    if (change.added == 0) {
      from = word.at;
      change.first_line = word.line;
    }
    to = word.at + word.length;
    change.last_line = word.line;
    ++change.added;
    weighty = weighty || is_weighty(word.code);
  }
  for (std::size_t j = gap.license_first; j < gap.license_end; ++j)
    weighty = weighty || is_weighty(license[j]);
  change.removed = static_cast<int>(gap.license_end - gap.license_first);
  if (change.added == 0) {
    const std::size_t at = std::min(gap.end, text.words.size() - 1);
    change.first_line = change.last_line = text.words[at].line;
  } else {
    const std::string_view raw = text.text.substr(from, to - from);
    for (std::size_t at = 0; at < raw.size(); ++at) change.sentences += ends_sentence(raw, at);
    if (to < text.text.size() && !ends_sentence(text.text, to) && change.added < 4)
      change.sentences = 0;
    else if (raw.empty() || !ends_sentence(raw, raw.size() - 1))
      change.sentences += change.added >= 4;
    change.words = excerpt_of(raw);
  }
  change.slight = !weighty && change.added <= longest_slight && change.removed <= longest_slight;
  return change;
}

bool is_empty(const CountedWords& text, const Gap& gap) {
  if (gap.license_first < gap.license_end) return false;
  for (std::size_t i = gap.first; i < gap.end; ++i)
    if (!text.taken[i]) return false;
  return true;
}

// Two changes with a word or two between them are one.
void add(std::vector<Gap>& gaps, Gap gap) {
  if (!gaps.empty()) {
    Gap& last = gaps.back();
    const std::size_t size = (last.end - last.first) + (gap.end - gap.first);
    if (size >= 6 && gap.first - last.end <= bridge &&
        gap.license_first - last.license_end <= bridge) {
      last.end = gap.end;
      last.license_end = gap.license_end;
      return;
    }
  }
  gaps.push_back(gap);
}

// A line of few words above the text, such as `Modified MIT License`.
std::size_t behind_titles(const CountedWords& text, std::size_t first, std::size_t end) {
  while (first < end) {
    std::size_t next = first;
    bool weighty = false;
    for (; next < end && text.words[next].line == text.words[first].line; ++next)
      weighty = weighty || is_weighty(text.words[next].code);
    if (weighty || next == end || next - first > longest_title_line) break;
    first = next;
  }
  return first;
}

}  // namespace

CountedWords counted_words(std::string_view text, std::size_t limit) {
  CountedWords counted{ text, {}, {}, {} };
  for (const TextWord& word : words_of_text(text, limit)) {
    if (word.negligible) continue;
    counted.words.push_back(word);
    counted.codes.push_back(word.code);
  }
  counted.taken.assign(counted.words.size(), false);
  return counted;
}

std::vector<TextChange> changes_of(const CountedWords& text, const Alignment& alignment,
                                   const WordCodes& license, std::size_t required_words) {
  std::vector<Gap> gaps;
  if (alignment.empty()) return {};
  const MatchedWord& first = alignment.front();
  if (first.in_license > longest_title)
    add(gaps, { first.in_text, first.in_text, 0, first.in_license });
  for (std::size_t i = 1; i < alignment.size(); ++i) {
    const MatchedWord& before = alignment[i - 1];
    const MatchedWord& word = alignment[i];
    Gap gap{ before.in_text + 1, word.in_text, before.in_license + 1, word.in_license };
    // The appendix is filled in, and is no part of the terms; but what was added to it may be.
    gap.license_end = std::max(gap.license_first, std::min(gap.license_end, required_words));
    if (before.in_license >= required_words && gap.end - gap.first <= longest_filled_in) continue;
    if (!is_empty(text, gap)) add(gaps, gap);
  }
  const MatchedWord& last = alignment.back();
  const std::size_t end = std::max(required_words, last.in_license + 1);
  if (last.in_license + 1 < end)
    add(gaps, { last.in_text + 1, last.in_text + 1, last.in_license + 1, end });
  std::vector<TextChange> changes;
  for (const Gap& gap : gaps) changes.push_back(change_at(text, gap, license));
  return changes;
}

std::vector<TextChange> unexplained(const CountedWords& text, std::size_t first, std::size_t end) {
  const bool weighty = std::any_of(text.words.begin() + static_cast<std::ptrdiff_t>(first),
                                   text.words.begin() + static_cast<std::ptrdiff_t>(end),
                                   [](const TextWord& word) { return is_weighty(word.code); });
  if (!weighty && end - first <= longest_title) return {};
  return { change_at(text, { behind_titles(text, first, end), end, 0, 0 }, {}) };
}

}  // namespace reallyopen
