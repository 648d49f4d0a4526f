#include "cli/progress_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>

namespace reallyopen {
namespace {

constexpr std::uint64_t least_shown = 256 << 20;  // bytes; less is hashed in the blink of an eye
constexpr int bar_width = 24;

std::string amount(double bytes) {
  if (bytes >= 1 << 30) return fmt::format("{:.1f} GiB", bytes / (1 << 30));
  return fmt::format("{:.0f} MiB", bytes / (1 << 20));
}

std::string duration(double seconds) {
  const int whole = static_cast<int>(std::ceil(std::min(seconds, 359'999.0)));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

}  // namespace

ProgressBar::ProgressBar(std::ostream& out, Clock clock) : out_(out), clock_(std::move(clock)) {}

void ProgressBar::show(std::uint64_t done, std::uint64_t total) {
  if (total < least_shown) return;
  if (total != total_ || done < before_) {
    total_ = total;
    before_ = done;
    start_ = clock_();
    drawn_ = false;
  }
  if (done >= total) {
    if (drawn_) out_ << "\r\x1b[K" << std::flush;
    drawn_ = false;
    total_ = 0;
    return;
  }
  const int filled = static_cast<int>(done * bar_width / total);
  std::string line = fmt::format(
    "hashing [{:<{}}] {} of {}", std::string(static_cast<std::size_t>(filled), '='), bar_width,
    amount(static_cast<double>(done)), amount(static_cast<double>(total)));
  const double seconds = std::chrono::duration<double>(clock_() - start_).count();
  if (seconds > 0 && done > before_) {
    const double rate = static_cast<double>(done - before_) / seconds;
    line += fmt::format(", {}/s, {} left", amount(rate),
                        duration(static_cast<double>(total - done) / rate));
  }
  out_ << '\r' << line << "\x1b[K" << std::flush;
  drawn_ = true;
}

}  // namespace reallyopen
