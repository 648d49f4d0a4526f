#include "license/words.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_word = 64;  // bytes that count
constexpr std::size_t longest_tag = 300;  // of markup
constexpr std::size_t longest_entity = 10;
constexpr std::size_t longest_address = 300;
constexpr std::size_t longest_copyright = 18;  // words of one copyright line

using Pair = std::pair<std::string_view, std::string_view>;

// Writings that the SPDX matching guidelines hold equal, as far as no rule below covers them.
constexpr std::array equal_spellings{
  Pair{ "acknowledgment", "acknowledgement" },
  Pair{ "analogue", "analog" },
  Pair{ "artefact", "artifact" },
  Pair{ "cancelled", "canceled" },
  Pair{ "catalogue", "catalog" },
  Pair{ "centre", "center" },
  Pair{ "defence", "defense" },
  Pair{ "favour", "favor" },
  Pair{ "fulfil", "fulfill" },
  Pair{ "https", "http" },
  Pair{ "judgment", "judgement" },
  Pair{ "labour", "labor" },
  Pair{ "licence", "license" },
  Pair{ "licences", "licenses" },
  Pair{ "offence", "offense" },
  Pair{ "owner", "holder" },
  Pair{ "owners", "holders" },
  Pair{ "practise", "practice" },
  Pair{ "programme", "program" },
  Pair{ "sublicence", "sublicense" },
  Pair{ "whilst", "while" },
  Pair{ "wilful", "willful" },
};

constexpr std::array<std::string_view, 40> tags{
  "a",   "b",     "blockquote", "body", "br", "center", "code",  "div",  "em",     "font",
  "h1",  "h2",    "h3",         "h4",   "h5", "h6",     "head",  "hr",   "html",   "i",
  "li",  "link",  "meta",       "ol",   "p",  "pre",    "small", "span", "strong", "sub",
  "sup", "table", "tbody",      "td",   "th", "title",  "tr",    "tt",   "u",      "ul",
};

constexpr std::array<std::string_view, 22> weighty_words{
  "academic",   "approval",      "commercial", "consent",  "educational", "evaluation",
  "except",     "fee",           "forbidden",  "military", "must",        "no",
  "non",        "noncommercial", "not",        "only",     "permission",  "personal",
  "prohibited", "research",      "restricted", "unless",
};

// Behind these a number belongs to a name.
constexpr std::array<std::string_view, 9> before_numbers{ "version",  "v",       "section",
                                                          "sections", "clause",  "paragraph",
                                                          "article",  "license", "level" };

// A full stop behind these, or behind a single letter, ends no sentence.
constexpr std::array<std::string_view, 8> abbreviations{ "inc", "ltd",  "co", "corp",
                                                         "llc", "gmbh", "al", "dr" };

// With these the terms begin.
constexpr std::array<std::string_view, 11> first_words{
  "everyone",
  "licensed",
  "permission",
  "permissions",
  "redistribution",
  "redistributions",
  "these",
  "this",
  "unlimited",
  "use",
  "you",
};

template <typename List>
bool contains(const List& list, const typename List::value_type& word) {
  return std::ranges::find(list, word) != list.end();
}

bool is_space(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

// A code point of more than one byte; `length` 0 where the bytes are no UTF-8.
struct CodePoint {
  std::uint32_t value = 0;
  std::size_t length = 0;
};

CodePoint code_point(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  const std::size_t length = lead >= 0xF0 && lead < 0xF5 ? 4
                             : lead >= 0xE0              ? 3
                             : lead >= 0xC2              ? 2
                                                         : 0;
  if (length == 0 || lead >= 0xF5 || at + length > text.size()) return {};
  std::uint32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return {};
    value = (value << 6U) | (byte(at + i) & 0x3FU);
  }
  return { value, length };
}

bool is_apostrophe(std::uint32_t value) { return value == 0x2019 || value == 0x02BC; }
bool is_hyphen(std::uint32_t value) { return value == 0x2010 || value == 0x2011 || value == 0xAD; }
bool is_punctuation(std::uint32_t value) {
  return (value >= 0x80 && value <= 0xBF) || value == 0xD7 || value == 0xF7 ||
         (value >= 0x2000 && value <= 0x2BFF) || (value >= 0x3000 && value <= 0x303F) ||
         (value >= 0xFE10 && value <= 0xFE6F) || value == 0xFEFF ||
         (value >= 0xFF00 && value <= 0xFF0F) || (value >= 0xFF1A && value <= 0xFF20) ||
         (value >= 0xFF3B && value <= 0xFF40) || (value >= 0xFF5B && value <= 0xFF65);
}
bool is_ideograph(std::uint32_t value) { return value >= 0x2E80; }  // written without spaces

// `-ise` and `-ize` are one.
void unify_ending(std::string& word) {
  for (const std::string_view ending : { "ise", "ised", "ises", "ising", "isation", "isations" })
    if (word.size() > ending.size() + 2 && word.ends_with(ending))
      word[word.size() - ending.size() + 1] = 'z';
}

std::uint16_t hash_code(std::string_view word) {
  std::uint32_t hash = 2166136261U;
  for (const char letter : word) hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
  return static_cast<std::uint16_t>(hash ^ (hash >> 16U));
}

class Reader {
 public:
  Reader(std::string_view text, std::size_t limit) : text_(text), limit_(limit) {}

  std::vector<TextWord> read() {
    while (at_ < text_.size() && words_.size() < limit_) step();
    end_word();
    return std::move(words_);
  }

 private:
  void step() {
    const char letter = text_[at_];
    if (static_cast<unsigned char>(letter) >= 0x80) return step_wide();
    if (lower(letter) == 'h' && word_.empty() && skip_address()) return;
    if (is_digit(letter) || is_ascii_letter(letter)) return take(at_, 1, lower(letter));
    if ((letter == '\'' || letter == '-') && joins(at_ + 1)) {
      ++at_;
      return;
    }
    if (letter == '-' && !word_.empty() && skip_broken_line()) return;
    end_word();
    if (letter == '<' && skip_tag()) return;
    if (letter == '&' && skip_entity()) return;
    if (letter == '\n') new_line();
    ++at_;
  }

  void step_wide() {
    const CodePoint point = code_point(text_, at_);
    if (point.length == 0) {
      end_word();
      ++at_;
      return;
    }
    if ((is_apostrophe(point.value) || is_hyphen(point.value)) && joins(at_ + point.length)) {
      at_ += point.length;
      return;
    }
    if (is_punctuation(point.value)) {
      end_word();
      if (point.value == 0xA9) copyright_sign_ = true;
      at_ += point.length;
      return;
    }
    if (is_ideograph(point.value)) end_word();
    const std::size_t start = at_;
    for (std::size_t i = 0; i < point.length; ++i) take(start + i, 1, text_[start + i]);
    if (is_ideograph(point.value)) end_word();
  }

  void take(std::size_t at, std::size_t length, char letter) {
    if (word_.empty()) start_ = at;
    if (word_.size() < longest_word) word_ += letter;
    at_ = at + length;
  }

  // Inside a word, between letters.
  bool joins(std::size_t next) const {
    return !word_.empty() && !is_digit(word_.back()) && next < text_.size() &&
           is_ascii_letter(text_[next]);
  }

  // `redistri-` at the end of a line goes on in the next.
  bool skip_broken_line() {
    std::size_t at = at_ + 1;
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\r')) ++at;
    if (at >= text_.size() || text_[at] != '\n') return false;
    ++at;
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t')) ++at;
    if (at >= text_.size() || !is_ascii_letter(text_[at]) || is_digit(word_.back())) return false;
    ++pending_lines_;
    at_ = at;
    return true;
  }

  // Addresses move; what they lead to is not of the text.
  bool skip_address() {
    const std::string_view rest = text_.substr(at_);
    const std::string scheme = lower(rest.substr(0, 8));
    if (!scheme.starts_with("http://") && scheme != "https://") return false;
    const std::size_t end = rest.substr(0, longest_address).find_first_of(" \t\r\n\"'<>()[]{}`,;");
    at_ += end == std::string_view::npos ? std::min(rest.size(), longest_address) : end;
    return true;
  }

  bool skip_tag() {
    std::size_t at = at_ + 1;
    if (at < text_.size() && text_[at] == '/') ++at;
    std::string tag;
    while (at < text_.size() && tag.size() < 12 &&
           (is_ascii_letter(text_[at]) || is_digit(text_[at])))
      tag += lower(text_[at++]);
    if (!contains(tags, tag)) return false;
    const std::size_t end = text_.substr(0, std::min(text_.size(), at + longest_tag)).find('>', at);
    if (end == std::string_view::npos) return false;
    for (; at_ <= end; ++at_)
      if (text_[at_] == '\n') new_line();
    return true;
  }

  bool skip_entity() {
    const std::size_t end = text_.substr(0, std::min(text_.size(), at_ + longest_entity))
                              .find(';', at_);
    if (end == std::string_view::npos || end == at_ + 1) return false;
    for (std::size_t at = at_ + 1; at < end; ++at)
      if (!is_ascii_letter(text_[at]) && !is_digit(text_[at]) && text_[at] != '#') return false;
    if (text_.substr(at_, end - at_) == "&copy") copyright_sign_ = true;
    at_ = end + 1;
    return true;
  }

  void new_line() {
    ++line_;
    words_of_line_ = 0;
    copyright_left_ = 0;
  }

  void end_word() {
    if (word_.empty()) return;
    for (const auto& [written, usual] : equal_spellings)
      if (word_ == written) word_ = usual;
    const bool marker = is_marker();
    const bool is_copyright = continues_copyright();
    unify_ending(word_);
    words_.push_back({ .code = hash_code(word_),
                       .negligible = marker || is_copyright,
                       .line = line_,
                       .at = static_cast<std::uint32_t>(start_),
                       .length = static_cast<std::uint32_t>(end_of_word() - start_) });
    line_ += std::exchange(pending_lines_, 0);
    ++words_of_line_;
    copyright_sign_ = false;
    end_before_ = at_;
    before_ = std::exchange(word_, "");
  }

  std::size_t end_of_word() const {
    std::size_t end = std::min(at_, text_.size());
    while (end > start_ && is_space(text_[end - 1])) --end;
    return end;
  }

  // `1.`, `(a)`, `iv)`, and `2.1` at the start of a line.
  bool is_marker() const {
    if (word_.size() > 4) return false;
    const bool number = std::ranges::all_of(word_, is_digit) && word_.size() < 4;
    const bool letters = word_.size() == 1 || std::ranges::all_of(word_, [](char letter) {
                           return letter == 'i' || letter == 'v' || letter == 'x';
                         });
    if ((!number && !letters) || contains(before_numbers, before_)) return false;
    const char next = at_ < text_.size() ? text_[at_] : '\n';
    const char after = at_ + 1 < text_.size() ? text_[at_ + 1] : '\n';
    const char previous = start_ > 0 ? text_[start_ - 1] : '\n';
    if (next == ')') return previous == '(' || is_space(previous);
    if (next == '.' && is_space(after))
      return number ? is_space(previous) || words_of_line_ == 0 || previous == '.'
                    : is_space(previous);
    return number && next == '.' && is_digit(after) && words_of_line_ == 0;
  }

  // `Copyright (c) 2024 Leaf Lab` to the end of its line or sentence, or to a word that may change
  // the terms.
  bool continues_copyright() {
    if (word_ == "reserved" && follows_all_rights()) {
      words_[words_.size() - 1].negligible = true;
      words_[words_.size() - 2].negligible = true;
      return true;
    }
    const bool starts = word_ == "copyright"
                          ? names_holder()
                          : copyright_sign_ || (word_ == "c" && copyright_letter());
    if (starts)
      copyright_left_ = longest_copyright;
    else if (copyright_left_ > 0 && (begins_sentence() || contains(first_words, word_) ||
                                     (contains(weighty_words, word_) && word_ != "research")))
      copyright_left_ = 0;
    if (copyright_left_ == 0) return false;
    --copyright_left_;
    return true;
  }

  bool begins_sentence() const {
    if (before_.size() == 1 || contains(abbreviations, before_)) return false;
    return text_.substr(end_before_, start_ - end_before_).find(". ") != std::string_view::npos;
  }

  // What follows `copyright`: a sign, a year or a place to fill in.
  bool names_holder() const {
    std::size_t at = at_;
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t' || text_[at] == ':')) ++at;
    if (at >= text_.size()) return false;
    const std::string_view rest = text_.substr(at, 3);
    return is_digit(rest.front()) || rest.front() == '<' || rest.front() == '[' ||
           rest.front() == '{' || rest.starts_with("(c)") || rest.starts_with("(C)") ||
           rest.starts_with("\xC2\xA9") || rest.starts_with("&co");
  }

  // `(c) 2024` at the start of a line.
  bool copyright_letter() const {
    if (words_of_line_ != 0 || start_ == 0 || text_[start_ - 1] != '(') return false;
    const std::string_view rest = text_.substr(std::min(at_, text_.size()), 4);
    return rest.size() == 4 && rest[0] == ')' &&
           (is_digit(rest[1]) || (rest[1] == ' ' && is_digit(rest[2])));
  }

  bool follows_all_rights() const {
    static const std::uint16_t all = hash_code("all");
    static const std::uint16_t rights = hash_code("rights");
    return words_.size() >= 2 && words_.back().code == rights &&
           words_[words_.size() - 2].code == all;
  }

  std::string_view text_;
  std::size_t limit_;
  std::vector<TextWord> words_;
  std::string word_;    // being read, in lower case
  std::string before_;  // the word before it
  std::size_t at_ = 0;
  std::size_t start_ = 0;
  std::size_t end_before_ = 0;  // of the word before
  int line_ = 1;
  int pending_lines_ = 0;
  int words_of_line_ = 0;
  std::size_t copyright_left_ = 0;
  bool copyright_sign_ = false;
};

}  // namespace

std::vector<TextWord> words_of_text(std::string_view text, std::size_t limit) {
  return Reader(text, limit).read();
}

bool is_weighty(std::uint16_t code) {
  static const auto codes = [] {
    std::array<std::uint16_t, weighty_words.size()> all{};
    std::ranges::transform(weighty_words, all.begin(), word_code);
    return all;
  }();
  return contains(codes, code);
}

std::uint16_t word_code(std::string_view word) {
  std::string usual(word);
  for (const auto& [written, other] : equal_spellings)
    if (usual == written) usual = other;
  unify_ending(usual);
  return hash_code(usual);
}

}  // namespace reallyopen
