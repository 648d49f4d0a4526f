#include <fstream>
#include <nlohmann/json.hpp>

#include "support/catch.h"
#include "unit/report/sample_run.h"

using namespace reallyopen;
using namespace reallyopen::sample;
using Json = nlohmann::json;

namespace {

// Problems of `value` by `schema`, for the keywords the report's schema uses. Every key must be
// described.
void compare(const Json& value, const Json& schema, const Json& root, const std::string& at,
             std::vector<std::string>& problems) {
  const auto report = [&](const std::string& what) { problems.push_back(at + ": " + what); };
  if (schema.contains("$ref")) {
    const std::string target = schema["$ref"].get<std::string>().substr(1);
    return compare(value, root.at(Json::json_pointer(target)), root, at, problems);
  }
  for (const Json& part : schema.value("allOf", Json::array()))
    compare(value, part, root, at, problems);
  if (schema.contains("const") && value != schema["const"]) report("not the constant");
  if (schema.contains("enum") &&
      std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
    report("not in the enumeration: " + value.dump());
  if (schema.contains("type")) {
    const Json types = schema["type"].is_array() ? schema["type"] : Json::array({ schema["type"] });
    std::string type = value.type_name();
    if (value.is_number_integer()) type = "integer";
    if (std::find(types.begin(), types.end(), type) == types.end()) report("is " + type);
  }
  if (schema.contains("minimum") && value < schema["minimum"]) report("below the minimum");
  for (const Json& key : schema.value("required", Json::array()))
    if (value.is_object() && !value.contains(key.get<std::string>()))
      report("lacks " + key.get<std::string>());
  if (value.is_array())
    for (const Json& item : value) compare(item, schema.at("items"), root, at + "[]", problems);
  if (!value.is_object() || !schema.contains("properties")) return;
  for (const auto& [key, child] : value.items()) {
    if (schema["properties"].contains(key))
      compare(child, schema["properties"][key], root, at + "/" + key, problems);
    else
      report("does not describe " + key);
  }
}

Json schema() {
  std::ifstream file(SOURCE_ROOT "/schemas/report.schema.json");
  return Json::parse(file);
}

}  // namespace

TEST_CASE("the JSON report of a holding model, whole") {
  ModelVerdict model = holding_model();
  model.claims = { { "open-source", true, Verdict::fails, 14, 15, { hardware_withheld() } } };
  model.components = { { .id = "hardware",
                         .evidence = Evidence::withheld,
                         .field = "hardware",
                         .places = { { "TRANSPARENCY.yaml", 52, 1 }, { "weights", 0 } },
                         .reason = "`status: withheld`" } };
  model.findings = { path_missing() };
  model.findings[0].component = "";
  std::string output = json(run_of({ model }));
  const std::string version = "\"version\": \"" +
                              Json::parse(output)["tool"]["version"].get<std::string>();
  output.replace(output.find(version), version.size(), "\"version\": \"VERSION");
  CHECK(output == R"({
  "report_version": 1,
  "tool": {
    "name": "reallyopen",
    "version": "VERSION"
  },
  "subject": {
    "revision": "59a53e3d0f1c4b7a9e8d6c5b4a39281706f5e4d3",
    "description": "59a53e3",
    "view": "commit",
    "dirty": false
  },
  "exit_code": 1,
  "verdict": "fails",
  "fail_on": "error",
  "policy": null,
  "models": [
    {
      "manifest": "TRANSPARENCY.yaml",
      "name": "leafnet",
      "version": "1.2.0",
      "claims": [
        {
          "id": "open-source",
          "title": "",
          "asked": true,
          "verdict": "fails",
          "met": 14,
          "of": 15,
          "progress": 0.0,
          "unmet": [
            {
              "component": "hardware",
              "has": "withheld",
              "needs": "described: accelerator, count, memory",
              "why": "Who wants to rebuild has to know what it takes.",
              "lacking": "accelerator and count",
              "step": "say accelerator and count",
              "place": {
                "path": "TRANSPARENCY.yaml",
                "line": 52
              },
              "incomplete": false
            }
          ],
          "met_by_policy": []
        }
      ],
      "components": [
        {
          "id": "hardware",
          "title": "",
          "evidence": "withheld",
          "field": "hardware",
          "reason": "`status: withheld`",
          "step": "",
          "places": [
            {
              "path": "TRANSPARENCY.yaml",
              "line": 52,
              "column": 1
            },
            {
              "path": "weights"
            }
          ]
        }
      ],
      "findings": [
        {
          "rule": "path-missing",
          "level": "error",
          "message": "`src/train.py` is not in this commit",
          "hint": "nearest tracked file: `src/training/train.py`",
          "fix": "correct the path, or commit the file",
          "component": null,
          "place": {
            "path": "TRANSPARENCY.yaml",
            "line": 31,
            "column": 12
          },
          "related": [],
          "incomplete": false,
          "fingerprint": "path-missing:training.scripts",
          "waived": null,
          "known": false
        }
      ],
      "first_look": null
    }
  ]
}
)");
}

TEST_CASE("every report is valid by its schema, which describes every key") {
  const Json root = schema();
  RunVerdict worktree = run_of({ failing_model(), holding_model() });
  worktree.subject = { .worktree = true, .dirty = true };
  for (const RunVerdict& run :
       { run_of({ failing_model() }), run_of({ holding_model() }), run_of({}), worktree }) {
    std::vector<std::string> problems;
    compare(Json::parse(json(run)), root, root, "", problems);
    CHECK(problems == std::vector<std::string>{});
  }
}

TEST_CASE("the comparison with the schema can fail") {
  const Json root = schema();
  Json report = Json::parse(json(run_of({ failing_model() })));
  report["models"][0]["claims"][0]["verdict"] = "maybe";
  report["models"][0]["findings"][0].erase("fix");
  report["models"][0]["findings"][0]["place"]["line"] = 0;
  report["subject"]["colour"] = "red";
  std::vector<std::string> problems;
  compare(report, root, root, "", problems);
  CHECK(problems.size() == 4);
}

TEST_CASE("every property of the schema is described, and every object may grow") {
  const Json root = schema();
  std::vector<Json> objects = { root };
  for (const Json& definition : root["definitions"]) objects.push_back(definition);
  for (const char* key : { "tool", "subject" }) objects.push_back(root["properties"][key]);
  for (const Json& object : objects) {
    CHECK(object["additionalProperties"] == true);
    for (const auto& [key, property] : object["properties"].items()) {
      INFO(key);
      CHECK(property.contains("description"));
    }
  }
}

TEST_CASE("hostile strings come back from the JSON as they went in") {
  for (const std::string& hostile :
       { std::string("\x1b[31m\n\t::error::x"), std::string("nul \0 del \x7f", 11),
         std::string("\u202e\u0085\u2028\ufeff ##[error] ###vso[x]"),
         std::string("\U000e0041\U0010ffff\U0001f600 模型"),
         std::string("\" \\ \\u0041 / </script>") }) {
    RunVerdict run = run_of({ failing_model() });
    run.models[0].name = hostile;
    run.models[0].findings[0].place.path = hostile;
    run.models[0].findings = { run.models[0].findings[0] };
    const Json parsed = Json::parse(json(run));
    CHECK(parsed["models"][0]["name"] == hostile);
    CHECK(parsed["models"][0]["findings"][0]["place"]["path"] == hostile);
  }
}

TEST_CASE("what is not UTF-8 is replaced, not refused") {
  RunVerdict run = run_of({ failing_model() });
  run.models[0].name =
    "a\xff"
    "b";
  CHECK(Json::parse(json(run))["models"][0]["name"] == "a\ufffdb");
}
