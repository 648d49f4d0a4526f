// What is said of texts that are no YAML, or not the YAML that we take: tests/manifest/syntax.txt.
#include <fmt/format.h>

#include <string>

#include "manifest/parse.h"
#include "support/catch.h"
#include "support/examples.h"
#include "text/printable.h"

using namespace reallyopen;

namespace {

// Goldens could freeze a place outside of the file.
void check_place(const Document& document, const Place& place) {
  CHECK(place.path == "TRANSPARENCY.yaml");
  REQUIRE(place.line >= 1);
  REQUIRE(static_cast<std::size_t>(place.line) <= document.line_starts.size());
  CHECK(place.line_text == document.line(place.line));
  CHECK(place.column >= 1);
  CHECK(static_cast<std::size_t>(place.column) <= code_points(place.line_text) + 1);
  CHECK(place.width >= 1);
}

Document lines_of(const std::string& text) {
  Document document{ .text = text };
  document.line_starts = { 0 };
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
    document.line_starts.push_back(at + 1);
  return document;
}

std::string judge(const std::string& text) {
  const ParseResult result = parse_document("TRANSPARENCY.yaml", text);
  CHECK(result.document == nullptr);
  CHECK(result.failure == ParseFailure::unreadable);
  CHECK_FALSE(result.problems.empty());
  const Document document = lines_of(text);
  std::string said;
  for (const Problem& problem : result.problems) {
    check_place(document, problem.place);
    CHECK(printable(problem.message, 1000) == problem.message);
    CHECK_FALSE(problem.fix.empty());
    said += fmt::format("{}:{}+{}: {}\n  {}\n", problem.place.line, problem.place.column,
                        problem.place.width, problem.message, problem.fix);
  }
  return said;
}

}  // namespace

TEST_CASE("syntax errors are told at their place, in words that help", "[manifest]") {
  check_examples(std::string(SOURCE_ROOT) + "/tests/manifest/syntax.txt", judge);
}

// Bytes that an editor would not show.
TEST_CASE("texts that are no UTF-8 or hold control characters are not parsed", "[manifest]") {
  struct Row {
    std::string text;
    int line;
    int column;
    std::string message;
  };
  for (const Row& row : {
         Row{ "a: \xff\n", 1, 4, "the byte 0xff is not valid UTF-8" },
         Row{ "a: é\nb: \xc0\xaf\n", 2, 4, "the byte 0xc0 is not valid UTF-8" },
         Row{ "a: \xed\xa0\x80\n", 1, 4, "the byte 0xed is not valid UTF-8" },
         Row{ "a: \xf4\x90\x80\x80\n", 1, 4, "the byte 0xf4 is not valid UTF-8" },
         Row{ "é: \x01\n", 1, 4, "the control character U+0001 is not allowed in YAML" },
         Row{ "# \x1b[2J\n", 1, 3, "the control character U+001B is not allowed in YAML" },
         Row{ "a: \x7f\n", 1, 4, "the control character U+007F is not allowed in YAML" },
         Row{ std::string("a: b\0c", 6), 1, 5,
              "the control character U+0000 is not allowed in YAML" },
         Row{ std::string("\xff\xfe"
                          "a\0",
                          4),
              1, 1, "the file is encoded in UTF-16, expected UTF-8" },
         Row{ std::string("a\0:\0", 4), 1, 1, "the file is encoded in UTF-16, expected UTF-8" },
         Row{ std::string("\0a\0:", 4), 1, 1, "the file is encoded in UTF-16, expected UTF-8" },
         Row{ std::string("a\0\0\0", 4), 1, 1, "the file is encoded in UTF-32, expected UTF-8" },
         Row{ std::string("\0\0\xfe\xff", 4), 1, 1,
              "the file is encoded in UTF-32, expected UTF-8" },
       }) {
    CAPTURE(row.message);
    const ParseResult result = parse_document("f", row.text);
    CHECK(result.failure == ParseFailure::unreadable);
    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems[0].message == row.message);
    CHECK(result.problems[0].place.line == row.line);
    CHECK(result.problems[0].place.column == row.column);
  }
  // One for each line that has any.
  CHECK(parse_document("f", "a: \x01\x02\nb: c\nd: \x03\n").problems.size() == 2);
  CHECK(parse_document("f", "a: \xff\xff\nb: c\nd: \xff\n").problems.size() == 2);
}

TEST_CASE("what is wrong is told in one run, up to a hundred problems", "[manifest]") {
  const ParseResult several = parse_document(
    "f", "a: !x 1\nb: {c: 1, c: 2}\n<<: *none_of_these\nd: 1\nd: 2\n");
  CHECK(several.problems.size() >= 3);
  std::string many;
  for (int i = 0; i < 500; ++i) many += fmt::format("k{}: !tag x\n", i);
  const ParseResult bounded = parse_document("f", many);
  CHECK(bounded.problems.size() == 100);
  CHECK(bounded.failure == ParseFailure::unreadable);
}
