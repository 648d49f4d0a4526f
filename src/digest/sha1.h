// SHA-1, for what git checks with it.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// 20 raw bytes.
std::string sha1(std::string_view bytes);

}  // namespace reallyopen
