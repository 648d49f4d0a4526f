// Reads files that list the digests of other files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reallyopen {

struct Checksum {
  std::string path;    // as written, `./` taken off
  std::string sha256;  // 64 lower-case hex digits; empty where the digest is of another kind
  int line = 0;        // 1-based
};

struct Checksums {
  std::vector<Checksum> rows;
  int unread_line = 0;      // the first line that is none of the known kinds; 0: every line is
  bool over_limit = false;  // more lines than are read
};

// The lines that `sha256sum` and `openssl dgst` write (text, binary, BSD style), and tables with
// commas or tabs and a header that names the columns.
Checksums read_checksums(std::string_view text);

}  // namespace reallyopen
