#include "repository/descriptor.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace reallyopen {

Descriptor::~Descriptor() {
  if (number_ >= 0) close(number_);
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

int Descriptor::release() { return std::exchange(number_, -1); }

ssize_t read_fully(int file, char* buffer, std::size_t size) {
  std::size_t filled = 0;
  while (filled < size) {
    ssize_t length = ::read(file, buffer + filled, size - filled);
    if (length < 0 && errno == EINTR) continue;
    if (length < 0) return -1;
    if (length == 0) break;
    filled += static_cast<std::size_t>(length);
  }
  return static_cast<ssize_t>(filled);
}

}  // namespace reallyopen
