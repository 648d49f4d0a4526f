#include "embedded/code.h"

namespace reallyopen {

std::string view_literal(std::string_view text) {
  std::string literal = "\"";
  for (const char letter : text) {
    if (letter == '\n') {
      literal += "\\n";
      continue;
    }
    if (letter == '"' || letter == '\\' || letter == '?') literal += '\\';
    literal += letter;
  }
  return literal + "\"sv";
}

}  // namespace reallyopen
