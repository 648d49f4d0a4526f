#include "digest/md5.h"

#include <fmt/format.h>
#include <openssl/md5.h>

#include <array>

// EVP, which is to replace these functions, takes five million instructions before its first byte.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace reallyopen {

std::string md5(std::string_view bytes) {
  std::array<unsigned char, MD5_DIGEST_LENGTH> raw{};
  MD5(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), raw.data());
  std::string hex;
  for (const unsigned char byte : raw) hex += fmt::format("{:02x}", byte);
  return hex;
}

}  // namespace reallyopen
