// The types of plain scalars, by the YAML 1.2 core schema.
#include "manifest/core_schema.h"

#include <cmath>
#include <limits>
#include <string>

#include "manifest/parse.h"
#include "support/catch.h"

using namespace reallyopen;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Node typed(const std::string& text) {
  Node node{ .text = text };
  type_plain_scalar(node);
  return node;
}

}  // namespace

TEST_CASE("plain numbers", "[manifest]") {
  struct Row {
    std::string text;
    NodeKind kind;
    double value;
  };
  constexpr NodeKind integer = NodeKind::integer;
  constexpr NodeKind number = NodeKind::number;
  for (const Row& row : {
         Row{ "0", integer, 0 },
         Row{ "-0", integer, 0 },
         Row{ "+7", integer, 7 },
         Row{ "-19", integer, -19 },
         Row{ "012", integer, 12 },
         Row{ "0o17", integer, 15 },
         Row{ "0xFf", integer, 255 },
         Row{ "9007199254740993", integer, 9007199254740992.0 },
         Row{ "1e3", number, 1000 },
         Row{ "1E+3", number, 1000 },
         Row{ "1.", number, 1 },
         Row{ ".5", number, 0.5 },
         Row{ "-.5", number, -0.5 },
         Row{ "6.02e23", number, 6.02e23 },
         Row{ "1e-4", number, 1e-4 },
         Row{ "1e999", number, infinity },
         Row{ "-1e999", number, -infinity },
         Row{ "1e-999", number, 0 },
         Row{ ".inf", number, infinity },
         Row{ "-.Inf", number, -infinity },
         Row{ "+.INF", number, infinity },
       }) {
    CAPTURE(row.text);
    const Node node = typed(row.text);
    CHECK(node.kind == row.kind);
    CHECK(node.number == row.value);
    CHECK(node.text == row.text);
  }
  for (const char* text : { ".nan", ".NaN", ".NAN" }) {
    CHECK(typed(text).kind == NodeKind::number);
    CHECK(std::isnan(typed(text).number));
  }
  // Longer than any number type.
  CHECK(typed(std::string(100'000, '9')).number == infinity);
}

TEST_CASE("plain truth values and nulls", "[manifest]") {
  for (const char* text : { "true", "True", "TRUE" }) {
    CHECK(typed(text).kind == NodeKind::boolean);
    CHECK(typed(text).boolean);
  }
  for (const char* text : { "false", "False", "FALSE" }) {
    CHECK(typed(text).kind == NodeKind::boolean);
    CHECK_FALSE(typed(text).boolean);
  }
  for (const char* text : { "", "~", "null", "Null", "NULL" })
    CHECK(typed(text).kind == NodeKind::null);
}

TEST_CASE("everything else plain is text", "[manifest]") {
  for (const char* text :
       { "yes",   "no",   "on",         "off",   "y",     "n",    "tRUE", "nULL",  "1_000", "0b101",
         "0o",    "0o8",  "0x",         "0xg",   "-0x1",  "+0o7", "1:30", "1e",    "1e+",   "e3",
         ".",     "-",    "+",          "..5",   "1.2.3", ".e3",  "+-1",  "1 000", "inf",   "nan",
         "+.nan", ".iNF", "2025-01-20", "1.0.0", "0.1a",  "1,5",  "--1",  "NaN" }) {
    CAPTURE(text);
    CHECK(typed(text).kind == NodeKind::string);
  }
}

TEST_CASE("what is quoted or a block is text, whatever it says", "[manifest]") {
  const ParseResult parsed = parse_document(
    "f", "a: \"1\"\nb: 'true'\nc: |\n  1\nd: \"\"\ne: >-\n  ~\nf: 1\n");
  REQUIRE(parsed.document);
  const Node& root = parsed.document->root;
  for (const char* key : { "a", "b", "c", "d", "e" }) {
    CAPTURE(key);
    CHECK(root.get(key)->is_string());
    CHECK_FALSE(root.get(key)->plain);
  }
  CHECK(root.get("f")->kind == NodeKind::integer);
  CHECK(root.get("f")->plain);
}
