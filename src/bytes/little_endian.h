// Whole numbers as most formats store them, smallest byte first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace reallyopen {

// Of `width` bytes at `at`, which have to be there.
inline std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t number = 0;
  for (std::size_t i = width; i > 0; --i)
    number = number << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
  return number;
}

}  // namespace reallyopen
