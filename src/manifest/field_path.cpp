#include "manifest/field_path.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t longest_key = 100;

bool is_plain_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
}

}  // namespace

void append_key(std::string& path, std::string_view key) {
  if (!path.empty()) path += '.';
  if (key.size() <= longest_key && std::all_of(key.begin(), key.end(), is_plain_letter))
    path += key;
  else
    path += printable(key, longest_key);
}

void append_index(std::string& path, std::size_t index) {
  fmt::format_to(std::back_inserter(path), "[{}]", index);
}

std::string_view last_key(std::string_view field) {
  if (field.ends_with(']')) field = field.substr(0, field.rfind('['));
  return field.substr(field.rfind('.') + 1);
}

}  // namespace reallyopen
