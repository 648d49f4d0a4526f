#include "embedded/code.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

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

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) throw std::runtime_error("cannot read " + std::string(path));
  return text.str();
}

}  // namespace reallyopen
