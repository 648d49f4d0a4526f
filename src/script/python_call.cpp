#include "script/python_call.h"

#include <algorithm>
#include <optional>
#include <string>

#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::size_t most_open_brackets = 100;

// Behind the text in quotes that begins there.
std::size_t skip_quoted(std::string_view text, std::size_t at) {
  const std::size_t end = text.find(text[at], at + 1);
  return end == std::string_view::npos ? text.size() : end + 1;
}

std::string_view dotted_name_before(std::string_view text, std::size_t end) {
  std::size_t start = end;
  while (start > 0 && (is_word_letter(text[start - 1]) || text[start - 1] == '.')) --start;
  return text.substr(start, end - start);
}

// Where a single `=` stands that is part of no other sign.
bool is_assigning(std::string_view text, std::size_t at) {
  if (text[at] != '=' || text.substr(at + 1, 1) == "=") return false;
  return at == 0 || std::string_view("=!<>+-*/%&|^@:").find(text[at - 1]) == std::string_view::npos;
}

PythonArgument parse_argument(std::string_view text) {
  text = trimmed(text);
  std::size_t end = 0;
  while (end < text.size() && is_word_letter(text[end])) ++end;
  std::size_t sign = end;
  while (sign < text.size() && text[sign] == ' ') ++sign;
  if (end > 0 && sign < text.size() && is_assigning(text, sign))
    return { text.substr(0, end), trimmed(text.substr(sign + 1)) };
  return { {}, text };
}

struct Bracket {
  std::optional<PythonCall> call;  // none: a list, or brackets around a value
  std::size_t argument = 0;        // where the present one begins
};

class CallReader {
 public:
  explicit CallReader(std::string_view text) : text_(text) {}

  std::vector<PythonCall> read() {
    for (std::size_t at = 0; at < text_.size();) {
      const char letter = text_[at];
      if (letter == '"' || letter == '\'') {
        at = skip_quoted(text_, at);
        continue;
      }
      if (letter == '(' || letter == '[' || letter == '{') open(at);
      if (letter == ',') end_argument(at);
      if (letter == ')' || letter == ']' || letter == '}') close(at);
      ++at;
    }
    return std::move(calls_);
  }

 private:
  void open(std::size_t at) {
    if (open_.size() == most_open_brackets) return;
    Bracket bracket{ .call = {}, .argument = at + 1 };
    const std::string_view name = dotted_name_before(text_, at);
    if (text_[at] == '(' && !name.empty()) {
      bracket.call = PythonCall{ .name = name, .arguments = {} };
      const auto around = std::find_if(open_.rbegin(), open_.rend(),
                                       [](const Bracket& each) { return each.call.has_value(); });
      if (around != open_.rend()) {
        bracket.call->within = around->call->name;
        const std::string_view before = text_.substr(around->argument, at - around->argument);
        bracket.call->keyword = parse_argument(before).keyword;
      }
    }
    open_.push_back(std::move(bracket));
  }

  void end_argument(std::size_t at) {
    if (open_.empty()) return;
    Bracket& last = open_.back();
    const PythonArgument argument = parse_argument(text_.substr(last.argument, at - last.argument));
    if (last.call && !argument.value.empty()) last.call->arguments.push_back(argument);
    last.argument = at + 1;
  }

  void close(std::size_t at) {
    if (open_.empty()) return;
    end_argument(at);
    if (open_.back().call) {
      open_.back().call->behind = text_.substr(at + 1);
      calls_.push_back(std::move(*open_.back().call));
    }
    open_.pop_back();
  }

  std::string_view text_;
  std::vector<Bracket> open_;
  std::vector<PythonCall> calls_;
};

template <typename Seen>
void outside_of_brackets(std::string_view text, const Seen& seen) {
  int depth = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char letter = text[at];
    if (letter == '"' || letter == '\'') {
      at = skip_quoted(text, at);
      continue;
    }
    if (letter == '(' || letter == '[' || letter == '{') ++depth;
    if (letter == ')' || letter == ']' || letter == '}') --depth;
    if (depth == 0) seen(at);
    ++at;
  }
}

}  // namespace

std::string_view PythonCall::argument(std::size_t position,
                                      std::initializer_list<std::string_view> keywords) const {
  for (const PythonArgument& each : arguments)
    if (!each.keyword.empty() && is_one_of(each.keyword, keywords)) return each.value;
  if (position >= arguments.size() || !arguments[position].keyword.empty()) return {};
  return arguments[position].value;
}

std::vector<PythonCall> list_python_calls(std::string_view statement) {
  return CallReader(statement).read();
}

std::vector<std::string_view> split_python_list(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  outside_of_brackets(text, [&](std::size_t at) {
    if (text[at] != ',') return;
    parts.push_back(trimmed(text.substr(begin, at - begin)));
    begin = at + 1;
  });
  parts.push_back(trimmed(text.substr(begin)));
  return parts;
}

std::vector<PythonAssignment> list_python_assignments(std::string_view statement) {
  if (const std::size_t as = statement.rfind(" as ");
      statement.starts_with("with ") && as != std::string_view::npos) {
    std::string_view target = trimmed(statement.substr(as + 4));
    if (target.ends_with(':')) target.remove_suffix(1);
    return { { target, statement.substr(5, as - 5) } };
  }
  std::size_t sign = std::string_view::npos;
  std::size_t type = std::string_view::npos;
  outside_of_brackets(statement, [&](std::size_t at) {
    if (statement[at] == ':' && sign == std::string_view::npos && statement.substr(at, 2) != ":=")
      type = std::min(type, at);
    if (is_assigning(statement, at)) sign = at;
  });
  if (sign == std::string_view::npos) return { { {}, statement } };
  const std::string_view targets = trimmed(statement.substr(0, std::min(sign, type)));
  const std::string_view value = trimmed(statement.substr(sign + 1));
  const auto names = split_python_list(targets);
  const auto values = split_python_list(value);
  if (names.size() < 2 || names.size() != values.size()) return { { targets, value } };
  std::vector<PythonAssignment> all;
  for (std::size_t i = 0; i < names.size(); ++i) all.push_back({ names[i], values[i] });
  return all;
}

std::string_view python_text(std::string_view expression) {
  expression = trimmed(expression);
  if (expression.size() < 2 || (expression[0] != '"' && expression[0] != '\'')) return {};
  const std::size_t end = expression.find(expression[0], 1);
  return end + 1 == expression.size() ? expression.substr(1, end - 1) : std::string_view();
}

std::string_view last_of_name(std::string_view name) { return name.substr(name.rfind('.') + 1); }

}  // namespace reallyopen
