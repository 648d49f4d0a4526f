// The interpreter against the verdicts of ajv, recorded by tests/schema/record: the same on every
// document, and the corpus leaves out no keyword and no field.
#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "embedded/files.h"
#include "manifest/field_path.h"
#include "manifest/parse.h"
#include "manifest/prepared_schema.h"
#include "support/catch.h"
#include "support/golden.h"

using namespace reallyopen;
using Json = nlohmann::json;

namespace {

struct Recorded {
  std::string name;
  std::string document;
  bool valid = false;
  std::string pointer;  // of the innermost error
  std::string keyword;
};

const std::vector<Recorded>& corpus() {
  static const std::vector<Recorded> recorded = [] {
    std::vector<Recorded> rows;
    std::istringstream lines(read_file(std::string(SOURCE_ROOT) + "/tests/schema/corpus.jsonl"));
    for (std::string line; std::getline(lines, line);) {
      const Json row = Json::parse(line);
      rows.push_back({ .name = row["name"], .document = row["document"], .valid = row["valid"] });
      if (rows.back().valid) continue;
      rows.back().pointer = row["pointer"];
      rows.back().keyword = row["keyword"];
    }
    return rows;
  }();
  return recorded;
}

// `/data/sources/0/access` as messages write it.
std::string field_of(const std::string& pointer) {
  std::string field;
  std::istringstream steps(pointer);
  std::string step;
  std::getline(steps, step, '/');
  while (std::getline(steps, step, '/')) {
    const bool index = !step.empty() && step.find_first_not_of("0123456789") == std::string::npos;
    if (index)
      append_index(field, std::stoul(step));
    else
      append_key(field, step);
  }
  return field;
}

const Json& schema_json() {
  static const Json schema = Json::parse(embedded_file("transparency.schema.json"));
  return schema;
}

// Walks the schema, alone or along a document, and calls for each property that stands there.
class Walk {
 public:
  using Visit = std::function<void(const std::string& property, const Json& schema,
                                   const std::string& pointer)>;
  explicit Walk(Visit visit) : visit_(std::move(visit)) {}

  void along(const Json& schema, const std::string& name, const Json& value,
             const std::string& pointer) {
    if (!schema.is_object()) return;
    if (schema.contains("$ref")) {
      const std::string target = schema["$ref"];
      return along(schema_json()["definitions"][target.substr(14)], target, value, pointer);
    }
    const Json properties = schema.value("properties", Json::object());
    if (value.is_object())
      for (const auto& [key, child] : value.items()) {
        if (properties.contains(key)) {
          visit_(name + "." + key, properties[key], pointer + "/" + key);
          along(properties[key], name + "." + key, child, pointer + "/" + key);
        } else if (schema.contains("additionalProperties")) {
          along(schema["additionalProperties"], name + ".*", child, pointer + "/" + key);
        }
      }
    if (value.is_array() && schema.contains("items"))
      for (std::size_t i = 0; i < value.size(); ++i)
        along(schema["items"], name + "[]", value[i], pointer + "/" + std::to_string(i));
    for_parts(schema, [&](const Json& part) { along(part, name, value, pointer); });
  }

  void alone(const Json& schema, const std::string& name) {
    if (!schema.is_object()) return;
    if (schema.contains("$ref")) {
      const std::string target = schema["$ref"];
      if (open_.insert(target).second)
        alone(schema_json()["definitions"][target.substr(14)], target);
      return;
    }
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [key, property] : properties.items()) {
      visit_(name + "." + key, property, "");
      alone(property, name + "." + key);
    }
    if (schema.contains("additionalProperties")) alone(schema["additionalProperties"], name + ".*");
    if (schema.contains("items")) alone(schema["items"], name + "[]");
    for_parts(schema, [&](const Json& part) { alone(part, name); });
  }

 private:
  template <class Call>
  static void for_parts(const Json& schema, Call call) {
    for (const char* branch : { "then", "else" })
      if (schema.contains(branch)) call(schema[branch]);
    if (schema.contains("allOf"))
      for (const Json& part : schema["allOf"]) call(part);
  }

  Visit visit_;
  std::set<std::string> open_;
};

bool accepts_anything(const Json& schema) {
  for (const auto& [keyword, _] : schema.items())
    if (keyword != "description" && keyword != "title" && keyword != "examples") return false;
  return true;
}

void collect_keywords(const Json& schema, std::set<std::string>& keywords) {
  if (!schema.is_object()) return;
  for (const auto& [keyword, value] : schema.items()) {
    keywords.insert(keyword);
    if (keyword == "properties" || keyword == "patternProperties" || keyword == "definitions")
      for (const auto& [_, child] : value.items()) collect_keywords(child, keywords);
    else if (keyword == "allOf")
      for (const Json& child : value) collect_keywords(child, keywords);
    else if (keyword != "enum" && keyword != "const" && keyword != "required")
      collect_keywords(value, keywords);
  }
}

}  // namespace

TEST_CASE("the interpreter agrees with ajv on every recorded document", "[manifest]") {
  const Schema& schema = prepared_schema("transparency");
  CHECK(corpus().size() >= 500);
  int valid = 0;
  std::vector<std::string> disagreements;
  for (const Recorded& row : corpus()) {
    const ParseResult parsed = parse_document("f", row.document);
    const Problems problems = parsed.document ? schema.validate(*parsed.document).problems
                                              : parsed.problems;
    valid += row.valid;
    if (problems.empty() != row.valid)
      disagreements.push_back(row.name + (row.valid ? " is valid: " : " is not valid: ") +
                              row.document);
    // Where ajv sees the fault one of our problems is.
    const std::string field = field_of(row.pointer);
    const bool same_place = std::any_of(problems.begin(), problems.end(), [&](const Problem& one) {
      return one.subject.starts_with(field);
    });
    if (!row.valid && parsed.document && !same_place)
      disagreements.push_back(row.name + " is wrong at " + row.pointer + ": " + row.document);
  }
  CHECK(disagreements == std::vector<std::string>());
  CHECK(valid > 500);
  CHECK(corpus().size() - static_cast<std::size_t>(valid) > 500);
}

TEST_CASE("the corpus holds every field of the manifest, valid and invalid", "[manifest]") {
  std::map<std::string, bool> fields;  // and whether anything can be wrong with it
  Walk([&](const std::string& property, const Json& schema, const std::string&) {
    fields.emplace(property, !accepts_anything(schema));
  }).alone(schema_json(), "");
  CHECK(fields.size() > 300);

  std::set<std::string> seen_valid;
  std::set<std::string> seen_invalid;
  for (const Recorded& row : corpus()) {
    const Json document = Json::parse(row.document, nullptr, false);
    if (document.is_discarded()) continue;  // block YAML
    Walk([&](const std::string& property, const Json&, const std::string& pointer) {
      if (row.valid) seen_valid.insert(property);
      if (!row.valid && row.pointer == pointer) seen_invalid.insert(property);
    }).along(schema_json(), "", document, "");
  }
  for (const auto& [field, can_be_wrong] : fields) {
    CAPTURE(field);
    CHECK(seen_valid.contains(field));
    CHECK(seen_invalid.contains(field) == can_be_wrong);
  }
}

TEST_CASE("the corpus breaks every keyword that the manifest's schema uses", "[manifest]") {
  std::set<std::string> keywords;
  collect_keywords(schema_json(), keywords);
  // What applies other schemas is broken through them, and annotations cannot be.
  for (const char* other :
       { "$schema", "$ref", "title", "description", "examples", "definitions", "properties",
         "patternProperties", "items", "if", "then", "else", "allOf" })
    keywords.erase(other);
  std::set<std::string> broken;
  for (const Recorded& row : corpus())
    if (!row.valid) broken.insert(row.keyword);
  CHECK(broken == keywords);
}
