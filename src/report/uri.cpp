#include "report/uri.h"

#include <fmt/format.h>

namespace reallyopen {
namespace {

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

}  // namespace

std::string relative_uri(std::string_view path) {
  std::string result;
  for (const char c : path) {
    // A slash in front would begin a host or an absolute path.
    const bool separates = c == '/' && !result.empty();
    if (is_unreserved(c) || separates)
      result += c;
    else
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return result;
}

}  // namespace reallyopen
