// The schema interpreter: each keyword on small schemas, and what people read on the manifest's
// own.
#include <fmt/format.h>

#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "manifest/parse.h"
#include "manifest/prepared_schema.h"
#include "support/catch.h"
#include "support/examples.h"
#include "text/printable.h"

using namespace reallyopen;

namespace {

Problems problems_of(const Schema& schema, const std::string& text) {
  const ParseResult parsed = parse_document("f", text);
  for (const Problem& problem : parsed.problems) UNSCOPED_INFO(problem.message);
  REQUIRE(parsed.document);
  return schema.validate(*parsed.document).problems;
}

struct Row {
  std::string schema;
  std::vector<std::string> valid;
  std::vector<std::pair<std::string, std::string>> invalid;  // document, message
};

// The sections that a manifest has to have, each valid.
const std::vector<std::pair<std::string, std::string>> sound = {
  { "schema_version", "1" },
  { "claim", "open-weights" },
  { "model", "{name: m, version: \"1\", developer: d}" },
  { "data", "{status: withheld, reason: no}" },
  { "preprocessing", "{status: withheld, reason: no}" },
  { "training", "{scripts: t.py}" },
  { "hyperparameters", "{lr: 0.1}" },
  { "hardware", "{accelerator: none}" },
  { "license", "MIT" },
  { "restrictions", "[]" },
};

// `# lacks KEY` as first line keeps the section from being added.
std::string completed(const std::string& document) {
  std::string text = document;
  for (const auto& [key, value] : sound)
    if (("\n" + document).find("\n" + key + ":") == std::string::npos &&
        document.find("# lacks " + key + "\n") == std::string::npos)
      text += key + ": " + value + "\n";
  return text;
}

}  // namespace

TEST_CASE("each keyword accepts, refuses and says why", "[manifest]") {
  for (
    const Row& row : {
      Row{ R"({"type": "string"})",
           { "a", "\"1\"", "\"\"" },
           { { "1", "the document is the number `1`, expected a string" },
             { "[a]", "the document is a list, expected a string" },
             { "", "the document is empty, expected a string" },
             { "true", "the document is the truth value `true`, expected a string" } } },
      Row{ R"({"type": "integer"})",
           { "1", "-3", "1.0", "1e3", "0o7" },
           { { "1.5", "the document is the number `1.5`, expected a whole number" },
             { "a", "the document is the string `a`, expected a whole number" },
             { ".inf", "the document is the number `.inf`, expected a whole number" } } },
      Row{ R"({"type": ["number", "null"]})",
           { "1", "1.5", "~", "" },
           { { "\"1\"", "the document is the string `1`, expected a number or nothing" },
             { ".nan", "the document is the number `.nan`, expected a number or nothing" } } },
      Row{ R"({"type": ["string", "array", "object"]})",
           { "a", "[]", "{}" },
           { { "1", "the document is the number `1`, expected a string, a list or a mapping" } } },
      Row{ R"({"type": "boolean"})",
           { "true", "False" },
           { { "\"true\"", "the document is the string `true`, expected `true` or `false`" },
             { "no", "the document is the string `no`, expected `true` or `false`" } } },
      Row{
        R"({"enum": ["open", "public", 1, null]})",
        { "open", "1", "1.0", "~" },
        { { "opne", "the document is `opne`, expected one of `open`, `public`, `1`, `null`" },
          { "\"1\"",
            "the document is the string `1`, expected one of `open`, `public`, `1`, `null`" },
          { "[open]", "the document is a list, expected one of `open`, `public`, `1`, `null`" } } },
      Row{ R"({"const": 1})",
           { "1", "1.0" },
           { { "2", "the document is `2`, expected the number `1`" },
             { "\"1\"", "the document is the string `1`, expected the number `1`" } } },
      Row{ R"({"pattern": "^[a-z]+$", "title": "a word in small letters"})",
           { "abc", "1", "[]" },
           { { "aBc", "the document is `aBc`, expected a word in small letters" } } },
      Row{ R"({"minLength": 2, "maxLength": 3})",
           { "ab", "\"🌿é🌿\"", "1" },
           { { "a", "the document is the string `a`, expected at least 2 characters" },
             { "\"\"", "the document is an empty string, expected at least 2 characters" },
             { "abcd", "the document is the string `abcd`, expected at most 3 characters" } } },
      Row{ R"({"minItems": 1, "maxItems": 2})",
           { "[1]", "[1, 2]", "a" },
           { { "[]", "the document is an empty list, expected at least 1 item" },
             { "[1, 2, 3]", "the document is a list of 3, expected at most 2 items" } } },
      Row{ R"({"minimum": 0, "maximum": 1})",
           { "0", "0.5", "1", "a", ".inf" },
           { { "-0.1", "the document is the number `-0.1`, expected at least 0" },
             { "1.1", "the document is the number `1.1`, expected at most 1" } } },
      Row{ R"({"exclusiveMinimum": 0})",
           { "0.001", "a" },
           { { "0", "the document is the number `0`, expected more than 0" } } },
      Row{ R"({"required": ["a"], "properties": {"a": {"description": "The first. More."}}})",
           { "{a: 1}", "[]", "a" },
           { { "{b: 1}", "the key `a` is missing" } } },
      Row{
        R"({"properties": {"a": {"type": "string"}}, "patternProperties": {"^x-": {"type": "integer"}},
                  "additionalProperties": false})",
        { "{}", "{a: b}", "{x-1: 1, x-2: 2}" },
        { { "{b: 1}", "`b` is not a known key" },
          { "{a: 1}", "`a` is the number `1`, expected a string" },
          { "{x-1: a}", "`x-1` is the string `a`, expected a whole number" } } },
      Row{ R"({"additionalProperties": {"type": "string"}})",
           { "{a: b}", "{}" },
           { { "{a: 1}", "`a` is the number `1`, expected a string" } } },
      Row{ R"({"items": {"type": "string"}})",
           { "[a]", "[]", "a" },
           { { "[a, 1]", "`[1]` is the number `1`, expected a string" } } },
      Row{ R"({"if": {"type": "string"}, "then": {"enum": ["a"]}, "else": {"type": "object"}})",
           { "a", "{}" },
           { { "b", "the document is `b`, expected `a`" },
             { "1", "the document is the number `1`, expected a string or a mapping" } } },
      Row{
        R"({"if": {"properties": {"k": {"const": "x"}}, "required": ["k"]}, "then": {"required": ["y"]}})",
        { "{k: z}", "{k: x, y: 1}", "{}" },
        { { "{k: x}", "the key `y` is missing" } } },
      Row{ R"({"allOf": [{"required": ["a"]}, {"required": ["b"]}]})",
           { "{a: 1, b: 2}" },
           { { "{a: 1}", "the key `b` is missing" } } },
      Row{ R"({"properties": {"a": false}})",
           { "{}", "{b: 1}" },
           { { "{a: 1}", "`a` is not allowed here" } } },
      Row{ R"({"items": {"$ref": "#/definitions/d"}, "definitions": {"d": {"type": "integer"}}})",
           { "[1]" },
           { { "[a]", "`[0]` is the string `a`, expected a whole number" } } },
    }) {
    CAPTURE(row.schema);
    const Schema schema = Schema::parse(row.schema);
    for (const std::string& document : row.valid) {
      CAPTURE(document);
      CHECK(problems_of(schema, document).empty());
    }
    for (const auto& [document, message] : row.invalid) {
      CAPTURE(document);
      const Problems problems = problems_of(schema, document);
      REQUIRE(problems.size() == 1);
      CHECK(problems[0].message == message);
    }
  }
}

TEST_CASE("every problem of a document is told, each once", "[manifest]") {
  const Schema schema = Schema::parse(R"({"properties": {
    "a": {"type": "string", "allOf": [{"type": "string"}]}, "b": {"items": {"type": "integer"}}},
    "required": ["c", "d"], "additionalProperties": false})");
  CHECK(problems_of(schema, "a: 1\nb: [x, 1, y]\ne: 1\n").size() == 6);
  std::string many = "b:\n";
  for (int i = 0; i < 2000; ++i) many += "- x\n";
  const Problems bounded = problems_of(schema, many);
  CHECK(bounded.size() == 501);
  CHECK(bounded.back().message == "more than 500 problems, the rest is not listed");
}

TEST_CASE("which definition judged which node is noted, valid or not", "[manifest]") {
  const Schema schema = Schema::parse(
    R"({"properties": {"a": {"$ref": "#/definitions/thing"}, "b": {"items":
    {"$ref": "#/definitions/thing"}}}, "definitions": {"thing": {"type": "string"}}})");
  const ParseResult parsed = parse_document("f", "a: x\nb: [y, 1]\n");
  REQUIRE(parsed.document);
  const Validation validation = schema.validate(*parsed.document);
  REQUIRE(validation.uses.size() == 3);
  CHECK(validation.uses[0].field == "a");
  CHECK(validation.uses[1].field == "b[0]");
  CHECK(validation.uses[2].field == "b[1]");
  CHECK(validation.uses[2].node->number == 1);
  CHECK(validation.uses[2].definition == "thing");
}

// Our own files: a mistake in them is not the user's.
TEST_CASE("schemas outside of the list of keywords are refused", "[manifest]") {
  for (const char* json :
       { R"({"oneOf": []})", R"({"format": "uri"})", R"({"type": "text"})", R"({"type": []})",
         R"({"enum": []})", R"({"enum": [[1]]})", R"({"minimum": "1"})",
         R"({"$ref": "other.json"})", R"({"$ref": "#/definitions/none"})",
         R"({"$ref": "#/definitions/a", "definitions": {"a": {"$ref": "#/definitions/a"}}})",
         R"({"required": [1]})", R"({"items": 1})", "{", "" }) {
    CAPTURE(json);
    CHECK_THROWS_AS(Schema::parse(json), std::logic_error);
  }
  const Schema bad_pattern = Schema::parse(R"#({"pattern": "(?=x)"})#");
  const ParseResult parsed = parse_document("f", "a");
  CHECK_THROWS_AS(bad_pattern.validate(*parsed.document), std::logic_error);
}

// tests/manifest/problems.txt: sections that are wrong; the others are added, and right.
TEST_CASE("problems of a manifest name the field, what is there, and what was expected",
          "[manifest]") {
  const Schema& schema = prepared_schema("transparency");
  CHECK(problems_of(schema, completed("")).empty());
  check_examples(std::string(SOURCE_ROOT) + "/tests/manifest/problems.txt",
                 [&](const std::string& document) {
    const Problems problems = problems_of(schema, completed(document));
    CHECK_FALSE(problems.empty());
    std::string said;
    for (const Problem& problem : problems) {
      CHECK(printable(problem.message, 1000) == problem.message);
      CHECK(problem.place.line >= 1);
      said += fmt::format("{}:{}+{}: {}\n  {}\n", problem.place.line, problem.place.column,
                          problem.place.width, problem.message, problem.fix);
    }
    return said;
  });
}
