// An open file that closes itself.
#pragma once

#include <sys/types.h>

#include <cstddef>

namespace reallyopen {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;

  int number() const { return number_; }
  int release();
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_ = -1;  // none
};

// Fills `buffer` as far as the file goes; -1 on an error.
ssize_t read_fully(int file, char* buffer, std::size_t size);

}  // namespace reallyopen
