#include "support/golden.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "support/catch.h"

namespace reallyopen {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void check_golden(const std::filesystem::path& path, const std::string& text) {
  CAPTURE(path.string());
  if (std::getenv("UPDATE_GOLDEN")) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  CHECK(read_file(path) == text);
}

}  // namespace reallyopen
