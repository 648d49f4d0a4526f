// A line on a terminal that shows how far the hashing is.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>

namespace reallyopen {

class ProgressBar {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;
  explicit ProgressBar(std::ostream& out, Clock clock = std::chrono::steady_clock::now);

  // Draws over the line before; takes it away when all is done. Silent where it is soon over
  // anyway.
  void show(std::uint64_t done, std::uint64_t total);

 private:
  std::ostream& out_;
  Clock clock_;
  std::uint64_t total_ = 0;
  std::uint64_t before_ = 0;  // done when the first report came
  std::chrono::steady_clock::time_point start_;
  bool drawn_ = false;
};

}  // namespace reallyopen
