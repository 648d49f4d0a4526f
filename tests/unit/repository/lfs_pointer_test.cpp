#include "repository/lfs_pointer.h"

#include "support/catch.h"

namespace reallyopen {
namespace {

const std::string version = "version https://git-lfs.github.com/spec/v1\n";
const std::string
  oid = "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\n";
const std::string size = "size 12345\n";

}  // namespace

TEST_CASE("an LFS pointer tells digest and size", "[repository]") {
  std::optional<LfsPointer> pointer = parse_lfs_pointer(version + oid + size);
  REQUIRE(pointer);
  CHECK(pointer->sha256 == "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393");
  CHECK(pointer->size == 12345);
}

TEST_CASE("what git-lfs would not have written is no pointer", "[repository]") {
  struct Case {
    std::string why, text;
    bool is_pointer;
  };
  const std::string extension = "ext-0-foo " + oid.substr(4);
  const Case cases[] = {
    { "the older names of the format", "version https://hawser.github.com/spec/v1\n" + oid + size,
      true },
    { "the oldest name of the format", "version http://git-media.io/v/2\n" + oid + size, true },
    { "an extension", version + extension + oid + size, true },
    { "size 0", version + oid + "size 0\n", true },
    { "largest size", version + oid + "size 9223372036854775807\n", true },
    { "empty", "", false },
    { "unknown version", "version https://git-lfs.github.com/spec/v2\n" + oid + size, false },
    { "version not first", oid + size + version, false },
    { "keys not sorted", version + size + oid, false },
    { "a key twice", version + oid + oid + size, false },
    { "no oid", version + size, false },
    { "no size", version + oid, false },
    { "no final newline", version + oid + "size 12345", false },
    { "CRLF", "version https://git-lfs.github.com/spec/v1\r\n" + oid + size, false },
    { "text behind", version + oid + size + "\n", false },
    { "space before", " " + version + oid + size, false },
    { "upper-case digits", version + "oid sha256:4D" + oid.substr(13) + size, false },
    { "short digest", version + "oid sha256:4d7a\n" + size, false },
    { "another hash", version + "oid sha512:" + oid.substr(11) + size, false },
    { "negative size", version + oid + "size -1\n", false },
    { "signed size", version + oid + "size +1\n", false },
    { "padded size", version + oid + "size 012\n", false },
    { "size above 2^63", version + oid + "size 9223372036854775808\n", false },
    { "size above 2^64", version + oid + "size 99999999999999999999\n", false },
    { "unknown key", version + oid + size + "zzz 1\n", false },
    { "unknown key between", version + "ext-a-b x\n" + oid + size, false },
    { "double space", version + "oid  " + oid.substr(4) + size, false },
    { "1024 bytes", version + "ext-0-" + std::string(1024, 'a') + " " + oid.substr(4) + oid + size,
      false },
  };
  for (const Case& row : cases) {
    CAPTURE(row.why);
    CHECK(parse_lfs_pointer(row.text).has_value() == row.is_pointer);
  }
}

}  // namespace reallyopen
