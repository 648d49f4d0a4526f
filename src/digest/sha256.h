// SHA-256 at the speed of the CPU's instructions. The only door to libcrypto.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace reallyopen {

// Throws std::runtime_error when libcrypto refuses: our environment is broken.
class Sha256 {
 public:
  Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  ~Sha256();

  void update(std::string_view bytes);
  // 64 lower-case hex digits, once.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string sha256(std::string_view bytes);

}  // namespace reallyopen
