#include "text/utf8.h"

#include "text/printable.h"

namespace reallyopen {

std::string as_utf8(std::string bytes) {
  if (is_valid_utf8(bytes)) return bytes;
  for (char& byte : bytes)
    if (static_cast<unsigned char>(byte) >= 0x80) byte = '?';
  return bytes;
}

}  // namespace reallyopen
