#include "wording/tokens.h"

#include <algorithm>

#include "text/letters.h"
#include "wording/letter.h"
#include "wording/pieces.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_tokens = 2'000;
constexpr std::size_t longest_phrase = 5;  // words of one lexicon entry

// Joins pieces to the longest words that the lexicon knows.
class Reader {
 public:
  Reader(std::string_view text, const Lexicon& lexicon, std::span<const std::string> names)
      : text_(text),
        folded_(fold(text)),
        lexicon_(lexicon),
        names_(names),
        pieces_(cut_into_pieces(text, most_tokens)) {}

  std::vector<Token> read() {
    while (at_ < pieces_.size()) step();
    return std::move(tokens_);
  }

 private:
  void step() {
    const Piece& piece = pieces_[at_];
    if (piece.kind != TokenKind::word) {
      Token token = token_of(at_, 1);
      token.kind = piece.kind;
      if (piece.conjoined) token.roles = Roles{ Role::conjunction };
      return take(token, 1);
    }
    if (piece.slash) {
      Token between = token_of(at_, 1);
      between.end = between.begin;
      between.kind = TokenKind::mark;
      between.roles = Roles{ Role::conjunction };
      tokens_.push_back(between);
    }
    if (const std::size_t count = own_name(); count > 0)
      return take_name(TokenKind::own_name, count);
    if (piece.script != Script::latin) return unspaced();
    spaced();
  }

  // A word of a language with blanks: a name, a phrase, or a word that nobody knows.
  void spaced() {
    const std::size_t compound = compound_length();
    if (compound > 0 && looks_like_a_name(compound) && find(at_, compound).empty())
      return take_name(TokenKind::name, compound);
    if (pieces_[at_].apostrophe && folded(pieces_[at_].begin, pieces_[at_].end) == "s") {
      Token token = token_of(at_, 1);
      token.roles = Roles{ Role::our };
      return take(token, 1);
    }
    for (std::size_t count = longest_phrase; count > 0; --count)
      if (const Roles roles = find(at_, count); !roles.empty()) {
        if (const std::size_t adjective = adjective_length(roles, count); adjective > count)
          return take(token_of(at_, adjective), adjective);
        Token token = token_of(at_, count);
        token.roles = roles;
        return take(token, count);
      }
    if (is_name(at_) || is_numbered(at_)) return take_name(TokenKind::name, 1);
    if (is_number(at_)) return take_number(std::max(compound, std::size_t{ 1 }));
    Token token = token_of(at_, 1);
    token.roles = lexicon_.roles_by_ending(folded(token.begin, token.end));
    take(token, 1);
  }

  // `data-efficient` and `open-ended` are no nouns: a word and one behind a hyphen that nobody
  // knows.
  std::size_t adjective_length(Roles roles, std::size_t count) const {
    constexpr Roles adjectival{ Role::code,  Role::data, Role::training,
                                Role::thing, Role::open, Role::logs };
    const std::size_t next = at_ + count;
    if (!roles.any(adjectival) || next >= pieces_.size() || !pieces_[next].joined ||
        pieces_[next].slash || pieces_[next].apostrophe)
      return count;
    const std::string_view word = folded(pieces_[next].begin, pieces_[next].end);
    constexpr Roles continued{ Role::model, Role::weights, Role::code,
                               Role::data,  Role::thing,   Role::product };
    const bool noun = lexicon_.roles_of(word).any(continued) ||
                      !lexicon_.roles_by_ending(word).empty();
    return noun ? count : count + 1;
  }

  // With the number or size behind it: `Leafnet 2`, `Leafnet 7B`.
  void take_name(TokenKind kind, std::size_t count) {
    while (at_ + count < pieces_.size() && pieces_[at_ + count].kind == TokenKind::word &&
           pieces_[at_ + count].script == Script::latin && starts_with_digit(at_ + count) &&
           pieces_[at_ + count].end - pieces_[at_ + count].begin < 6)
      ++count;
    Token token = token_of(at_, count);
    token.kind = kind;
    // `Leafnet-Dataset` is data.
    for (std::size_t i = at_ + 1; i < at_ + count; ++i)
      if (const Roles roles = find(i, 1); pieces_[i].joined && roles.has(Role::data)) {
        token.kind = TokenKind::word;
        token.roles = roles;
      }
    take(token, count);
  }

  // `Leafnet 7B`, `Leafnet 2`
  bool is_numbered(std::size_t piece) const {
    const std::size_t next = piece + 1;
    return is_capital(piece) && next < pieces_.size() && pieces_[next].script == Script::latin &&
           pieces_[next].kind == TokenKind::word && starts_with_digit(next);
  }
  bool is_capital(std::size_t piece) const {
    const char first = text_[pieces_[piece].begin];
    return first >= 'A' && first <= 'Z';
  }

  // Numbers and dates say nothing here.
  void take_number(std::size_t count) {
    Token token = token_of(at_, count);
    token.kind = TokenKind::mark;
    take(token, count);
  }

  bool starts_with_digit(std::size_t piece) const {
    const char first = text_[pieces_[piece].begin];
    return first >= '0' && first <= '9';
  }

  // The longest word that begins here; letters that begin none make an unknown one together.
  void unspaced() {
    for (std::size_t count = longest_run(); count > 0; --count) {
      const std::string_view word = folded(pieces_[at_].begin, pieces_[at_ + count - 1].end);
      const Roles roles = lexicon_.roles_of(word);
      if (roles.empty() || (is_particle(roles) && !ends_a_word(at_ + count))) continue;
      Token token = token_of(at_, count);
      token.roles = roles;
      return take(token, count);
    }
    const bool goes_on = !tokens_.empty() && tokens_.back().roles.empty() &&
                         tokens_.back().kind == TokenKind::word && pieces_[at_].adjacent &&
                         at_ > 0 && pieces_[at_ - 1].script == pieces_[at_].script;
    if (!goes_on) return take(token_of(at_, 1), 1);
    tokens_.back().end = pieces_[at_].end;
    ++at_;
  }

  // Korean writes particles behind a word, where their letters also stand inside other words.
  bool is_particle(Roles roles) const {
    constexpr Roles endings{ Role::subject, Role::object, Role::link };
    return pieces_[at_].script == Script::hangul && roles.any(endings);
  }
  bool ends_a_word(std::size_t next) const {
    return next >= pieces_.size() || !pieces_[next].adjacent ||
           pieces_[next].script != Script::hangul;
  }

  std::size_t longest_run() const {
    std::size_t count = 1;
    while (at_ + count < pieces_.size() && follows(at_ + count) &&
           pieces_[at_ + count].kind == TokenKind::word &&
           pieces_[at_ + count].end - pieces_[at_].begin <= lexicon_.longest)
      ++count;
    return count;
  }

  // Korean sets blanks inside what the lexicon knows as one word.
  bool follows(std::size_t piece) const {
    return pieces_[piece].adjacent || (pieces_[piece].begin == pieces_[piece - 1].end + 1 &&
                                       text_[pieces_[piece - 1].end] == ' ');
  }

  std::string_view folded(std::uint32_t begin, std::uint32_t end) const {
    return std::string_view(folded_).substr(begin, end - begin);
  }

  // The roles of `count` words from `from`, with one blank between them.
  Roles find(std::size_t from, std::size_t count) const {
    if (from + count > pieces_.size()) return {};
    std::string phrase;
    for (std::size_t i = from; i < from + count; ++i) {
      const Piece& piece = pieces_[i];
      if (piece.kind != TokenKind::word || piece.script != Script::latin) return {};
      if (i > from) phrase += piece.apostrophe ? '\'' : ' ';
      phrase += folded(piece.begin, piece.end);
    }
    const Roles roles = lexicon_.roles_of(phrase);
    if (!roles.empty() || !lexicon_.unspaced) return roles;
    // Among characters, names of things are often English.
    constexpr Roles things{ Role::model,   Role::weights,    Role::code,    Role::data, Role::thing,
                            Role::product, Role::collection, Role::license, Role::task };
    return Roles(english_lexicon().roles_of(phrase).bits() & things.bits());
  }

  // How many pieces hang together by hyphens from here; 0 for one alone.
  std::size_t compound_length() const {
    std::size_t count = 1;
    while (at_ + count < pieces_.size() && pieces_[at_ + count].joined &&
           !pieces_[at_ + count].apostrophe && pieces_[at_ + count].script == Script::latin)
      ++count;
    return count > 1 ? count : 0;
  }

  bool looks_like_a_name(std::size_t count) const {
    bool named = false;
    for (std::size_t i = at_; i < at_ + count; ++i) {
      if (lexicon_.roles_of(folded(pieces_[i].begin, pieces_[i].end))
            .any({ Role::open, Role::opening, Role::open_source }))
        return false;
      named = named || is_name(i) || (i > at_ && starts_with_digit(i) && !is_number(at_));
    }
    return named;
  }

  std::string_view letters(std::size_t piece) const {
    return text_.substr(pieces_[piece].begin, pieces_[piece].end - pieces_[piece].begin);
  }
  bool is_number(std::size_t piece) const {
    std::string_view word = letters(piece);
    if (word.starts_with('v') || word.starts_with('V')) word.remove_prefix(1);
    return !word.empty() && word.find_first_not_of("0123456789.") == std::string_view::npos;
  }
  // Letters with digits, or capitals inside; `7B` is a size.
  bool is_name(std::size_t piece) const {
    if (is_number(piece)) return false;
    const std::string_view word = letters(piece);
    const bool digits = word.find_first_of("0123456789") != std::string_view::npos;
    const bool starts_with_digit = word[0] >= '0' && word[0] <= '9';
    const auto capital = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
    const bool inside = std::ranges::any_of(word.substr(1), capital);
    const bool small = std::ranges::any_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
    return (digits && !starts_with_digit && word.size() > 1) ||
           (inside && small && !starts_with_digit);
  }

  // How many pieces from here are what the model is called: `Leafnet-7B` is, by `leafnet`.
  std::size_t own_name() const {
    std::string here;
    std::size_t longest = 0;
    for (std::size_t count = 1; count <= longest_phrase && at_ + count <= pieces_.size(); ++count) {
      const Piece& piece = pieces_[at_ + count - 1];
      if (piece.kind != TokenKind::word) break;
      const std::size_t before = here.size();
      here += squeezed(folded(piece.begin, piece.end));
      for (const std::string& name : names_)
        if (before < name.size() && is_called(here, name)) longest = whole_compound(count);
    }
    return longest;
  }

  // A version may follow without a blank: `Leafnet3`.
  static bool is_called(std::string_view here, std::string_view name) {
    if (here == name) return true;
    if (!here.starts_with(name)) return false;
    const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
    return is_digit(here[name.size()]) || (is_digit(name.back()) && here.size() <= name.size() + 2);
  }

  std::size_t whole_compound(std::size_t count) const {
    while (at_ + count < pieces_.size() && pieces_[at_ + count].joined &&
           !pieces_[at_ + count].apostrophe)
      ++count;
    return count;
  }

  Token token_of(std::size_t piece, std::size_t count) const {
    const std::uint32_t begin = pieces_[piece].begin;
    const char first = text_[begin];
    return { .kind = TokenKind::word,
             .roles = {},
             .begin = begin,
             .end = pieces_[piece + count - 1].end,
             .capital = first >= 'A' && first <= 'Z' };
  }

  void take(const Token& token, std::size_t count) {
    tokens_.push_back(token);
    at_ += count;
  }

  std::string_view text_;
  std::string folded_;
  const Lexicon& lexicon_;
  std::span<const std::string> names_;
  std::vector<Piece> pieces_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Token> tokenize(std::string_view sentence, const Lexicon& lexicon,
                            std::span<const std::string> names) {
  return Reader(sentence, lexicon, names).read();
}

}  // namespace reallyopen
