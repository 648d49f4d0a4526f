#include "text/printable.h"

#include "support/catch.h"

using reallyopen::printable;

TEST_CASE("printable text is inert") {
  CHECK(printable("plain é 模型 `x`") == "plain é 模型 `x`");
  CHECK(printable("a\nb\r\tc") == "a\\nb\\r\\tc");
  CHECK(printable("\x1b[31m") == "\\x1b[31m");
  CHECK(printable("a\u202eb\u200b\u2028\ufeff") == "a\\u202eb\\u200b\\u2028\\ufeff");
  CHECK(printable("\u009b") == "\\u009b");
  CHECK(printable(std::string_view("a\0b", 3)) == "a\\x00b");
  CHECK(printable("\xff\xc0\xaf\xed\xa0\x80") == "\\xff\\xc0\\xaf\\xed\\xa0\\x80");
  CHECK(printable("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");
}

TEST_CASE("printable text is cut at a code point") { CHECK(printable("ééé", 2) == "éé…"); }
