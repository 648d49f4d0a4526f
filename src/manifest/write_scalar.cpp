#include "manifest/write_scalar.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "text/pattern.h"

namespace reallyopen {
namespace {

// Words that begin with a letter and hold nothing that YAML reads as more than text. Colons are
// safe inside a URL.
bool is_plain(std::string_view text) {
  static const Pattern words("[A-Za-z/][A-Za-z0-9_./+@()=-]*( [A-Za-z0-9_./+@()=-]+)*");
  static const Pattern url("https?://[A-Za-z0-9_./+@=?&%~-]+");
  static const Pattern other_type("(?i)y|n|yes|no|on|off|true|false|null|nan|inf|e[0-9]+");
  const std::string_view piece = text;
  if (other_type.matches(piece)) return false;
  return words.matches(piece) || url.matches(piece);
}

// What would end the line or the string, or may not stand in a YAML file, as an escape.
std::string as_double_quoted(std::string_view text) {
  constexpr std::pair<std::string_view, std::string_view> wide[] = {
    { "\xe2\x80\xa8", "\\u2028" }, { "\xe2\x80\xa9", "\\u2029" }, { "\xef\xbb\xbf", "\\ufeff" }
  };
  std::string result = "\"";
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const auto following = std::ranges::find_if(
      wide, [&](const auto& row) { return text.substr(at).starts_with(row.first); });
    if (following != std::end(wide)) {
      result += following->second;
      at += 2;
    } else if (byte == 0xc2 && at + 1 < text.size() &&
               static_cast<unsigned char>(text[at + 1]) < 0xa0) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[++at]));
    } else if (byte < 0x20 || byte == 0x7f) {
      result += byte == '\n' ? "\\n" : fmt::format("\\x{:02x}", byte);
    } else {
      if (byte == '"' || byte == '\\') result += '\\';
      result += text[at];
    }
  }
  return result + "\"";
}

}  // namespace

std::string yaml_scalar(std::string_view text) {
  return is_plain(text) ? std::string(text) : as_double_quoted(text);
}

}  // namespace reallyopen
