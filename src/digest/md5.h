// MD5, which DVC names files by. It is no proof against who means harm.
#pragma once

#include <string>
#include <string_view>

namespace reallyopen {

// In hexadecimal.
std::string md5(std::string_view bytes);

}  // namespace reallyopen
