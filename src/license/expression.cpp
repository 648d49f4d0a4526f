#include "license/expression.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_expression = 4096;

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] == ' ' || text[at] == '\t' || text[at] == '\n') {
      ++at;
    } else if (text[at] == '(' || text[at] == ')') {
      words.push_back(text.substr(at++, 1));
    } else {
      const std::size_t end = std::min(text.find_first_of(" \t\n()", at), text.size());
      words.push_back(text.substr(at, end - at));
      at = end;
    }
  }
  return words;
}

bool is_id(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '-' || letter == '.' || letter == ':' ||
           letter == '+';
  });
}

bool is_operator(std::string_view word) {
  return word == "AND" || word == "OR" || word == "and" || word == "or";
}

// Dijkstra's shunting yard: operators wait on a stack, so depth costs memory and never the call
// stack.
class Parser {
 public:
  explicit Parser(std::vector<std::string_view> words) : words_(std::move(words)) {}

  LicenseExpression parse() {
    for (at_ = 0; at_ < words_.size() && error_.empty(); ++at_) take(words_[at_]);
    if (error_.empty() && expects_term_) error_ = "a licence id is missing at the end";
    while (error_.empty() && !waiting_.empty()) {
      if (waiting_.back() == "(") error_ = "a `(` is not closed";
      pop();
    }
    if (!error_.empty()) return { {}, error_ };
    return { std::move(steps_), "" };
  }

 private:
  void take(std::string_view word) {
    if (word == "(") {
      if (!expects_term_) return missing_operator(word);
      waiting_.push_back(word);
    } else if (word == ")") {
      close();
    } else if (is_operator(word)) {
      join(word);
    } else {
      term(word);
    }
  }

  void close() {
    if (expects_term_) {
      error_ = "a licence id is missing before `)`";
      return;
    }
    while (!waiting_.empty() && waiting_.back() != "(") pop();
    if (waiting_.empty())
      error_ = "a `)` has no `(`";
    else
      waiting_.pop_back();
  }

  void join(std::string_view word) {
    if (expects_term_) {
      error_ = fmt::format("a licence id is missing before `{}`", word);
      return;
    }
    const bool all = word == "AND" || word == "and";
    // AND binds more tightly than OR.
    while (!waiting_.empty() && waiting_.back() != "(" && (!all || waiting_.back() == "AND")) pop();
    waiting_.push_back(all ? "AND" : "OR");
    expects_term_ = true;
  }

  void term(std::string_view word) {
    if (!expects_term_) {
      if (word == "WITH" || word == "with") return exception();
      return missing_operator(word);
    }
    if (!is_id(word)) {
      error_ = fmt::format("`{}` is not a licence id", printable(word, 60));
      return;
    }
    while (word.size() > 1 && word.back() == '+') word.remove_suffix(1);
    steps_.push_back({ .is_operator = false, .term = { std::string(word) } });
    expects_term_ = false;
  }

  void exception() {
    const bool follows = at_ + 1 < words_.size() && is_id(words_[at_ + 1]) &&
                         !is_operator(words_[at_ + 1]);
    if (!follows) error_ = "an exception id is missing after `WITH`";
    ++at_;
  }

  void missing_operator(std::string_view word) {
    error_ = fmt::format("`AND` or `OR` is missing before `{}`", printable(word, 60));
  }

  void pop() {
    const bool all = waiting_.back() == "AND";
    steps_.push_back({ .is_operator = true,
                       .term = {},
                       .joins = all ? LicenseOperator::all : LicenseOperator::any });
    waiting_.pop_back();
  }

  std::vector<std::string_view> words_;
  std::vector<std::string_view> waiting_;
  std::vector<LicenseStep> steps_;
  std::string error_;
  std::size_t at_ = 0;
  bool expects_term_ = true;
};

}  // namespace

LicenseExpression parse_expression(std::string_view text) {
  if (text.size() > longest_expression)
    return { {}, fmt::format("it is longer than {} characters", longest_expression) };
  return Parser(split(text)).parse();
}

}  // namespace reallyopen
