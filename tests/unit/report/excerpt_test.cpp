#include "report/excerpt.h"

#include "report/cells.h"
#include "support/catch.h"

using namespace reallyopen;

namespace {

Place at(int column, int width, std::string line) {
  return { "f", 1, column, width, std::move(line) };
}

// What stands above the caret, cut out of the line by its cells.
std::string above_caret(const Excerpt& excerpt) {
  std::string result;
  int cell = 0;
  for (std::size_t byte = 0; byte < excerpt.line.size();) {
    const std::size_t length = code_point_length(excerpt.line, byte);
    const std::string character = excerpt.line.substr(byte, length);
    const int size = cells(character);
    const bool is_inside = cell >= excerpt.caret && cell < excerpt.caret + excerpt.caret_cells;
    // A combining mark belongs to the cell before.
    if (is_inside && (size > 0 || !result.empty())) result += character;
    cell += size;
    byte += length;
  }
  return result;
}

}  // namespace

TEST_CASE("the caret stands under the marked characters") {
  CHECK(above_caret(excerpt(at(12, 12, "  scripts: src/train.py"), 80)) == "src/train.py");
  CHECK(above_caret(excerpt(at(1, 3, "abc"), 80)) == "abc");
  CHECK(above_caret(excerpt(at(8, 3, "模型 café abc"), 80)) == " ab");
  CHECK(above_caret(excerpt(at(9, 3, "模型 café abc"), 80)) == "abc");
  CHECK(above_caret(excerpt(at(2, 1, "模型"), 80)) == "型");
  CHECK(above_caret(excerpt(at(3, 3, "e\u0301abc"), 80)) == "abc");
}

TEST_CASE("wide characters take two cells, combining marks none") {
  CHECK(cells("模型") == 4);
  CHECK(cells("ｗ") == 2);
  CHECK(cells("🌿") == 2);
  CHECK(cells("한") == 2);
  CHECK(cells("e\u0301") == 1);
  CHECK(cells("→é…") == 3);
  CHECK(cells("\xff\xfe") == 2);
}

TEST_CASE("a tab reaches to the next stop, and the caret follows") {
  const Excerpt leading = excerpt(at(2, 3, "\tabc"), 80);
  CHECK(leading.line == "    abc");
  CHECK(leading.caret == 4);
  const Excerpt inner = excerpt(at(4, 1, "ab\tc"), 80);
  CHECK(inner.line == "ab  c");
  CHECK(above_caret(inner) == "c");
  // The tab itself is marked over all its cells.
  CHECK(excerpt(at(3, 1, "ab\tc"), 80).caret_cells == 2);
}

TEST_CASE("an escaped character takes the cells of its escape") {
  const Excerpt escaped = excerpt(at(4, 3, "\x1b\u202e:abc"), 80);
  CHECK(escaped.line == "\\x1b\\u202e:abc");
  CHECK(above_caret(escaped) == "abc");
  CHECK(above_caret(excerpt(at(1, 1, "\x1b[2J"), 80)) == "\\x1b");
  CHECK(above_caret(excerpt(at(2, 2,
                               "\xff"
                               "ab"),
                            80)) == "ab");
  const Excerpt command = excerpt(at(9, 4, "##[err]: name"), 80);
  CHECK(command.line == "#\\x23[err]: name");
  CHECK(above_caret(command) == " nam");
}

TEST_CASE("a place behind the last character has its caret there") {
  const Excerpt end = excerpt(at(6, 1, "name:"), 80);
  CHECK(end.caret == 5);
  CHECK(end.caret_cells == 1);
  CHECK(excerpt(at(1, 1, ""), 80).caret == 0);
}

TEST_CASE("a place that is the whole line has no caret") {
  CHECK(excerpt(at(0, 1, "abc"), 80).caret_cells == 0);
}

TEST_CASE("a long line is cut around the caret") {
  const std::string line = "key: " + std::string(100, 'a') + " target " + std::string(100, 'b');
  const Excerpt middle = excerpt(at(107, 6, line), 40);
  CHECK(middle.line == "…" + std::string(12, 'a') + " target " + std::string(18, 'b') + "…");
  CHECK(above_caret(middle) == "target");
  const Excerpt front = excerpt(at(1, 3, line), 40);
  CHECK(front.line == "key: " + std::string(34, 'a') + "…");
  CHECK(above_caret(front) == "key");
  const Excerpt back = excerpt(at(213, 1, line), 40);
  CHECK(back.line == "…" + std::string(39, 'b'));
  CHECK(back.caret == 39);
  const Excerpt fits = excerpt(at(1, 1, std::string(40, 'c')), 40);
  CHECK(fits.line == std::string(40, 'c'));
}

TEST_CASE("cut or not, an excerpt keeps its width and its caret") {
  std::string line;
  for (int i = 0; i < 60; ++i)
    line += i % 7 == 0 ? "模" : i % 11 == 0 ? "\t" : i % 13 == 0 ? "\x1b" : "x";
  for (const int width : { 32, 50, 200 }) {
    for (int column = 1; column <= 62; ++column) {
      for (const int marked : { 1, 5, 60 }) {
        const Excerpt result = excerpt(at(column, marked, line), width);
        INFO("width " << width << ", column " << column << ", marked " << marked);
        CHECK(cells(result.line) <= width);
        CHECK(result.caret >= 0);
        CHECK(result.caret_cells >= 1);
        CHECK(result.caret + result.caret_cells <= width);
        if (column > 60 || marked > 1) continue;
        const char kind = (column - 1) % 7 == 0    ? 'w'
                          : (column - 1) % 11 == 0 ? 't'
                          : (column - 1) % 13 == 0 ? 'e'
                                                   : 'x';
        const std::string above = above_caret(result);
        if (kind == 'w') CHECK(above == "模");
        if (kind == 'e') CHECK(above == "\\x1b");
        if (kind == 'x') CHECK(above == "x");
        // A tab at the very end of what is shown may be trimmed.
        if (kind == 't') CHECK(above.find_first_not_of(' ') == std::string::npos);
      }
    }
  }
}

TEST_CASE("of a line of megabytes only the part around the caret is kept") {
  std::string line(4 << 20, 'a');
  line.replace(3 << 20, 6, "target");
  const Excerpt result = excerpt(at((3 << 20) + 1, 6, line), 40);
  CHECK(above_caret(result) == "target");
  CHECK(cells(result.line) == 40);
}

TEST_CASE("words are wrapped at the width, and never broken") {
  CHECK(wrapped("one two three", 7) == std::vector<std::string>{ "one two", "three" });
  CHECK(wrapped("模型 模型", 8) == std::vector<std::string>{ "模型", "模型" });
  CHECK(wrapped("a toolongword b", 5) == std::vector<std::string>{ "a", "toolongword", "b" });
  CHECK(wrapped("", 5) == std::vector<std::string>{ "" });
  CHECK(wrapped("  a  b ", 9) == std::vector<std::string>{ "a b" });
}
