#include "digest/sha256.h"

#include "support/catch.h"

using namespace reallyopen;

// Values of FIPS 180-4's examples.
TEST_CASE("SHA-256 in one piece and in several") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 digest;
  digest.update("a");
  digest.update("bc");
  CHECK(digest.finish() == sha256("abc"));
}
