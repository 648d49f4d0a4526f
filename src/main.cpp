#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <string_view>

#include "cli/run.h"

namespace {

// Colour only for a person who did not refuse it (https://no-color.org).
reallyopen::Terminal terminal() {
  reallyopen::Terminal result;
  const std::time_t now = std::time(nullptr);
  std::tm date{};
  char day[11] = "";
  if (gmtime_r(&now, &date) && std::strftime(day, sizeof day, "%Y-%m-%d", &date) == 10)
    result.today = day;
  if (const char* summary = std::getenv("GITHUB_STEP_SUMMARY")) result.step_summary = summary;
  std::error_code error;
  result.program = std::filesystem::read_symlink("/proc/self/exe", error).string();
  const char* kind = std::getenv("TERM");
  const char* refused = std::getenv("NO_COLOR");
  result.progress = isatty(STDERR_FILENO) == 1 && kind && std::string_view(kind) != "dumb";
  if (isatty(STDOUT_FILENO) == 0) return result;
  result.colour = kind && std::string_view(kind) != "dumb" && !(refused && *refused);
  if (isatty(STDIN_FILENO) == 1) result.input = &std::cin;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    result.width = std::clamp<int>(size.ws_col, 40, 160);
  return result;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const int code = reallyopen::run({ argv + 1, argv + argc }, std::cout, std::cerr, terminal());
  std::cout.flush();
  // A report that did not arrive must not look like a passed check.
  return std::cout ? code : 2;
}
