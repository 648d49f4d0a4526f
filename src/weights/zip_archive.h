// The table of contents of a zip archive (PKWARE's APPNOTE.TXT, 4.3 and 4.5.3): nothing is
// unpacked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "weights/header.h"

namespace reallyopen {

struct ZipEntry {
  std::string name;
  bool stored = false;       // not compressed
  std::uint64_t packed = 0;  // bytes in the archive
  std::uint64_t size = 0;    // bytes when unpacked
  std::uint64_t header = 0;  // where its own header begins in the file
};

struct ZipDirectory {
  HeaderStatus status = HeaderStatus::invalid;
  std::string problem;
  std::uint64_t needed = 0;  // with needs_more: how many bytes of the end at least
  std::vector<ZipEntry> entries;
};

// Where the end of the table of contents is, at the latest.
inline constexpr std::uint64_t longest_zip_end = 22 + 65535 + 20 + 56;
inline constexpr std::uint64_t longest_zip_directory = 16 << 20;

// `tail` is the end of a file of `size` bytes.
ZipDirectory read_zip_directory(std::string_view tail, std::uint64_t size);

// How long an entry's own header is, after which its bytes begin; nothing where there is none.
inline constexpr std::size_t zip_entry_front = 30;
std::optional<std::uint64_t> length_of_zip_header(std::string_view front);

bool starts_like_zip(std::string_view front);

// The entry whose path is `name` or ends in `/` and `name`; null without.
const ZipEntry* find_zip_entry(const ZipDirectory& directory, std::string_view name);

}  // namespace reallyopen
