// Values that YAML 1.1 and YAML 1.2 read differently, and those that they read alike.
#include <fmt/format.h>

#include <string>

#include "manifest/parse.h"
#include "support/catch.h"

using namespace reallyopen;

namespace {

Problems ambiguous(const std::string& text) {
  const ParseResult parsed = parse_document("f", text);
  REQUIRE(parsed.document);
  return ambiguous_scalars(*parsed.document);
}

}  // namespace

// Checked against PyYAML, the YAML 1.1 reader that most people have.
TEST_CASE("values that change their type or value between YAML 1.1 and 1.2", "[manifest]") {
  struct Row {
    std::string text;
    std::string other;
    std::string fix;
  };
  for (const Row& row : {
         Row{ "no", "`false`", "write `\"no\"` for the text, `false` for the truth value" },
         Row{ "NO", "`false`", "write `\"NO\"` for the text, `false` for the truth value" },
         Row{ "Yes", "`true`", "write `\"Yes\"` for the text, `true` for the truth value" },
         Row{ "on", "`true`", "write `\"on\"` for the text, `true` for the truth value" },
         Row{ "Off", "`false`", "write `\"Off\"` for the text, `false` for the truth value" },
         Row{ "y", "`true`", "write `\"y\"` for the text, `true` for the truth value" },
         Row{ "N", "`false`", "write `\"N\"` for the text, `false` for the truth value" },
         Row{ "012", "an octal number", "write `12` for the number, `\"012\"` for the text" },
         Row{ "-012", "an octal number", "write `-12` for the number, `\"-012\"` for the text" },
         Row{ "089", "text", "write `89` for the number, `\"089\"` for the text" },
         Row{ "0o17", "text", "write `15` for the number, `\"0o17\"` for the text" },
         Row{ "0b101", "a binary number", "quote it: `\"0b101\"`" },
         Row{ "-0x1F", "a number", "quote it: `\"-0x1F\"`" },
         Row{ "1_000", "a number", "write `1000` for the number, `\"1_000\"` for the text" },
         Row{ "1_000.5", "a number", "write `1000.5` for the number, `\"1_000.5\"` for the text" },
         Row{ "0x_ff", "a number", "write `0xff` for the number, `\"0x_ff\"` for the text" },
         Row{ "0b1_0", "a number", "quote it: `\"0b1_0\"`" },
         Row{ "0_17", "a number", "quote it: `\"0_17\"`" },
         Row{ "1:30", "a number in base 60", "quote it: `\"1:30\"`" },
         Row{ "190:20:30", "a number in base 60", "quote it: `\"190:20:30\"`" },
         Row{ "1:30.5", "a number in base 60", "quote it: `\"1:30.5\"`" },
         Row{ "1e-4", "text", "write `1.0e-4`" },
         Row{ "1e4", "text", "write `1.0e+4`" },
         Row{ "1.5e4", "text", "write `1.5e+4`" },
         Row{ "1.e4", "text", "write `1.0e+4`" },
         Row{ "-.5", "text", "write `-0.5`" },
         Row{ "6.02E23", "text", "write `6.02e+23`" },
       }) {
    CAPTURE(row.text);
    const Problems problems = ambiguous("k:\n  - é: " + row.text + "\n");
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].message.ends_with("but YAML 1.1 readers take it for " + row.other));
    CHECK(problems[0].fix == row.fix);
    CHECK(problems[0].subject == "k[0].é");
    CHECK(problems[0].place.line == 2);
    CHECK(problems[0].place.column == 8);
    CHECK(problems[0].place.width == static_cast<int>(row.text.size()));
    // The safe spellings are safe, and quotes always are.
    if (row.fix.starts_with("write `1") || row.fix.starts_with("write `-")) {
      const std::string safe = row.fix.substr(7, row.fix.find('`', 7) - 7);
      CHECK(ambiguous("k: " + safe + "\n").empty());
    }
    CHECK(ambiguous("k: \"" + row.text + "\"\n").empty());
    CHECK(ambiguous("k: '" + row.text + "'\n").empty());
    CHECK(ambiguous("k: |-\n  " + row.text + "\n").empty());
  }
}

TEST_CASE("values that YAML 1.1 and 1.2 read alike", "[manifest]") {
  for (const char* text :
       { "true", "False",  "null", "~",    "0",     "00",         "007",   "-0",   "12",   "0x1F",
         "1.5",  "1.0e-4", ".5",   "1.",   "1.e+3", ".inf",       "-.INF", ".nan", "nO",   "yEs",
         "text", "1.2.3",  "1:60", "0:30", "01:30", "2024-05-01", "_1",    "0x",   "0b",   "0b12",
         "0_89", "._5",    "-._5", "v1",   "MIT",   "1e",         "--1",   "a:b",  "12:ab" }) {
    CAPTURE(text);
    CHECK(ambiguous(fmt::format("k: {}\n", text)).empty());
  }
}

TEST_CASE("ambiguous keys, items and aliases", "[manifest]") {
  const Problems problems = ambiguous("no: 1\nlist: [&a off, *a]\nagain: *a\n");
  REQUIRE(problems.size() == 2);  // what an alias repeats is told at its anchor
  CHECK(problems[0].place.line == 1);
  CHECK(problems[1].subject == "list[0]");
  std::string many;
  for (int i = 0; i < 300; ++i) many += "- no\n";
  CHECK(ambiguous(many).size() == 100);
}

TEST_CASE("characters that end a line for YAML 1.1 only", "[manifest]") {
  for (const char* separator : { "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9" }) {
    const Problems problems = ambiguous(fmt::format("a: b\nc: é{}d\n", separator));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].place.line == 2);
    CHECK(problems[0].place.column == 5);
  }
}
