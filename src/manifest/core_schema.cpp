#include "manifest/core_schema.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "text/letters.h"

namespace reallyopen {
namespace {

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

// Powers of two only, so that adding digits never rounds twice in a way that matters below 2^53.
std::optional<double> digits_of_base(std::string_view digits, int base) {
  if (digits.empty()) return std::nullopt;
  double value = 0;
  for (const char letter : digits) {
    int digit = base;
    if (is_digit(letter)) digit = letter - '0';
    if (letter >= 'a' && letter <= 'f') digit = letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') digit = letter - 'A' + 10;
    if (digit >= base) return std::nullopt;
    value = value * base + digit;
  }
  return value;
}

// Too large becomes infinity and too small zero, as in every JSON reader.
double decimal_value(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc::result_out_of_range) return value;
  const std::size_t exponent = text.find_first_of("eE");
  const bool tiny = exponent != std::string_view::npos && text[exponent + 1] == '-';
  const double size = tiny ? 0 : std::numeric_limits<double>::infinity();
  return text.starts_with('-') ? -size : size;
}

}  // namespace

std::optional<CoreNumber> core_number(std::string_view text) {
  if (text.starts_with("0o") || text.starts_with("0x")) {
    const auto value = digits_of_base(text.substr(2), text[1] == 'o' ? 8 : 16);
    if (!value) return std::nullopt;
    return CoreNumber{ NodeKind::integer, *value };
  }
  if (is_one_of(text, { ".nan", ".NaN", ".NAN" }))
    return CoreNumber{ NodeKind::number, std::numeric_limits<double>::quiet_NaN() };
  const bool is_signed = text.starts_with('-') || text.starts_with('+');
  const std::size_t start = is_signed ? 1 : 0;
  if (is_one_of(text.substr(start), { ".inf", ".Inf", ".INF" })) {
    const double infinity = std::numeric_limits<double>::infinity();
    return CoreNumber{ NodeKind::number, text[0] == '-' ? -infinity : infinity };
  }
  const std::size_t whole_end = skip_digits(text, start);
  if (whole_end == text.size() && whole_end > start)
    return CoreNumber{ NodeKind::integer, decimal_value(text) };
  std::size_t at = whole_end;
  bool has_digits = whole_end > start;
  if (at < text.size() && text[at] == '.') {
    at = skip_digits(text, at + 1);
    has_digits = has_digits || at > whole_end + 1;
  }
  if (!has_digits) return std::nullopt;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t end = skip_digits(text, at);
    if (end == at) return std::nullopt;
    at = end;
  }
  if (at != text.size()) return std::nullopt;
  return CoreNumber{ NodeKind::number, decimal_value(text) };
}

void type_plain_scalar(Node& node) {
  const std::string_view text = node.text;
  node.kind = NodeKind::string;
  if (text.empty() || is_one_of(text, { "~", "null", "Null", "NULL" })) {
    node.kind = NodeKind::null;
  } else if (is_one_of(text, { "true", "True", "TRUE", "false", "False", "FALSE" })) {
    node.kind = NodeKind::boolean;
    node.boolean = text.size() == 4;
  } else if (const auto number = core_number(text)) {
    node.kind = number->kind;
    node.number = number->value;
  }
}

}  // namespace reallyopen
