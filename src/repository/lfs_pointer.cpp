#include "repository/lfs_pointer.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/letters.h"

namespace reallyopen {
namespace {

constexpr std::array<std::string_view, 3> versions = {
  "https://git-lfs.github.com/spec/v1",
  "https://hawser.github.com/spec/v1",
  "http://git-media.io/v/2",
};

struct Line {
  std::string_view key;
  std::string_view value;
};

// Takes one `key value\n` off the front of `text`.
std::optional<Line> take_line(std::string_view& text) {
  std::size_t end = text.find('\n');
  std::size_t space = text.find(' ');
  if (end == std::string_view::npos || space >= end) return std::nullopt;
  Line line = { text.substr(0, space), text.substr(space + 1, end - space - 1) };
  text.remove_prefix(end + 1);
  return line;
}

std::optional<std::string> sha256_of(std::string_view value) {
  constexpr std::string_view prefix = "sha256:";
  if (!value.starts_with(prefix)) return std::nullopt;
  value.remove_prefix(prefix.size());
  bool hex = std::all_of(value.begin(), value.end(), [](char letter) {
    return is_digit(letter) || (letter >= 'a' && letter <= 'f');
  });
  if (value.size() != 64 || !hex) return std::nullopt;
  return std::string(value);
}

std::optional<std::uint64_t> size_of(std::string_view value) {
  if (value.empty() || (value.size() > 1 && value[0] == '0')) return std::nullopt;
  std::uint64_t size = 0;
  auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), size);
  if (error != std::errc() || end != value.data() + value.size()) return std::nullopt;
  return size <= INT64_MAX ? std::optional(size) : std::nullopt;
}

// `ext-0-name sha256:…`
bool is_extension(const Line& line) {
  return line.key.size() > 6 && line.key.starts_with("ext-") && is_digit(line.key[4]) &&
         line.key[5] == '-' && sha256_of(line.value);
}

}  // namespace

std::optional<LfsPointer> parse_lfs_pointer(std::string_view text) {
  if (text.size() >= lfs_pointer_limit) return std::nullopt;
  std::optional<Line> version = take_line(text);
  if (!version || version->key != "version") return std::nullopt;
  if (std::find(versions.begin(), versions.end(), version->value) == versions.end())
    return std::nullopt;

  std::optional<std::string> sha256;
  std::optional<std::uint64_t> size;
  std::string_view previous;
  while (!text.empty()) {
    std::optional<Line> line = take_line(text);
    if (!line || line->key <= previous) return std::nullopt;
    previous = line->key;
    if (line->key == "oid") {
      sha256 = sha256_of(line->value);
    } else if (line->key == "size") {
      size = size_of(line->value);
    } else if (!is_extension(*line)) {
      return std::nullopt;
    }
  }
  if (!sha256 || !size) return std::nullopt;
  return LfsPointer{ *sha256, *size };
}

}  // namespace reallyopen
