// JSON with places, comments and trailing commas. An explicit stack: the input is hostile.
#include <fmt/format.h>

#include <algorithm>

#include "configuration/read.h"
#include "manifest/core_schema.h"
#include "manifest/cursor.h"
#include "manifest/readable.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::string_view blanks = " \t\r\n\v\f";

bool is_word(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '_' || letter == '.' || letter == '+' ||
         letter == '-' || letter == '$';
}

void append_utf8(std::string& text, unsigned code) {
  const auto put = [&](unsigned byte) { text += static_cast<char>(byte); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0 | code >> 6);
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
  } else {
    put(0xF0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3F));
    put(0x80 | (code >> 6 & 0x3F));
  }
  put(0x80 | (code & 0x3F));
}

class JsonReader {
 public:
  JsonReader(Document& document, const ParseLimits& limits, ParseResult& result)
      : document_(document),
        text_(document.text),
        limits_(limits),
        result_(result),
        cursor_(document) {}

  void read() {
    if (!skip()) return;
    if (at_ == text_.size()) return fail(at_, "a value is expected here", "write the value");
    while (!done_ && result_.failure == ParseFailure::none) step();
    if (result_.failure != ParseFailure::none || !skip()) return;
    if (at_ < text_.size())
      fail(at_, fmt::format("`{}` follows the end of the document", word()),
           "remove it, or separate the values by `,`");
  }

 private:
  struct Frame {
    Node node;
    std::optional<Node> key;
    std::size_t offset = 0;
    bool comma = true;  // an item may follow
  };

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  std::string word() const {
    std::size_t end = at_;
    while (end < text_.size() && is_word(text_[end])) ++end;
    return printable(text_.substr(at_, std::clamp<std::size_t>(end - at_, 1, 40)), 40);
  }

  void fail(std::size_t offset, std::string message, std::string fix,
            ParseFailure failure = ParseFailure::unreadable) {
    result_.failure = failure;
    result_.problems.push_back(
      { .place = cursor_.place(offset), .message = std::move(message), .fix = std::move(fix) });
  }

  // Blanks and comments: `//`, `/* */`, and `#` as some tools write. False where a comment stays
  // open.
  bool skip() {
    for (;;) {
      at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size());
      const std::string_view rest = text_.substr(at_);
      if (rest.starts_with("//") || rest.starts_with('#')) {
        at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
      } else if (rest.starts_with("/*")) {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) {
          fail(at_, "this comment is not closed", "close it with `*/`");
          return false;
        }
        at_ = end + 2;
      } else {
        return true;
      }
    }
  }

  void step() {
    if (!skip()) return;
    if (stack_.empty()) return value();
    Frame& frame = stack_.back();
    const char close = frame.node.is_mapping() ? '}' : ']';
    if (at_ == text_.size())
      return fail(frame.offset, fmt::format("this `{}` is not closed", text_[frame.offset]),
                  fmt::format("close it with `{}`", close));
    if (frame.key) return value();
    if (peek() == close) {
      ++at_;
      end_ = at_;
      return finish();
    }
    if (!frame.comma) {
      if (peek() != ',') return missing_comma(frame, close);
      ++at_;
      frame.comma = true;
      return;
    }
    if (frame.node.is_mapping()) return key();
    value();
  }

  void missing_comma(const Frame& frame, char close) {
    const int opened = cursor_.at(frame.offset).line;
    fail(end_,
         fmt::format("no `,` stands between this and `{}`, inside the `{}` of line {}", word(),
                     text_[frame.offset], opened),
         fmt::format("add the `,`, or close with `{}`", close));
  }

  void key() {
    const std::size_t start = at_;
    if (peek() != '"')
      return fail(at_, fmt::format("`{}` stands where a key in double quotes is expected", word()),
                  "write `\"key\": value`");
    Node key{ .kind = NodeKind::string };
    if (!string(key)) return;
    place(key, start);
    stack_.back().key = std::move(key);
    if (!skip()) return;
    if (peek() != ':') return fail(end_, "no `:` follows this key", "write `\"key\": value`");
    ++at_;
  }

  void value() {
    if (++nodes_ > limits_.nodes)
      return fail(at_, fmt::format("more than {} values up to here", limits_.nodes),
                  "name a smaller file", ParseFailure::over_limit);
    const char letter = peek();
    if (letter == '{' || letter == '[') return open(letter);
    Node node{ .kind = NodeKind::string };
    const std::size_t start = at_;
    if (letter == '"') {
      if (!string(node)) return;
    } else if (!plain(node)) {
      return fail(at_, fmt::format("`{}` is no JSON value", word()),
                  "write a number, a text in double quotes, true, false or null");
    }
    place(node, start);
    add(std::move(node));
  }

  void open(char letter) {
    if (stack_.size() >= static_cast<std::size_t>(limits_.depth))
      return fail(at_, fmt::format("nested deeper than {} levels", limits_.depth),
                  "flatten the structure", ParseFailure::over_limit);
    Frame frame{ .offset = at_ };
    frame.node.kind = letter == '{' ? NodeKind::mapping : NodeKind::sequence;
    const Cursor::Position position = cursor_.at(at_);
    frame.node.line = position.line;
    frame.node.column = position.column;
    stack_.push_back(std::move(frame));
    ++at_;
  }

  void finish() {
    Node node = std::move(stack_.back().node);
    stack_.pop_back();
    add(std::move(node));
  }

  void add(Node node) {
    if (stack_.empty()) {
      document_.root = std::move(node);
      done_ = true;
      return;
    }
    Frame& frame = stack_.back();
    frame.comma = false;
    if (frame.key)
      frame.node.members.push_back({ std::move(*frame.key), std::move(node) });
    else
      frame.node.items.push_back(std::move(node));
    frame.key.reset();
  }

  void place(Node& node, std::size_t start) {
    const Cursor::Position position = cursor_.at(start);
    node.line = position.line;
    node.column = position.column;
    node.width = static_cast<int>(
      std::max<std::size_t>(1, code_points(text_.substr(start, at_ - start))));
    end_ = at_;
  }

  bool plain(Node& node) {
    std::size_t end = at_;
    while (end < text_.size() && is_word(text_[end])) ++end;
    node.text = text_.substr(at_, end - at_);
    node.plain = true;
    if (node.text == "null" || node.text == "true" || node.text == "false") {
      type_plain_scalar(node);
    } else if (node.text == "NaN" || node.text == "Infinity" || node.text == "-Infinity") {
      node.kind = NodeKind::string;  // no value that could be compared
    } else {
      const auto number = core_number(node.text);
      if (!number || node.text[0] == '+' ||
          node.text.find_first_not_of("0123456789+-.eE") != std::string::npos)
        return false;
      node.kind = number->kind;
      node.number = number->value;
    }
    at_ = end;
    return true;
  }

  bool string(Node& node) {
    const std::size_t opening = at_++;
    for (;;) {
      const std::size_t stop = std::min(text_.find_first_of("\"\\\r\n", at_), text_.size());
      node.text += text_.substr(at_, stop - at_);
      at_ = stop;
      if (peek() == '"') {
        ++at_;
        return true;
      }
      if (peek() != '\\') {
        fail(opening, "this `\"` is not closed in its line",
             "close it with `\"`; write a line end as `\\n`");
        return false;
      }
      if (!escape(node.text)) {
        fail(at_, "this escape is not known in JSON", "write a backslash as `\\\\`");
        return false;
      }
    }
  }

  bool escape(std::string& value) {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
    const char letter = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (letter == 'u') return unicode_escape(value);
    const std::size_t index = letters.find(letter);
    if (letter == '\0' || index == std::string_view::npos) return false;
    value += meant[index];
    at_ += 2;
    return true;
  }

  std::optional<unsigned> hex4(std::size_t at) const {
    if (at + 4 > text_.size()) return std::nullopt;
    const auto number = core_number("0x" + std::string(text_.substr(at, 4)));
    return number ? std::optional(static_cast<unsigned>(number->value)) : std::nullopt;
  }

  // A surrogate without its partner becomes U+FFFD, as Python's writer may leave one.
  bool unicode_escape(std::string& value) {
    auto code = hex4(at_ + 2);
    if (!code) return false;
    at_ += 6;
    if (*code >= 0xD800 && *code < 0xDC00 && text_.substr(at_, 2) == "\\u") {
      const auto low = hex4(at_ + 2);
      if (low && *low >= 0xDC00 && *low < 0xE000) {
        code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
        at_ += 6;
      }
    }
    append_utf8(value, *code >= 0xD800 && *code < 0xE000 ? 0xFFFD : *code);
    return true;
  }

  Document& document_;
  std::string_view text_;
  const ParseLimits& limits_;
  ParseResult& result_;
  Cursor cursor_;
  std::vector<Frame> stack_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;  // behind the value read last
  std::size_t nodes_ = 0;
  bool done_ = false;
};

}  // namespace

ParseResult read_json(std::string_view path, std::string_view text, const ParseLimits& limits) {
  ParseResult result;
  auto document = open_document(path, text, limits, result);
  if (result.failure != ParseFailure::none) return result;
  JsonReader(*document, limits, result).read();
  if (result.failure == ParseFailure::none) result.document = std::move(document);
  return result;
}

}  // namespace reallyopen
