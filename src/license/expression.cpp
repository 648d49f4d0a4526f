#include "license/expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_expression = 4096;
constexpr std::size_t longest_shown = 60;
constexpr std::string_view spaces = " \t\r\n";

using Word = std::string_view;  // a stretch of the expression

std::vector<Word> split(std::string_view text) {
  std::vector<Word> words;
  std::size_t at = 0;
  while (at < text.size()) {
    if (spaces.find(text[at]) != std::string_view::npos) {
      ++at;
    } else if (text[at] == '(' || text[at] == ')') {
      words.push_back(text.substr(at++, 1));
    } else {
      const std::size_t end = std::min(text.find_first_of(" \t\r\n()", at), text.size());
      words.push_back(text.substr(at, end - at));
      at = end;
    }
  }
  return words;
}

bool is_id_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '-' || letter == '.';
}

bool is_id(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, is_id_letter);
}

// `prefix` and an id, behind a `DocumentRef-` or not.
bool is_reference(std::string_view word, std::string_view prefix) {
  constexpr std::string_view document = "DocumentRef-";
  if (word.starts_with(document)) {
    const std::size_t colon = word.find(':');
    if (colon == std::string_view::npos) return false;
    if (!is_id(word.substr(document.size(), colon - document.size()))) return false;
    word.remove_prefix(colon + 1);
  }
  return word.starts_with(prefix) && is_id(word.substr(prefix.size()));
}

bool is_all(Word word) { return word == "AND" || word == "and"; }
bool is_any(Word word) { return word == "OR" || word == "or"; }
bool is_with(Word word) { return word == "WITH" || word == "with"; }

std::string upper(Word word) {
  std::string result(word);
  for (char& letter : result)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  return result;
}

// `And`: neither an operator nor an id.
bool is_mixed_operator(Word word) {
  const std::string shouted = upper(word);
  return (shouted == "AND" || shouted == "OR" || shouted == "WITH") && !is_all(word) &&
         !is_any(word) && !is_with(word);
}

bool is_reserved(Word word) {
  return is_all(word) || is_any(word) || is_with(word) || is_mixed_operator(word);
}

// Dijkstra's shunting yard: operators wait on a stack, so depth costs memory and never the call
// stack.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), words_(split(text)) {}

  LicenseExpression parse() {
    for (at_ = 0; at_ < words_.size() && error_.empty(); ++at_) take(words_[at_]);
    if (error_.empty() && expects_term_)
      fail(text_.substr(text_.size()), "a licence id is missing at the end");
    while (error_.empty() && !waiting_.empty()) {
      if (waiting_.back() == "(") fail(waiting_.back(), "a `(` is not closed");
      pop();
    }
    if (error_.empty() && !alone_.empty() && words_.size() > 1)
      fail(alone_, fmt::format("`{}` cannot be part of an expression", alone_));
    if (!error_.empty()) return { {}, error_, error_span_ };
    return { std::move(steps_), "", {} };
  }

 private:
  void take(Word word) {
    const bool after_term = std::exchange(after_term_, false);
    if (word == "(") {
      if (!expects_term_) return missing_operator(word);
      waiting_.push_back(word);
    } else if (word == ")") {
      close(word);
    } else if (is_all(word) || is_any(word)) {
      join(word);
    } else if (is_mixed_operator(word)) {
      fail(word, fmt::format("`{}` is written `{}` in an expression", word, upper(word)));
    } else if (is_with(word)) {
      exception(word, after_term);
    } else if (!expects_term_) {
      missing_operator(word);
    } else {
      term(word);
    }
  }

  void close(Word word) {
    if (expects_term_) return fail(word, "a licence id is missing before `)`");
    while (!waiting_.empty() && waiting_.back() != "(") pop();
    if (waiting_.empty())
      fail(word, "a `)` has no `(`");
    else
      waiting_.pop_back();
  }

  void join(Word word) {
    if (expects_term_) return fail(word, fmt::format("a licence id is missing before `{}`", word));
    // AND binds more tightly than OR.
    while (!waiting_.empty() && waiting_.back() != "(" && (is_any(word) || is_all(waiting_.back())))
      pop();
    waiting_.push_back(word);
    expects_term_ = true;
  }

  void term(Word word) {
    LicenseTerm term{
      .id = std::string(word), .exception = "", .span = span(word), .exception_span = {}
    };
    if (word.ends_with('+')) {
      term.or_later = true;
      term.id.pop_back();
      if (is_license_ref(term.id))
        return fail(word.substr(word.size() - 1), "a `+` cannot follow a `LicenseRef-`");
    }
    if (!is_id(term.id) && !is_license_ref(term.id)) return no_id(word);
    if (term.id == "LicenseRef-" || term.id.starts_with("DocumentRef-")) {
      if (!is_license_ref(term.id)) return no_id(word);
    }
    if (word == "NONE" || word == "NOASSERTION") alone_ = word;
    steps_.push_back({ .is_operator = false, .term = std::move(term) });
    expects_term_ = false;
    after_term_ = true;
  }

  void exception(Word with, bool after_term) {
    if (expects_term_) return fail(with, fmt::format("a licence id is missing before `{}`", with));
    if (!after_term) return fail(with, fmt::format("`{}` does not follow a licence id", with));
    if (at_ + 1 >= words_.size())
      return fail(text_.substr(text_.size()),
                  fmt::format("an exception id is missing after `{}`", with));
    const Word word = words_[++at_];
    if ((!is_id(word) && !is_reference(word, "AdditionRef-")) || is_reserved(word))
      return fail(word, fmt::format("an exception id is missing after `{}`", with));
    LicenseTerm& term = steps_.back().term;
    term.exception = std::string(word);
    term.exception_span = span(word);
  }

  void no_id(Word word) {
    const auto* wrong = std::ranges::find_if_not(word, is_id_letter);
    const std::size_t before = static_cast<std::size_t>(wrong - word.begin());
    fail(word.substr(wrong == word.end() ? 0 : before),
         fmt::format("`{}` is not a licence id", printable(word, longest_shown)));
  }

  void missing_operator(Word word) {
    fail(word, fmt::format("`AND` or `OR` is missing before `{}`", printable(word, longest_shown)));
  }

  void fail(Word where, std::string sentence) {
    error_ = std::move(sentence);
    error_span_ = span(where);
  }

  ExpressionSpan span(Word word) const {
    return { static_cast<std::size_t>(word.data() - text_.data()), word.size() };
  }

  void pop() {
    steps_.push_back(
      { .is_operator = true,
        .term = {},
        .joins = is_all(waiting_.back()) ? LicenseOperator::all : LicenseOperator::any });
    waiting_.pop_back();
  }

  std::string_view text_;
  std::vector<Word> words_;
  std::vector<Word> waiting_;
  std::vector<LicenseStep> steps_;
  std::string error_;
  ExpressionSpan error_span_;
  Word alone_;
  std::size_t at_ = 0;
  bool expects_term_ = true;
  bool after_term_ = false;  // the word before was an id, so that `WITH` may follow
};

}  // namespace

LicenseExpression parse_expression(std::string_view text) {
  if (text.size() > longest_expression)
    return { {}, fmt::format("it is longer than {} characters", longest_expression), { 0, 1 } };
  return Parser(text).parse();
}

bool is_license_ref(std::string_view id) { return is_reference(id, "LicenseRef-"); }

}  // namespace reallyopen
