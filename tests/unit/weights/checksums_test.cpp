#include "weights/checksums.h"

#include <random>

#include "support/catch.h"

using namespace reallyopen;

namespace {

const std::string a(64, 'a');
const std::string b = std::string(32, '0') + std::string(32, 'B');

}  // namespace

TEST_CASE("checksum files of every usual kind are read") {
  struct Row {
    std::string text;
    std::string path;
    std::string sha256;
    int line;
  };
  const std::string lower_b = std::string(32, '0') + std::string(32, 'b');
  for (const Row& row : std::vector<Row>{
         { a + "  model.safetensors\n", "model.safetensors", a, 1 },
         { a + " *model.safetensors", "model.safetensors", a, 1 },
         { a + " *./sub/a b.bin\r\n", "sub/a b.bin", a, 1 },
         { b + "  x\n", "x", lower_b, 1 },
         { "# made by hand\n\n" + a + "\tx\n", "x", a, 3 },
         { "\\" + a + "  a\\\\b\\nc\n", "a\\b\nc", a, 1 },
         { "SHA256 (model (1).bin) = " + a + "\n", "model (1).bin", a, 1 },
         { "SHA2-256(x)= " + a + "\n", "x", a, 1 },
         { "MD5 (x) = " + std::string(32, 'a') + "\n", "x", "", 1 },
         { "BLAKE2s (x) = " + a + "\n", "x", "", 1 },
         { std::string(32, 'a') + "  x\n", "x", "", 1 },
         { "path,size,sha256\nx,12," + a + "\n", "x", a, 2 },
         { "\xEF\xBB\xBFSHA256,File\n" + a + ",\"a,\"\"b\"\"\"\n", "a,\"b\"", a, 2 },
         { "file\tdigest\nx\tsha256:" + a + "\n", "x", a, 2 },
       }) {
    CAPTURE(row.text);
    const Checksums found = read_checksums(row.text);
    REQUIRE(found.rows.size() == 1);
    CHECK(found.rows[0].path == row.path);
    CHECK(found.rows[0].sha256 == row.sha256);
    CHECK(found.rows[0].line == row.line);
    CHECK(found.unread_line == 0);
  }
}

TEST_CASE("a line that lists no digest is said") {
  CHECK(read_checksums(a + "  x\nchecksums follow\n").unread_line == 2);
  CHECK(read_checksums("The digests will be published later.\n").unread_line == 1);
  CHECK(read_checksums(a.substr(1) + "  x\n").unread_line == 1);
  CHECK(read_checksums(a + "\n").unread_line == 1);
  CHECK(read_checksums("path,sha256\nx," + a.substr(2) + "\n").unread_line == 2);
  CHECK(read_checksums("path,sha256\nx\n").unread_line == 2);
  CHECK(read_checksums(") = (").unread_line == 1);
  CHECK(read_checksums("").rows.empty());
}

TEST_CASE("only so many lines of checksums are read") {
  std::string many;
  for (int i = 0; i < 200'001; ++i) many += "#\n";
  CHECK(read_checksums(many).over_limit);
  CHECK_FALSE(read_checksums(many.substr(2)).over_limit);
}

TEST_CASE("random changes to a checksum file never do harm") {
  const std::string text = "path,sha256\n" + a + "  x\nSHA256 (y) = " + a + "\n";
  std::mt19937 random(20240610);
  for (int round = 0; round < 20'000; ++round) {
    std::string changed = text;
    for (auto change = random() % 4; change < 4; ++change)
      changed[random() % changed.size()] = random() % 2 ? "\n ()=*\\,\"\t#"[random() % 11]
                                                        : static_cast<char>(random());
    for (const Checksum& row : read_checksums(changed).rows) {
      CHECK((row.sha256.empty() || row.sha256.size() == 64));
      CHECK_FALSE(row.path.empty());
    }
  }
}
