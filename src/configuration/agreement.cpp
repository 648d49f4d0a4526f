#include "configuration/agreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "configuration/read.h"
#include "manifest/core_schema.h"
#include "text/letters.h"
#include "text/number_words.h"
#include "text/pattern.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_list = 64;
constexpr double exact = 1e-9;           // of what was computed or printed in fewer digits
constexpr double rounded = 0.05;         // `2M` for 2,097,152
constexpr double about_tolerance = 0.1;  // `~2M`

std::string_view without_space(std::string_view text) { return trimmed(text, " \t\n\f\r"); }

// `1,000` and `12,345.6`, but not `1,00`.
bool parts_thousands(std::string_view number) {
  if (number.starts_with('-') || number.starts_with('+')) number.remove_prefix(1);
  const std::size_t dot = number.find('.');
  if (dot != std::string_view::npos &&
      (dot + 1 == number.size() || !std::ranges::all_of(number.substr(dot + 1), is_digit)))
    return false;
  std::string_view whole = number.substr(0, dot);
  for (; whole.size() > 3; whole.remove_suffix(4))
    if (whole[whole.size() - 4] != ',' ||
        !std::ranges::all_of(whole.substr(whole.size() - 3), is_digit))
      return false;
  return !whole.empty() && std::ranges::all_of(whole, is_digit);
}

// What is spelled as people do: `~2M`, `1,000`, `4 %`.
std::optional<SpelledNumber> number_of_text(std::string_view text) {
  text = without_space(text);
  const bool is_about = text.starts_with('~');
  if (is_about) text = without_space(text.substr(1));
  char suffix = '\0';
  if (!text.empty() && std::string_view("kKMBT%").find(text.back()) != std::string_view::npos) {
    suffix = text.back();
    text = without_space(text.substr(0, text.size() - 1));
  }
  std::string digits(text);
  if (digits.find(',') != std::string::npos && !parts_thousands(digits)) return std::nullopt;
  const std::size_t first = digits.find_first_not_of("+-");
  if (first == std::string::npos || !(is_digit(digits[first]) || digits[first] == '.'))
    return std::nullopt;
  const std::size_t unparted = digits[first] == '.' ? first : digits.find_first_of("eE");
  if (digits.find_first_of("_,", std::min(unparted, digits.size())) != std::string::npos)
    return std::nullopt;
  std::erase_if(digits, [](char letter) { return letter == '_' || letter == ','; });
  const auto number = core_number(digits);
  if (!number || digits.find_first_not_of("+-.eE0123456789") != std::string::npos)
    return std::nullopt;
  SpelledNumber result{ .value = number->value, .tolerance = is_about ? about_tolerance : 0 };
  if (suffix == '\0') return result;
  if (suffix == '%') {
    result.value /= 100;
    return result;
  }
  result.value *= std::pow(1000, 1 + std::string_view("kMBT").find(suffix == 'K' ? 'k' : suffix));
  result.tolerance = std::max(result.tolerance, rounded);
  return result;
}

std::optional<bool> truth_of(const Node& node) {
  if (node.kind == NodeKind::boolean) return node.boolean;
  if (!node.is_string()) return std::nullopt;
  std::string word = node.text;
  std::ranges::transform(word, word.begin(),
                         [](unsigned char letter) { return std::tolower(letter); });
  if (word == "true" || word == "yes" || word == "on") return true;
  if (word == "false" || word == "no" || word == "off") return false;
  return std::nullopt;
}

Agreement compare_numbers(const SpelledNumber& a, const SpelledNumber& b) {
  if (std::isnan(a.value) || std::isnan(b.value)) return Agreement::unknown;
  if (a.value == b.value) return Agreement::same;
  const double tolerance = std::max({ a.tolerance, b.tolerance, exact });
  const double largest = std::max(std::abs(a.value), std::abs(b.value));
  return std::abs(a.value - b.value) <= tolerance * largest ? Agreement::same
                                                            : Agreement::different;
}

// The items of a list, also of one in a text; nothing where it is no flat list.
std::optional<std::vector<Node>> items_of(const Node& node) {
  if (node.is_sequence()) {
    if (node.items.size() > longest_list) return std::nullopt;
    return node.items;
  }
  static const Pattern list("\\s*[\\[(]([-+0-9._eE,\\s]*)[\\])]\\s*", "[|(");
  std::string inside;
  if (!node.is_string() || !list.matches(node.text, inside)) return std::nullopt;
  std::vector<Node> items;
  for (std::string_view rest = inside; !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    const std::string_view item = rest.substr(0, comma);
    if (item.find_first_not_of(" \t") != std::string_view::npos)
      items.push_back({ .kind = NodeKind::string, .text = std::string(item) });
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return items.size() > longest_list ? std::nullopt : std::optional(items);
}

bool is_open(const Node& node) {
  return node.kind == NodeKind::null || node.tagged ||
         (node.is_string() && (node.text.empty() || is_filled_in_later(node.text)));
}

Agreement compare_scalars(const Node& declared, const Node& found) {
  if (is_open(declared) || is_open(found)) return Agreement::unknown;
  const auto a = number_of(declared);
  const auto b = number_of(found);
  if (a && b) return compare_numbers(*a, *b);
  const auto truth_a = truth_of(declared);
  const auto truth_b = truth_of(found);
  if (truth_a && truth_b) return *truth_a == *truth_b ? Agreement::same : Agreement::different;
  if (declared.is_string() && found.is_string() && declared.text == found.text)
    return Agreement::same;
  return Agreement::unknown;
}

}  // namespace

std::optional<SpelledNumber> number_of(const Node& node) {
  if (node.is_number()) return SpelledNumber{ .value = node.number };
  return node.is_string() ? number_of_text(node.text) : std::nullopt;
}

Agreement compare_values(const Node& declared, const Node& found) {
  if (declared.is_mapping() || found.is_mapping()) return Agreement::unknown;
  const auto a = items_of(declared);
  const auto b = items_of(found);
  if (!a && !b) return compare_scalars(declared, found);
  if (!a || !b) return Agreement::unknown;
  Agreement all = a->size() == b->size() ? Agreement::same : Agreement::different;
  for (std::size_t i = 0; i < std::min(a->size(), b->size()); ++i) {
    if ((*a)[i].is_sequence() || (*b)[i].is_sequence()) return Agreement::unknown;
    const Agreement one = compare_values((*a)[i], (*b)[i]);
    if (one == Agreement::unknown) return one;
    if (one == Agreement::different) all = one;
  }
  return all;
}

Agreement compare_words(std::string_view declared, std::string_view found,
                        std::initializer_list<std::string_view> known) {
  const auto lower = [](std::string_view text) {
    std::string result;
    for (const char letter : text)
      if (letter != ' ' && letter != '-' && letter != '_')
        result += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return result;
  };
  if (is_filled_in_later(declared) || is_filled_in_later(found)) return Agreement::unknown;
  const std::string a = lower(declared.substr(0, 400));
  const std::string b = lower(found.substr(0, 400));
  bool any_a = false;
  bool any_b = false;
  for (const std::string_view word : known) {
    const bool in_a = a.find(word) != std::string::npos;
    const bool in_b = b.find(word) != std::string::npos;
    if (in_a && in_b) return Agreement::same;
    any_a |= in_a;
    any_b |= in_b;
  }
  return any_a && any_b ? Agreement::different : Agreement::unknown;
}

Agreement compare_optimizers(std::string_view declared, std::string_view found) {
  return compare_words(
    declared, found,
    { "adam", "sgd", "lion", "adafactor", "lamb", "muon", "rmsprop", "adagrad", "adadelta",
      "sophia", "lars", "shampoo", "novograd", "lbfgs", "ftrl", "prodigy", "adan" });
}

Agreement compare_schedules(std::string_view declared, std::string_view found) {
  // How the rate rises says nothing of how it falls; DeepSpeed names both at once.
  const auto fall_of = [](std::string_view words) {
    std::string text = lower(words);
    if (text == "warmuplr") return std::string("constant");
    if (text == "warmupdecaylr") return std::string("linear");
    for (const std::string_view other :
         { "linear warmup", "linear warm-up", "linear_warmup", "steps" })
      if (const std::size_t at = text.find(other); at != std::string::npos)
        text.erase(at, other.size());
    return text;
  };
  const std::string one = fall_of(declared);
  const std::string other = fall_of(found);
  // A polynomial of the first power, which is what libraries take unless another is given.
  const auto mixes = [](std::string_view a, std::string_view b) {
    return a.find("linear") != a.npos && b.find("polynomial") != b.npos;
  };
  if (mixes(one, other) || mixes(other, one)) return Agreement::unknown;
  return compare_words(one, other,
                       { "cosine", "linear", "constant", "polynomial", "inversesq", "exponential",
                         "wsd", "trapezoid", "onecycle", "plateau", "step", "noam" });
}

Agreement compare_precisions(std::string_view declared, std::string_view found) {
  const auto kinds_of = [](std::string_view text) {
    std::string words(text);
    std::ranges::replace(words, '_', ' ');  // `amp_bf16`
    std::set<std::string_view> kinds = stated_kinds(words);
    const std::string_view width = text.substr(0, text.find('-'));  // `16-mixed`, `32-true`
    if (width == "16") kinds.insert("F16");
    if (width == "32") kinds.insert("F32");
    if (width == "64") kinds.insert("F64");
    return kinds;
  };
  const std::set<std::string_view> a = kinds_of(declared);
  const std::set<std::string_view> b = kinds_of(found);
  if (a.empty() || b.empty()) return Agreement::unknown;
  return std::ranges::any_of(a, [&](std::string_view kind) { return b.contains(kind); })
           ? Agreement::same
           : Agreement::different;
}

std::string shown_value(const Node& node) {
  if (node.kind == NodeKind::null) return "null";
  if (node.is_mapping()) return "a mapping";
  if (!node.is_sequence()) {
    if (node.kind == NodeKind::boolean && node.text.empty()) return node.boolean ? "true" : "false";
    return printable(node.text, 60);
  }
  std::string text = "[";
  for (const Node& item : node.items) {
    if (text.size() > 1) text += ", ";
    text += item.is_sequence() || item.is_mapping() ? "…" : printable(item.text, 20);
    if (text.size() > 60) return text + ", …]";
  }
  return text + "]";
}

}  // namespace reallyopen
