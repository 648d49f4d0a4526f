#include "digest/sha1.h"

#include <openssl/sha.h>

// EVP, which is to replace these functions, takes five million instructions before its first byte.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace reallyopen {

std::string sha1(std::string_view bytes) {
  SHA_CTX digest;
  std::string raw(SHA_DIGEST_LENGTH, '\0');
  SHA1_Init(&digest);
  SHA1_Update(&digest, bytes.data(), bytes.size());
  SHA1_Final(reinterpret_cast<unsigned char*>(raw.data()), &digest);
  return raw;
}

}  // namespace reallyopen
