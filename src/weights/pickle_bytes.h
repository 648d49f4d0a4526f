// The bytes of a pickle, taken from the front: once there are too few, nothing is given any more.
#pragma once

#include <charconv>
#include <cstdint>
#include <string_view>

#include "bytes/little_endian.h"

namespace reallyopen {

class PickleBytes {
 public:
  explicit PickleBytes(std::string_view bytes) : bytes_(bytes) {}

  bool is_good() const { return good_; }

  std::string_view take(std::uint64_t length) {
    good_ = good_ && length <= bytes_.size();
    if (!good_) return {};
    const std::string_view taken = bytes_.substr(0, static_cast<std::size_t>(length));
    bytes_.remove_prefix(taken.size());
    return taken;
  }

  std::uint64_t take_number(std::size_t width) {
    const std::string_view taken = take(width);
    return good_ ? number_at(taken, 0, width) : 0;
  }

  std::string_view take_line() {
    const std::size_t end = bytes_.find('\n');
    good_ = good_ && end != std::string_view::npos;
    const std::string_view line = take(end);
    take(1);
    return line;
  }

  static std::int64_t number_in(std::string_view line) {
    std::int64_t number = -1;
    std::from_chars(line.data(), line.data() + line.size(), number);
    return number;
  }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

}  // namespace reallyopen
