// The fields of a schema, for `explain` and for editors.
#include <set>
#include <stdexcept>
#include <string>

#include "embedded/files.h"
#include "manifest/prepared_schema.h"
#include "manifest/schema.h"
#include "support/catch.h"

using namespace reallyopen;

namespace {

const Schema::Field* find(const std::vector<Schema::Field>& fields, std::string_view path) {
  for (const Schema::Field& field : fields)
    if (field.path == path) return &field;
  return nullptr;
}

}  // namespace

TEST_CASE("every field of the manifest is described", "[manifest]") {
  const auto fields = Schema::parse(embedded_file("transparency.schema.json")).fields();
  CHECK(fields.size() > 300);
  std::set<std::string> paths;
  for (const Schema::Field& field : fields) {
    CAPTURE(field.path);
    CHECK(paths.insert(field.path).second);
    CHECK(field.description.size() > 5);
    CHECK(field.description.find_first_not_of(' ') == 0);
    CHECK_FALSE(field.expected.empty());
  }
}

TEST_CASE("fields of a schema: nested, in lists, behind references and branches", "[manifest]") {
  const Schema schema = Schema::parse(R"({
    "properties": {
      "plain": {"type": "string", "description": "A word."},
      "list": {"description": "Many.", "items": {"$ref": "#/definitions/thing"}},
      "branch": {
        "if": {"type": "object"},
        "then": {"properties": {"deep": {"type": "integer", "description": "Deep."}}},
        "else": {"type": "string"}
      },
      "free": {"additionalProperties": {"type": "boolean"}}
    },
    "required": ["plain"],
    "definitions": {
      "thing": {
        "description": "A thing.",
        "properties": {"kind": {"enum": ["a", "b"]}, "part": {"$ref": "#/definitions/thing"}}
      }
    }
  })");
  const auto fields = schema.fields();
  struct Row {
    std::string path;
    std::string description;
    std::string expected;
    bool required;
  };
  for (const Row& row : {
         Row{ "plain", "A word.", "a string", true },
         Row{ "list", "Many.", "any value", false },
         Row{ "list.kind", "", "one of `a`, `b`", false },
         Row{ "list.part", "A thing.", "any value", false },
         Row{ "branch", "", "a string or a mapping", false },
         Row{ "branch.deep", "Deep.", "a whole number", false },
         Row{ "free.NAME", "", "`true` or `false`", false },
       }) {
    CAPTURE(row.path);
    const Schema::Field* field = find(fields, row.path);
    REQUIRE(field);
    CHECK(field->description == row.description);
    CHECK(field->expected == row.expected);
    CHECK(field->required == row.required);
  }
  CHECK_FALSE(find(fields, "list.part.part"));  // a definition within itself is listed once
}

TEST_CASE("what the build prepared of a schema says what its text says", "[manifest]") {
  for (const std::string name : { "transparency", "policy", "claim" }) {
    CAPTURE(name);
    const auto prepared = prepared_schema(name).fields();
    const auto read = Schema::parse(embedded_file(name + ".schema.json")).fields();
    REQUIRE(prepared.size() == read.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
      CHECK(prepared[i].path == read[i].path);
      CHECK(prepared[i].description == read[i].description);
      CHECK(prepared[i].expected == read[i].expected);
      CHECK(prepared[i].required == read[i].required);
    }
  }
  CHECK_THROWS_AS(prepared_schema("report"), std::logic_error);
}
