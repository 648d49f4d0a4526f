#include "convert/uri_reference.h"

#include <fmt/format.h>

#include "evidence/pin.h"

namespace reallyopen {

std::string uri_reference(std::string_view path_or_url) {
  const std::string_view allowed = is_url(path_or_url) ? "-._~/:?#@!$&'()*+,;=%"
                                                       : "-._~/@!$&'()+,;=";
  std::string result;
  for (const char letter : path_or_url) {
    const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                       (letter >= '0' && letter <= '9') ||
                       allowed.find(letter) != std::string_view::npos;
    if (plain)
      result += letter;
    else
      result += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
  }
  return result;
}

}  // namespace reallyopen
