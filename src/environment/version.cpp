// Names and versions of packages, as people write them.
#include <algorithm>

#include "environment/package_list.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

// `v2.1.0rc1+cu121`
bool is_plain_version(std::string_view text) {
  const std::size_t plus = text.find('+');
  if (plus != std::string_view::npos) {
    const std::string_view local = text.substr(plus + 1);
    const auto fits = [](char letter) { return is_word_letter(letter) || letter == '.'; };
    if (local.empty() || !std::ranges::all_of(local, fits)) return false;
    text = text.substr(0, plus);
  }
  if (text.starts_with('v')) text.remove_prefix(1);
  // Numbers between dots, and behind the last letters with a number, or none.
  const std::size_t numbers = std::min(text.find_first_not_of("0123456789."), text.size());
  const std::string_view release = text.substr(0, numbers);
  if (release.empty() || release.starts_with('.') || release.ends_with('.') ||
      release.find("..") != std::string_view::npos)
    return false;
  std::string_view rest = text.substr(numbers);
  while (!rest.empty() && rest.front() >= 'a' && rest.front() <= 'z') rest.remove_prefix(1);
  return (rest.empty() || rest.size() < text.size() - numbers) &&
         std::ranges::all_of(rest, is_digit);
}

}  // namespace

std::string package_name(std::string_view name) {
  std::string result;
  for (const char letter : name) {
    const bool joins = letter == '_' || letter == '.' || letter == '-';
    if (joins && (result.empty() || result.back() == '-')) continue;
    if (joins)
      result += '-';
    else
      result += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return result == "pytorch" ? "torch" : result;
}

bool is_version(std::string_view stated, std::string_view found) {
  if (!is_plain_version(stated) || !is_plain_version(found)) return true;
  if (stated.starts_with('v')) stated.remove_prefix(1);
  if (found.starts_with('v')) found.remove_prefix(1);
  if (stated.find('+') == std::string_view::npos)
    found = found.substr(0, found.find('+'));
  else if (found.find('+') == std::string_view::npos)
    stated = stated.substr(0, stated.find('+'));
  // `1.0` and `1.0.0` are one version, `2.1` and `2.10` are two.
  while (stated.size() > found.size() && stated.ends_with(".0")) stated.remove_suffix(2);
  return found.starts_with(stated) &&
         (found.size() == stated.size() || found[stated.size()] == '.');
}

}  // namespace reallyopen
