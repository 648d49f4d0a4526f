#include "cli/input.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "cli/command.h"
#include "text/printable.h"

namespace reallyopen {

std::string read_input(const std::string& path, std::size_t limit) {
  std::error_code error;
  std::ifstream file;
  // A pipe is as good as a file; a folder opens, and then reads nothing.
  if (!std::filesystem::is_directory(path, error)) file.open(path, std::ios::binary);
  if (!file.is_open()) throw UsageError(fmt::format("cannot read `{}`", printable(path, 200)));
  std::string text(limit + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad()) throw UsageError(fmt::format("cannot read `{}`", printable(path, 200)));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

}  // namespace reallyopen
