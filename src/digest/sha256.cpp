#include "digest/sha256.h"

#include <fmt/format.h>
#include <openssl/sha.h>

#include <array>
#include <stdexcept>

// EVP, which is to replace these functions, takes five million instructions before its first byte.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace reallyopen {
namespace {

void demand(int code) {
  if (code != 1) throw std::runtime_error("libcrypto cannot compute SHA-256");
}

}  // namespace

struct Sha256::State {
  SHA256_CTX digest = {};
};

Sha256::Sha256() : state_(std::make_unique<State>()) { demand(SHA256_Init(&state_->digest)); }

Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
  demand(SHA256_Update(&state_->digest, bytes.data(), bytes.size()));
}

std::string Sha256::finish() {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> bytes{};
  demand(SHA256_Final(bytes.data(), &state_->digest));
  std::string hex;
  for (const unsigned char byte : bytes) hex += fmt::format("{:02x}", byte);
  return hex;
}

std::string sha256(std::string_view bytes) {
  Sha256 digest;
  digest.update(bytes);
  return digest.finish();
}

}  // namespace reallyopen
