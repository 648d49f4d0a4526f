#include "card/front_matter.h"

#include <string>

#include "support/catch.h"

using namespace reallyopen;

namespace {

struct Row {
  std::string card;
  bool found;
  std::string yaml;
  int first_line;
  std::string rest;
};

}  // namespace

TEST_CASE("front matter is bounded as the Hub's client bounds it") {
  const std::vector<Row> rows{
    { "---\nlicense: mit\n---\n# Name\n", true, "license: mit", 2, "# Name\n" },
    { "\n\n  ---\nlicense: mit\n---\ntext", true, "license: mit", 4, "text" },
    { "\xef\xbb\xbf---\nlicense: mit\n---\n", true, "license: mit", 2, "" },
    { "---\r\nlicense: mit\r\n---\r\ntext", true, "license: mit", 2, "text" },
    { "---\rlicense: mit\r---", true, "license: mit", 2, "" },
    { "---\nlicense: mit\n---  \t\ntext", true, "license: mit", 2, "text" },
    { "---\na: 1\n---\nb: 2\n---\n", true, "a: 1", 2, "b: 2\n---\n" },
    { "---\na: '---'\n----\nb: 2\n---\n", true, "a: '---'\n----\nb: 2", 2, "" },
    // A block without a line between the delimiters is not empty: the next `---` ends it.
    { "---\n---\ntext\n---\nmore", true, "---\ntext", 2, "more" },
    { "---\n\n---\ntext", true, "", 2, "text" },
    { "--- \nlicense: mit\n---\n", false, "", 0, "" },
    { "# Name\n---\nlicense: mit\n---\n", false, "", 0, "" },
    { "---\nlicense: mit\n", false, "", 0, "" },
    { "---\nlicense: mit\n--- # end\n", false, "", 0, "" },
    { "---", false, "", 0, "" },
    { "", false, "", 0, "" },
    { " \n \n", false, "", 0, "" },
  };
  for (const Row& row : rows) {
    CAPTURE(row.card);
    const auto found = find_front_matter(row.card);
    REQUIRE(found.has_value() == row.found);
    if (!found) continue;
    CHECK(found->yaml == row.yaml);
    CHECK(found->first_line == row.first_line);
    CHECK(row.card.substr(found->end) == row.rest);
  }
}

TEST_CASE("a line of the block keeps its number") {
  const auto found = find_front_matter("\n\n---\nlicense: mit\n---\n");
  REQUIRE(found);
  CHECK(with_lines_of_card(*found) == "\n\n\nlicense: mit");
}
