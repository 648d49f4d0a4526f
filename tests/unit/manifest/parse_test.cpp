// Every node knows its place, whatever the style, and the limits hold.
#include "manifest/parse.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "support/catch.h"

using namespace reallyopen;

namespace {

std::string at(const Node& node) {
  return fmt::format("{}:{}+{}", node.line, node.column, node.width);
}

std::string kind_name(NodeKind kind) {
  constexpr const char* names[] = { "null",   "boolean",  "integer", "number",
                                    "string", "sequence", "mapping" };
  return names[static_cast<int>(kind)];
}

// One line for each node: where its key stands, where it stands, what it is.
void list(const Node& node, const std::string& path, std::string& lines) {
  std::string value = node.text;
  for (std::size_t n = value.find('\n'); n != std::string::npos; n = value.find('\n', n))
    value.replace(n, 1, "\\n");
  lines += fmt::format("{} {} {}{}{}\n", path, at(node), kind_name(node.kind),
                       value.empty() ? "" : " " + value, node.alias ? " (alias)" : "");
  for (std::size_t i = 0; i < node.items.size(); ++i)
    list(node.items[i], fmt::format("{}[{}]", path, i), lines);
  for (const Member& member : node.members)
    list(member.value, fmt::format("{}.{}@{}", path, member.key.text, at(member.key)), lines);
}

std::string tree(const std::string& text) {
  const ParseResult parsed = parse_document("f", text);
  for (const Problem& problem : parsed.problems) UNSCOPED_INFO(problem.message);
  REQUIRE(parsed.document);
  std::string lines;
  list(parsed.document->root, "", lines);
  return lines;
}

std::string with_line_ends(const std::string& text, const std::string& end) {
  std::string result;
  for (const char letter : text) result += letter == '\n' ? end : std::string(1, letter);
  return result;
}

std::string repeated(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

constexpr const char* mixed = R"(# comment
name: leafnet
quoted: "a b"  # comment
single: 'it''s'
number: 1.5
empty:
none: ~
folded: >-
  two
  lines
kept: |2
    indented
list:
  - a
  -
  - [b, "c",
     {d: 1, e: [2]}]
map: {f: g,
      h: }
plain over
two: lines
)";

}  // namespace

TEST_CASE("places of every kind of node", "[manifest]") {
  const std::string expected = R"( 2:1+4 mapping
.name@2:1+4 2:7+7 string leafnet
.quoted@3:1+6 3:9+5 string a b
.single@4:1+6 4:9+7 string it's
.number@5:1+6 5:9+3 number 1.5
.empty@6:1+5 6:7+1 null
.none@7:1+4 7:7+1 null ~
.folded@8:1+6 8:9+2 string two lines
.kept@11:1+4 11:7+2 string   indented\n
.list@13:1+4 14:3+1 sequence
.list@13:1+4[0] 14:5+1 string a
.list@13:1+4[1] 15:3+1 null
.list@13:1+4[2] 16:5+1 sequence
.list@13:1+4[2][0] 16:6+1 string b
.list@13:1+4[2][1] 16:9+3 string c
.list@13:1+4[2][2] 17:6+1 mapping
.list@13:1+4[2][2].d@17:7+1 17:10+1 integer 1
.list@13:1+4[2][2].e@17:13+1 17:16+1 sequence
.list@13:1+4[2][2].e@17:13+1[0] 17:17+1 integer 2
.map@18:1+3 18:6+1 mapping
.map@18:1+3.f@18:7+1 18:10+1 string g
.map@18:1+3.h@19:7+1 19:9+1 null
)";
  const std::string text = std::string(mixed).substr(0, std::string(mixed).find("plain over"));
  CHECK(tree(text) == expected);
  // Line ends and a byte order mark change no place.
  CHECK(tree(with_line_ends(text, "\r\n")) == expected);
  CHECK(tree("\xef\xbb\xbf" + text) == expected);
  CHECK(tree("\xef\xbb\xbf" + with_line_ends(text, "\r\n")) == expected);
  CHECK(tree(with_line_ends(text, "\r")) == expected);
}

TEST_CASE("columns count characters, not bytes", "[manifest]") {
  CHECK(tree("é🌿: {a: 🌿🌿, b: [ü, x]}\n") == R"( 1:1+2 mapping
.é🌿@1:1+2 1:5+1 mapping
.é🌿@1:1+2.a@1:6+1 1:9+2 string 🌿🌿
.é🌿@1:1+2.b@1:13+1 1:16+1 sequence
.é🌿@1:1+2.b@1:13+1[0] 1:17+1 string ü
.é🌿@1:1+2.b@1:13+1[1] 1:20+1 string x
)");
  CHECK(tree("a: \"🌿\\u00e9\"  # 🌿\nb: x\n") == R"( 1:1+1 mapping
.a@1:1+1 1:4+9 string 🌿é
.b@2:1+1 2:4+1 string x
)");
}

TEST_CASE("a plain or quoted text over several lines stands where it starts", "[manifest]") {
  CHECK(tree("a: one\n  two\nb: \"three\n  four\"\nc: [five\n  six, x]\n") == R"( 1:1+1 mapping
.a@1:1+1 1:4+3 string one two
.b@3:1+1 3:4+6 string three four
.c@5:1+1 5:4+1 sequence
.c@5:1+1[0] 5:5+4 string five six
.c@5:1+1[1] 6:8+1 string x
)");
}

TEST_CASE("an alias stands where it is used, what is below where it was written", "[manifest]") {
  CHECK(tree("base: &b {x: 1}\nuse: *b\nlist: [*b, &s text, *s]\n*s : y\n") == R"( 1:1+4 mapping
.base@1:1+4 1:10+1 mapping
.base@1:1+4.x@1:11+1 1:14+1 integer 1
.use@2:1+3 2:6+2 mapping (alias)
.use@2:1+3.x@1:11+1 1:14+1 integer 1
.list@3:1+4 3:7+1 sequence
.list@3:1+4[0] 3:8+2 mapping (alias)
.list@3:1+4[0].x@1:11+1 1:14+1 integer 1
.list@3:1+4[1] 3:15+4 string text
.list@3:1+4[2] 3:21+2 string text (alias)
.text@4:1+2 4:6+1 string y
)");
  // The last anchor of a name counts, from there on.
  CHECK(tree("a: &x 1\nb: *x\nc: &x 2\nd: *x\n").find(".d@4:1+1 4:4+2 integer 2 (alias)") !=
        std::string::npos);
}

TEST_CASE("tabs are white space between tokens, and text inside of quotes and blocks",
          "[manifest]") {
  CHECK(tree("a:\tx\nb: \"y\tz\"\t# c\nc: |\n  \tt\n") == R"( 1:1+1 mapping
.a@1:1+1 1:4+1 string x
.b@2:1+1 2:4+5 string y	z
.c@3:1+1 3:4+1 string 	t\n
)");
}

TEST_CASE("documents that hold nothing are null", "[manifest]") {
  for (const char* text :
       { "", "\n", "# only\n", "---\n", "--- ~\n", "---\n...\n", "\xef\xbb\xbf" }) {
    CAPTURE(text);
    const ParseResult parsed = parse_document("f", text);
    REQUIRE(parsed.document);
    CHECK(parsed.document->root.kind == NodeKind::null);
    CHECK(parsed.document->root.line >= 1);
  }
}

TEST_CASE("a document may be marked as YAML and be closed", "[manifest]") {
  for (const char* text :
       { "---\na: b\n", "%YAML 1.2\n---\na: b\n", "%YAML 1.1\n# c\n\n---\na: b\n", "a: b\n...\n",
         "# c\n---\na: b\n...\n# end\n" }) {
    CAPTURE(text);
    const ParseResult parsed = parse_document("f", text);
    REQUIRE(parsed.document);
    CHECK(parsed.document->root.string_at("a") == "b");
  }
}

TEST_CASE("keys may be explicit, quoted, numbers or aliases, and are text", "[manifest]") {
  const ParseResult parsed = parse_document(
    "f", "? a\n: 1\n\"b\": 2\n3: c\ntrue: d\n&k e: f\n? g\n{}: \n");
  CHECK(parsed.failure == ParseFailure::unreadable);  // the empty mapping as a key
  const ParseResult good = parse_document("f", "? a\n: 1\n\"b\": 2\n3: c\ntrue: d\n&k e: f\n? g\n");
  REQUIRE(good.document);
  for (const char* key : { "a", "b", "3", "true", "e", "g" }) CHECK(good.document->root.get(key));
  CHECK(good.document->root.members.size() == 6);
}

TEST_CASE("limits", "[manifest]") {
  struct Row {
    std::string what;
    std::string within;
    std::string beyond;
    std::string message;
  };
  const ParseLimits limits{ .bytes = 1000, .nodes = 50, .depth = 5, .line_bytes = 950 };
  for (const Row& row : {
         Row{ "bytes", "a: " + repeated("x", 900), "a: " + repeated("x", 1000),
              "the file has 1003 bytes, more than the limit of 1000" },
         Row{ "bytes of a line", "a: " + repeated("x", 900), "b:\n  " + repeated("x", 949),
              "the line has 951 bytes, more than the limit of 950" },
         Row{ "depth of flow", "[[[[[x]]]]]", "[[[[[[x]]]]]]", "nested deeper than 5 levels" },
         Row{ "depth of blocks", "- - - - - x", "- - - - - - x", "nested deeper than 5 levels" },
         Row{ "nodes", "[" + repeated("x, ", 48) + "]", "[" + repeated("x, ", 50) + "]",
              "more than 50 nodes up to here, aliases expanded" },
         Row{ "nodes through aliases", "- &a [x, x, x]\n- [*a, *a, *a]\n",
              "- &a [x, x, x, x]\n- &b [*a, *a, *a]\n- [*b, *b, *b]\n",
              "more than 50 nodes up to here, aliases expanded" },
         Row{ "depth through aliases", "- &a [[[x]]]\n- *a\n", "- &a [[[x]]]\n- [[*a]]\n",
              "nested deeper than 5 levels, aliases expanded" },
         Row{ "text through aliases", "- &a " + repeated("x", 400) + "\n- [*a, *a, *a]\n",
              "- &a " + repeated("x", 400) + "\n- [*a, *a, *a, *a, *a]\n",
              "more than 2000 bytes of text, aliases expanded" },
       }) {
    CAPTURE(row.what);
    const ParseResult within = parse_document("f", row.within, limits);
    CHECK(within.failure == ParseFailure::none);
    const ParseResult beyond = parse_document("f", row.beyond, limits);
    CHECK(beyond.failure == ParseFailure::over_limit);
    CHECK(beyond.document == nullptr);
    REQUIRE_FALSE(beyond.problems.empty());
    CHECK(beyond.problems.back().message == row.message);
    CHECK_FALSE(beyond.problems.back().fix.empty());
  }
}

TEST_CASE("what is shown of a line is bounded", "[manifest]") {
  const ParseResult parsed = parse_document("f", "a: \"" + repeated("é", 100'000) + "\"\n");
  REQUIRE(parsed.document);
  const Place place = parsed.document->place(*parsed.document->root.get("a"));
  CHECK(place.line_text.size() <= 1000);
  CHECK(place.line_text.ends_with("é"));
}
