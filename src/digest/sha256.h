// SHA-256 at the speed of the CPU's instructions. The only door to libcrypto.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// 64 lower-case hex digits. Throws std::runtime_error when libcrypto refuses: our environment is broken.
std::string sha256(std::string_view bytes);

}  // namespace reallyopen
