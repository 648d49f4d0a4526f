#include "script/python_statements.h"

#include <algorithm>
#include <array>

#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_statements = 20'000;
constexpr std::size_t longest_statement = 2'000;
constexpr int tab_stop = 8;

bool is_plain(char letter) {
  return is_word_letter(letter) || letter == ' ' || letter == '.' || letter == ',' ||
         letter == '=' || letter == ':';
}

class StatementReader {
 public:
  explicit StatementReader(std::string_view text) : text_(text) {}

  std::vector<PythonStatement> read() {
    while (at_ < text_.size() && statements_.size() < most_statements) step();
    finish();
    return std::move(statements_);
  }

 private:
  void step() {
    const char letter = text_[at_];
    if (letter == '\n') {
      ++line_;
      ++at_;
      if (depth_ == 0)
        finish();
      else
        append(' ');
    } else if (letter == '\\' &&
               (text_.substr(at_ + 1, 1) == "\n" || text_.substr(at_ + 1, 2) == "\r\n")) {
      at_ = text_.find('\n', at_) + 1;
      ++line_;
      append(' ');
    } else if (letter == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (letter == '"' || letter == '\'') {
      quoted(letter);
    } else if (letter == ';' && depth_ == 0) {
      const int indent = current_.indent;
      finish();
      next_indent_ = indent;
      ++at_;
    } else {
      if (letter == '(' || letter == '[' || letter == '{') ++depth_;
      if (letter == ')' || letter == ']' || letter == '}') depth_ = std::max(0, depth_ - 1);
      append(letter);
      ++at_;
      append_plain();
    }
  }

  // What nothing above looks for, a run at a time: most of a script.
  void append_plain() {
    if (!started_) return;
    const auto end = std::find_if_not(text_.begin() + static_cast<std::ptrdiff_t>(at_), text_.end(),
                                      is_plain);
    at_ += append_run(static_cast<std::size_t>(end - text_.begin()) - at_);
  }

  // Of a statement that has begun; as far as there is room.
  std::size_t append_run(std::size_t length) {
    const std::size_t room = longest_statement - std::min(current_.text.size(), longest_statement);
    current_.text += text_.substr(at_, std::min(length, room));
    return length;
  }

  void append(char letter) {
    if (letter == '\r') return;
    if (!started_) {
      if (letter == ' ' || letter == '\t' || letter == '\f') {
        indent_ += letter == '\t' ? tab_stop : 1;
        return;
      }
      started_ = true;
      current_.line = line_;
      current_.indent = next_indent_ >= 0 ? next_indent_ : indent_;
    }
    if (current_.text.size() < longest_statement) current_.text += letter;
  }

  void quoted(char quote) {
    const std::string long_quote(3, quote);
    const bool is_long = text_.substr(at_, 3) == long_quote;
    const std::string_view end = is_long ? std::string_view(long_quote)
                                         : std::string_view(&quote, 1);
    const std::array<char, 4> stops{ quote, '\\', '\n', '\r' };
    const std::string_view special(stops.data(), stops.size());
    append(quote);
    at_ += end.size();
    while (at_ < text_.size()) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        if (text_[at_ + 1] == '\n') ++line_;
        at_ += 2;
        continue;
      }
      if (text_.substr(at_, end.size()) == end) {
        at_ += end.size();
        break;
      }
      if (text_[at_] == '\n') {
        if (!is_long) break;  // an open quote ends with its line
        ++line_;
        append(' ');
      } else if (special.find(text_[at_]) == std::string_view::npos) {
        at_ += append_run(std::min(text_.find_first_of(special, at_), text_.size()) - at_);
        continue;
      }
      ++at_;
    }
    append(quote);
  }

  void finish() {
    while (!current_.text.empty() && current_.text.back() == ' ') current_.text.pop_back();
    if (!current_.text.empty()) statements_.push_back(std::move(current_));
    current_ = {};
    started_ = false;
    indent_ = 0;
    next_indent_ = -1;
  }

  std::string_view text_;
  std::vector<PythonStatement> statements_;
  PythonStatement current_;
  std::size_t at_ = 0;
  int line_ = 1;
  int depth_ = 0;
  int indent_ = 0;
  int next_indent_ = -1;  // of what follows a `;`
  bool started_ = false;
};

}  // namespace

std::vector<PythonStatement> list_python_statements(std::string_view text) {
  return StatementReader(text).read();
}

}  // namespace reallyopen
