// Plain scalars that YAML 1.1 readers (PyYAML, Ruby) take for another type or value than YAML 1.2.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "manifest/core_schema.h"
#include "manifest/field_path.h"
#include "manifest/parse.h"
#include "manifest/readable.h"
#include "text/pattern.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::string_view decimal_digits = "0123456789";
constexpr std::string_view digits_and_underscore = "0123456789_";

struct Reading {
  std::string other;  // how YAML 1.1 reads it
  std::string fix;
};

bool consists_of(std::string_view text, std::string_view letters) {
  return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

std::string_view without_sign(std::string_view text) {
  return text.starts_with('-') || text.starts_with('+') ? text.substr(1) : text;
}

std::string without_underscores(std::string_view text) {
  std::string result(text);
  std::erase(result, '_');
  return result;
}

std::string double_quoted(std::string_view text) { return fmt::format("`\"{}\"`", text); }

std::string number_or_text(std::string_view number, std::string_view text) {
  return fmt::format("write `{}` for the number, {} for the text", number, double_quoted(text));
}

std::optional<Reading> read_word(std::string_view text) {
  constexpr std::array<std::string_view, 8> words{ "y", "yes", "on",  "true",
                                                   "n", "no",  "off", "false" };
  if (text.empty() || text.size() > 3) return std::nullopt;
  std::string lower(text);
  for (char& letter : lower)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  // `no`, `No` and `NO`, but not `nO`.
  const bool is_upper = std::none_of(text.begin(), text.end(),
                                     [](char c) { return c >= 'a' && c <= 'z'; });
  if (!is_upper && text.substr(1) != std::string_view(lower).substr(1)) return std::nullopt;
  const auto* found = std::find(words.begin(), words.end(), lower);
  if (found == words.end()) return std::nullopt;
  const std::string_view value = found - words.begin() < 4 ? "true" : "false";
  return Reading{ fmt::format("`{}`", value),
                  fmt::format("write {} for the text, `{}` for the truth value",
                              double_quoted(text), value) };
}

// Sexagesimal: `1:30`, `190:20:30.15`.
std::optional<Reading> read_clock(std::string_view text) {
  const std::string_view body = without_sign(text);
  const std::size_t colon = body.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  if (!consists_of(body.substr(0, colon), digits_and_underscore) || body[0] == '_')
    return std::nullopt;
  std::string_view rest = body.substr(colon);
  while (rest.starts_with(':')) {
    rest.remove_prefix(1);
    const std::size_t end = std::min(rest.size(), rest.find_first_not_of(decimal_digits));
    if (end == 0 || end > 2 || (end == 2 && rest[0] > '5')) return std::nullopt;
    rest.remove_prefix(end);
  }
  if (!rest.empty() &&
      !(rest[0] == '.' && (rest.size() == 1 || consists_of(rest.substr(1), digits_and_underscore))))
    return std::nullopt;
  if (rest.empty() && body[0] == '0') return std::nullopt;
  return Reading{ "a number in base 60", fmt::format("quote it: {}", double_quoted(text)) };
}

std::string decimal(double value) { return fmt::format("{:.0f}", value); }

std::optional<Reading> read_integer(std::string_view text) {
  const std::string_view body = without_sign(text);
  if (body.starts_with("0b") && consists_of(body.substr(2), "01"))
    return Reading{ "a binary number", fmt::format("quote it: {}", double_quoted(text)) };
  if (body.starts_with("0o") && body.size() == text.size() &&
      consists_of(body.substr(2), "01234567"))
    return Reading{ "text", number_or_text(decimal(core_number(text)->value), text) };
  if (body.starts_with("0x") && body.size() < text.size() &&
      consists_of(body.substr(2), "0123456789abcdefABCDEF"))
    return Reading{ "a number", fmt::format("quote it: {}", double_quoted(text)) };
  if (body.size() < 2 || body[0] != '0' || !consists_of(body, decimal_digits)) return std::nullopt;
  const std::size_t first = std::min(body.find_first_not_of('0'), body.size() - 1);
  const bool is_octal = consists_of(body, "01234567");
  if (is_octal && first == body.size() - 1) return std::nullopt;  // `007` is 7 both ways
  const std::string sign = text.starts_with('-') ? "-" : "";
  return Reading{ is_octal ? "an octal number" : "text",
                  number_or_text(sign + std::string(body.substr(first)), text) };
}

std::optional<Reading> read_underscores(std::string_view text) {
  static const Pattern number(
    "[-+]?(0b[01_]*[01][01_]*|0x[0-9a-fA-F_]*[0-9a-fA-F][0-9a-fA-F_]*|0[0-7_]+|[1-9][0-9_]*"
    "|[0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?)"
    "|\\.[0-9][0-9_]*([eE][-+][0-9]+)?");
  if (text.find('_') == std::string_view::npos || !number.matches(text)) return std::nullopt;
  const std::string plain = without_underscores(text);
  if (read_integer(plain))
    return Reading{ "a number", fmt::format("quote it: {}", double_quoted(text)) };
  return Reading{ "a number", number_or_text(plain, text) };
}

// PyYAML wants a dot in every float, a sign in every exponent, and no sign before a leading dot.
std::optional<Reading> read_float(std::string_view text) {
  const auto number = core_number(text);
  if (!number || number->kind != NodeKind::number ||
      text.find_first_of(decimal_digits) == std::string_view::npos)
    return std::nullopt;
  const std::string_view body = without_sign(text);
  const std::string sign(text.substr(0, text.size() - body.size()));
  const std::size_t e = std::min(body.find_first_of("eE"), body.size());
  std::string mantissa(body.substr(0, e));
  const std::string_view exponent = e < body.size() ? body.substr(e + 1) : std::string_view();
  const bool has_dot = mantissa.find('.') != std::string::npos;
  const bool exponent_agrees = e == body.size() || without_sign(exponent).size() < exponent.size();
  if (has_dot && exponent_agrees && !(mantissa[0] == '.' && !sign.empty())) return std::nullopt;
  if (!has_dot) mantissa += ".0";
  if (mantissa[0] == '.') mantissa = fmt::format("0{}", mantissa);
  if (mantissa.back() == '.') mantissa += '0';
  const std::string tail = e == body.size()
                             ? ""
                             : fmt::format("e{}{}", exponent_agrees ? "" : "+", exponent);
  return Reading{ "text", fmt::format("write `{}{}{}`", sign, mantissa, tail) };
}

std::optional<Reading> read_differently(std::string_view text) {
  if (text.empty() || text.size() > 100) return std::nullopt;
  if (auto reading = read_word(text)) return reading;
  if (std::string_view("0123456789+-.").find(text[0]) == std::string_view::npos)
    return std::nullopt;
  for (const auto read : { read_clock, read_underscores, read_integer, read_float })
    if (auto reading = read(text)) return reading;
  return std::nullopt;
}

std::string_view type_here(const Node& node) {
  switch (node.kind) {
    case NodeKind::integer:
    case NodeKind::number:
      return "a number";
    default:
      return "text";
  }
}

class Search {
 public:
  explicit Search(const Document& document) : document_(document) {}

  // Depth is bounded by the parser. What an alias repeats is reported at its anchor.
  void visit(const Node& node) {
    if (node.alias || full()) return;
    if (node.plain) judge(node);
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const std::size_t length = path_.size();
      append_index(path_, i);
      visit(node.items[i]);
      path_.resize(length);
    }
    for (const Member& member : node.members) {
      const std::size_t length = path_.size();
      append_key(path_, member.key.text);
      if (member.key.plain && !member.key.alias) judge(member.key);
      visit(member.value);
      path_.resize(length);
    }
  }

  // YAML 1.1 ends a line at these, even inside comments.
  void find_line_separators() {
    for (std::size_t i = 0; i < document_.line_starts.size() && !full(); ++i) {
      const std::string_view line = document_.line(static_cast<int>(i) + 1);
      for (const std::string_view separator : { "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9" }) {
        const std::size_t at = line.find(separator);
        if (at == std::string_view::npos) continue;
        const int column = static_cast<int>(code_points(line.substr(0, at))) + 1;
        problems.push_back(
          { .place = document_.place(static_cast<int>(i) + 1, column),
            .message = fmt::format("YAML 1.1 readers end the line at the invisible `{}`",
                                   printable(separator)),
            .fix = "remove it" });
      }
    }
  }

  Problems problems;

 private:
  bool full() const { return problems.size() >= most_parse_problems; }

  void judge(const Node& node) {
    const auto reading = read_differently(node.text);
    if (!reading || full()) return;
    problems.push_back(
      { .place = document_.place(node),
        .message = fmt::format("`{}` is {} here, but YAML 1.1 readers take it for {}", node.text,
                               type_here(node), reading->other),
        .fix = reading->fix,
        .subject = path_ });
  }

  const Document& document_;
  std::string path_;
};

}  // namespace

Problems ambiguous_scalars(const Document& document) {
  Search search(document);
  search.visit(document.root);
  search.find_line_separators();
  std::stable_sort(search.problems.begin(), search.problems.end(),
                   [](const Problem& a, const Problem& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  return std::move(search.problems);
}

}  // namespace reallyopen
