#include "configuration/agreement.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "configuration/read.h"
#include "manifest/core_schema.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_list = 64;
constexpr double exact = 1e-9;           // of what was computed or printed in fewer digits
constexpr double rounded = 0.05;         // `2M` for 2,097,152
constexpr double about_tolerance = 0.1;  // `~2M`

std::optional<SpelledNumber> number_of_text(std::string_view text) {
  static const RE2 pattern(
    "\\s*(~?)\\s*([-+]?[0-9][0-9_,]*(?:\\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\\.[0-9]+(?:[eE][-+]?["
    "0-9]+)?)\\s*([kKMBT%]?)\\s*");
  static const RE2 thousands("[-+]?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?");
  re2::StringPiece tilde;
  std::string digits;
  re2::StringPiece suffix;
  if (!RE2::FullMatch(text, pattern, &tilde, &digits, &suffix)) return std::nullopt;
  if (digits.find(',') != std::string::npos && !RE2::FullMatch(digits, thousands))
    return std::nullopt;
  std::erase_if(digits, [](char letter) { return letter == '_' || letter == ','; });
  const auto number = core_number(digits);
  if (!number) return std::nullopt;
  SpelledNumber result{ .value = number->value, .tolerance = tilde.empty() ? 0 : about_tolerance };
  if (suffix.empty()) return result;
  if (suffix == "%") {
    result.value /= 100;
    return result;
  }
  result.value *= std::pow(1000,
                           1 + std::string_view("kMBT").find(suffix == "K" ? 'k' : suffix[0]));
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
  static const RE2 list("\\s*[\\[(]([-+0-9._eE,\\s]*)[\\])]\\s*");
  std::string inside;
  if (!node.is_string() || !RE2::FullMatch(node.text, list, &inside)) return std::nullopt;
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
