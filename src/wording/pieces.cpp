#include "wording/pieces.h"

namespace reallyopen {
namespace {

bool is_one_of(char32_t code, std::u32string_view set) {
  return set.find(code) != std::u32string_view::npos;
}

TokenKind punctuation(char32_t code) {
  if (is_one_of(code, U",，")) return TokenKind::comma;
  if (is_one_of(code, U";；。！!？?|·•")) return TokenKind::stop;
  if (is_one_of(code, U":：—–")) return TokenKind::colon;
  if (is_one_of(code, U"(（[【「『《")) return TokenKind::opens;
  if (is_one_of(code, U")）]】」』》")) return TokenKind::closes;
  return TokenKind::mark;
}

// Cuts a sentence into pieces.
class Cutter {
 public:
  Cutter(std::string_view text, std::size_t most) : text_(text), most_(most) {}

  std::vector<Piece> cut() {
    while (at_ < text_.size() && pieces_.size() < most_) step();
    return std::move(pieces_);
  }

 private:
  void step() {
    const Letter letter = letter_at(text_, at_);
    const std::size_t begin = at_;
    if (letter.code <= ' ' || letter.code == 0xA0 || letter.code == 0x3000) {
      at_ += letter.length;
      return;
    }
    if (letter.script == Script::latin || letter.code == '%') {
      word();
    } else if (letter.script != Script::none) {
      at_ += letter.length;
      add(begin, letter.script, TokenKind::word);
    } else if (letter.code == '-' || letter.code == '_' || letter.code == '\'' ||
               letter.code == 0x2019 || letter.code == '.' || letter.code == 0x2011) {
      at_ += letter.length;
      const bool inside = begin > 0 && at_ < text_.size() && text_[at_] != ' ' &&
                          text_[begin - 1] != ' ';
      if (inside) {
        join_ = true;
        apostrophe_ = letter.code == '\'' || letter.code == 0x2019;
      } else if (letter.code == '-')
        add(begin, Script::none, TokenKind::colon);
      else if (letter.code == '.')
        add(begin, Script::none, TokenKind::stop);
    } else if (letter.code == '/' && begin > 0 && at_ + 1 < text_.size() &&
               text_[begin - 1] != ' ' && letter_at(text_, at_ + 1).script == Script::latin) {
      at_ += letter.length;
      slash_ = true;
    } else {
      at_ += letter.length;
      if (letter.code == '/' || letter.code == '&' || letter.code == '+' || letter.code == U'、') {
        add(begin, Script::none, TokenKind::mark);
        pieces_.back().conjoined = true;
      } else {
        add(begin, Script::none, punctuation(letter.code));
      }
    }
  }

  // `v1.2`, `100%` and `R&D` are one.
  void word() {
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      const Letter letter = letter_at(text_, at_);
      const bool point = letter.code == '.' && at_ > begin && at_ + 1 < text_.size() &&
                         letter_at(text_, at_ + 1).script == Script::latin;
      if (letter.script != Script::latin && letter.code != '%' && !point) break;
      at_ += letter.length;
    }
    add(begin, Script::latin, TokenKind::word);
  }

  void add(std::size_t begin, Script script, TokenKind kind) {
    const bool adjacent = !pieces_.empty() && pieces_.back().end == begin;
    pieces_.push_back({ .begin = static_cast<std::uint32_t>(begin),
                        .end = static_cast<std::uint32_t>(at_),
                        .script = script,
                        .kind = kind,
                        .joined = (join_ || slash_) && kind == TokenKind::word,
                        .adjacent = adjacent,
                        .slash = slash_,
                        .apostrophe = apostrophe_ });
    join_ = slash_ = apostrophe_ = false;
  }

  std::string_view text_;
  std::size_t most_;
  std::size_t at_ = 0;
  bool join_ = false;
  bool slash_ = false;
  bool apostrophe_ = false;
  std::vector<Piece> pieces_;
};

}  // namespace

std::vector<Piece> cut_into_pieces(std::string_view text, std::size_t most) {
  return Cutter(text, most).cut();
}

}  // namespace reallyopen
