#include "cli/progress_bar.h"

#include <sstream>

#include "support/catch.h"

using namespace reallyopen;

namespace {

constexpr std::uint64_t mebibyte = 1 << 20;

}  // namespace

TEST_CASE("a progress bar shows bytes, rate and time left, and takes itself away") {
  std::ostringstream out;
  std::chrono::steady_clock::time_point now;
  ProgressBar bar(out, [&] { return now; });
  bar.show(0, 4096 * mebibyte);
  CHECK(out.str() == "\rhashing [                        ] 0 MiB of 4.0 GiB\x1b[K");
  out.str("");
  now += std::chrono::seconds(2);
  bar.show(1024 * mebibyte, 4096 * mebibyte);
  CHECK(out.str() ==
        "\rhashing [======                  ] 1.0 GiB of 4.0 GiB, 512 MiB/s, 6 s left\x1b[K");
  out.str("");
  now += std::chrono::seconds(998);
  bar.show(1025 * mebibyte, 4096 * mebibyte);
  CHECK(out.str().find("1 MiB/s, 49 min 57 s left") != std::string::npos);
  out.str("");
  bar.show(4096 * mebibyte, 4096 * mebibyte);
  CHECK(out.str() == "\r\x1b[K");
  out.str("");
  bar.show(10 * mebibyte, 300 * mebibyte);  // the next batch starts anew
  CHECK(out.str() == "\rhashing [                        ] 10 MiB of 300 MiB\x1b[K");
}

TEST_CASE("a progress bar is silent about little work, and about what is done at once") {
  std::ostringstream out;
  ProgressBar bar(out);
  bar.show(1, 255 * mebibyte);
  bar.show(4096 * mebibyte, 4096 * mebibyte);
  CHECK(out.str() == "");
}
