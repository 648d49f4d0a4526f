#include "digest/sha1.h"

#include "support/catch.h"

using namespace reallyopen;

// Values of FIPS 180-4's examples.
TEST_CASE("SHA-1 gives the raw bytes") {
  CHECK(sha1("abc") ==
        "\xa9\x99\x3e\x36\x47\x06\x81\x6a\xba\x3e\x25\x71\x78\x50\xc2\x6c\x9c\xd0\xd8\x9d");
  CHECK(sha1("").substr(0, 4) == "\xda\x39\xa3\xee");
  CHECK(sha1("").size() == 20);
}
