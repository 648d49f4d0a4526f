#include "cli/input.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "inspection/usage_error.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

constexpr std::size_t first_piece = 32u << 10;

}  // namespace

std::string read_input(const std::string& path, std::size_t limit) {
  std::error_code error;
  std::ifstream file;
  // A pipe is as good as a file; a folder opens, and then reads nothing.
  if (!std::filesystem::is_directory(path, error)) file.open(path, std::ios::binary);
  if (!file.is_open()) throw UsageError(fmt::format("cannot read `{}`", printable(path, 200)));
  // Piece by piece: most files are far below the limit, and a buffer of it takes longer to fill
  // with zeros than they take to be read.
  std::string text;
  for (std::size_t piece = first_piece; text.size() <= limit && file; piece *= 2) {
    const std::size_t before = text.size();
    text.resize(std::min(before + piece, limit + 1));
    file.read(text.data() + before, static_cast<std::streamsize>(text.size() - before));
    text.resize(before + static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) throw UsageError(fmt::format("cannot read `{}`", printable(path, 200)));
  return text;
}

}  // namespace reallyopen
