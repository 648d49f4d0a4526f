#include "configuration/read.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>

#include "support/catch.h"

using namespace reallyopen;

namespace {

// A tree in one line: what two readers have to agree about.
std::string shown(const Node& node, int depth = 0) {
  if (depth > 100) return "…";
  if (node.is_mapping()) {
    std::string text = "{";
    for (const Member& member : node.members)
      text += member.key.text + ":" + shown(member.value, depth + 1) + ",";
    return text + "}";
  }
  if (node.is_sequence()) {
    std::string text = "[";
    for (const Node& item : node.items) text += shown(item, depth + 1) + ",";
    return text + "]";
  }
  if (node.kind == NodeKind::null) return "null";
  if (node.kind == NodeKind::boolean) return node.boolean ? "true" : "false";
  return node.is_number() ? fmt::to_string(node.number) : "'" + node.text + "'";
}

std::string shown(const nlohmann::ordered_json& json) {
  std::string text;
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) text += key + ":" + shown(value) + ",";
    return "{" + text + "}";
  }
  if (json.is_array()) {
    for (const auto& item : json) text += shown(item) + ",";
    return "[" + text + "]";
  }
  if (json.is_null()) return "null";
  if (json.is_boolean()) return json.get<bool>() ? "true" : "false";
  return json.is_number() ? fmt::to_string(json.get<double>())
                          : "'" + json.get<std::string>() + "'";
}

}  // namespace

TEST_CASE("strict JSON is read as any other reader reads it") {
  for (const char* text :
       { "{}", "[]", "0", "-1.5e-3", "\"a\"", "null", " [ 1 , 2 ] ",
         "{\"a\": {\"b\": [true, false, null]}}", "{\"a\\\"b\": \"\\u00e9\\ud83d\\ude00\\/\\n\"}",
         "[[], {}, [[]]]", "{\"a\": 1e400}", "[1E5, 1.0, 10]",
         "{\"long\": 123456789012345678901234567890}", "{\"a\":\"\xC3\xA9\"}" }) {
    CAPTURE(text);
    const ParseResult result = read_configuration("a.json", text);
    REQUIRE(result.document);
    const auto expected = nlohmann::ordered_json::parse(text, nullptr, false);
    if (std::string(text).find("400") == std::string::npos)
      CHECK(shown(result.document->root) == shown(expected));
  }
}

TEST_CASE("JSON as training tools write it is read, with places") {
  const std::string text =
    "// written by hand\n{\n  # the rate\n  \"lr\": 1e-4, /* peak */\n  \"betas\": [0.9, 0.95,],\n "
    " \"nan\": NaN,\n}\n";
  const ParseResult result = read_configuration("a.json", text);
  REQUIRE(result.document);
  const Node* lr = result.document->root.get("lr");
  REQUIRE(lr);
  CHECK(lr->number == 1e-4);
  CHECK(lr->line == 4);
  CHECK(lr->column == 9);
  CHECK(lr->width == 4);
  CHECK(result.document->root.get("betas")->items.size() == 2);
  CHECK(result.document->root.get("betas")->items[1].column == 18);
}

TEST_CASE("what does not parse has a line, a message and a remedy") {
  struct Row {
    const char* path;
    const char* text;
    int line;
    int column;
    const char* message;
  };
  const Row rows[] = {
    { "a.json", "{\n  \"a\": 1\n  \"b\": 2\n}\n", 2, 9,
      "no `,` stands between this and `\"`, inside the `{` of line 1" },
    { "a.json", "{\"a\": 1", 1, 1, "this `{` is not closed" },
    { "a.json", "{\"a\" 1}", 1, 5, "no `:` follows this key" },
    { "a.json", "{a: 1}", 1, 2, "`a` stands where a key in double quotes is expected" },
    { "a.json", "[1, oops]", 1, 5, "`oops` is no JSON value" },
    { "a.json", "[01x]", 1, 2, "`01x` is no JSON value" },
    { "a.json", "{\"a\": \"b\n\"}", 1, 7, "this `\"` is not closed in its line" },
    { "a.json", "{} {}", 1, 4, "`{` follows the end of the document" },
    { "a.json", "/* no end", 1, 1, "this comment is not closed" },
    { "a.json", "", 1, 1, "a value is expected here" },
    { "a.toml", "[train]\nlr = \n", 2, 6, "this is not valid TOML" },
    { "a.toml", "lr = 1\nlr = 2\n", 2, 6, "this is not valid TOML" },
    { "a.yaml", "a: b: c\n", 1, 5, "a second `: ` stands in the value of a key" },
    { "a.yml", "{\n  \"a\": [[1]]\n\n  # next\n  \"b\": 2\n}\n", 2, 13,
      "no `,` stands between this and `\"b\":` in line 5, inside the `{` of line 1" },
  };
  for (const Row& row : rows) {
    CAPTURE(row.path, row.text);
    const ParseResult result = read_configuration(row.path, row.text);
    CHECK(result.failure == ParseFailure::unreadable);
    REQUIRE(result.problems.size() >= 1);
    const Problem& problem = result.problems.front();
    CAPTURE(problem.message);
    CHECK(problem.message.starts_with(row.message));
    CHECK(problem.place.line == row.line);
    CHECK(problem.place.column == row.column);
    CHECK_FALSE(problem.fix.empty());
  }
}

TEST_CASE("YAML that only one tool understands is read, and what it alone knows is marked") {
  const ParseResult result = read_configuration(
    "a.yaml",
    "base: &base\n  lr: 1e-4\ntrain:\n  <<: *base\n  betas: !!python/tuple [0.9, 0.95]\n  seed: "
    "1\n  seed: 2\n");
  REQUIRE(result.document);
  const Node* train = result.document->root.get("train");
  REQUIRE(train);
  CHECK(train->get("<<")->get("lr")->number == 1e-4);
  CHECK(train->get("betas")->tagged);
  CHECK(train->members.size() == 4);

  const ParseResult several = read_configuration("a.yaml", "a: 1\n---\na: 2\n---\n[3]: 4\n");
  REQUIRE(several.document);
  CHECK(several.document->several);
  CHECK(several.document->root.items.size() == 3);
  CHECK(several.document->root.items[1].get("a")->line == 3);
}

TEST_CASE("the manifest is held to what it was held to before") {
  for (const char* text :
       { "a: 1\n---\na: 2\n", "a: !!str 1\n", "<<: {a: 1}\n", "a: 1\na: 2\n", "[1]: 2\n" }) {
    CAPTURE(text);
    CHECK(parse_document("TRANSPARENCY.yaml", text).failure == ParseFailure::unreadable);
  }
}

TEST_CASE("TOML is read with places, in file order") {
  const ParseResult result = read_configuration(
    "a.toml", "title = \"x\"\n[train]\nlr = 1e-4\nbetas = [0.9, 0.95]\nday = 2024-01-02\n");
  REQUIRE(result.document);
  CHECK(result.document->root.members.front().key.text == "title");
  const Node* lr = result.document->root.find({ "train", "lr" });
  REQUIRE(lr);
  CHECK(lr->number == 1e-4);
  CHECK(lr->line == 3);
  CHECK(lr->column == 6);
  CHECK(result.document->root.find({ "train", "day" })->text == "2024-01-02");
}

TEST_CASE("constants of a Python file and options of a shell script are settings") {
  const ParseResult python = read_configuration(
    "a.py",
    "import os\nlearning_rate = 6e-4 # max\nbatch_size = 12 * 8\nmax_iters: int = 600_000\nname = "
    "'x'\n"
    "text = \"\"\"\nseed = 3\n\"\"\"\nbetas = (0.9, 0.95)\nif True:\n    lr = 1\n");
  REQUIRE(python.document);
  const Node& root = python.document->root;
  CHECK(root.get("learning_rate")->number == 6e-4);
  CHECK(root.get("learning_rate")->column == 17);
  CHECK(root.get("batch_size")->tagged);
  CHECK(root.get("max_iters")->number == 600000);
  CHECK(root.get("name")->text == "x");
  CHECK(root.get("betas")->text == "(0.9, 0.95)");
  CHECK(root.get("seed") == nullptr);
  CHECK(root.get("lr") == nullptr);

  const ParseResult shell = read_configuration(
    "a.sh",
    "#!/bin/sh\n# --lr 9\nLR=1e-4\ntorchrun train.py --seed=7 \\\n  --epochs 3 --lr $LR --flag\n");
  REQUIRE(shell.document);
  CHECK(shell.document->root.get("LR")->number == 1e-4);
  CHECK(shell.document->root.get("seed")->line == 4);
  CHECK(shell.document->root.get("epochs")->number == 3);
  CHECK(shell.document->root.get("lr")->text == "1e-4");
}

TEST_CASE("hostile configurations are refused within bounds") {
  const ParseLimits small{ .bytes = 1000, .nodes = 50, .depth = 8 };
  CHECK(read_configuration("a.json", std::string(1001, ' '), small).failure ==
        ParseFailure::over_limit);
  CHECK(read_configuration("a.json", std::string(40, '['), small).failure ==
        ParseFailure::over_limit);
  std::string many = "[";
  for (int i = 0; i < 60; ++i) many += "1,";
  CHECK(read_configuration("a.json", many + "1]", small).failure == ParseFailure::over_limit);
  CHECK(read_configuration("a.toml", "a = [" + many.substr(1) + "1]", small).failure ==
        ParseFailure::over_limit);
  std::string dotted = "a";
  for (int i = 0; i < 100'000; ++i) dotted += ".a";
  for (const std::string& text :
       { "[" + dotted + "]\n", dotted + " = 1\n", "x = {" + dotted + " = 1}\n" }) {
    const ParseResult result = read_configuration("a.toml", text);
    CHECK(result.failure == ParseFailure::over_limit);
  }
  const std::string deep = std::string(5'000, '[') + std::string(5'000, ']');
  CHECK(read_configuration("a.toml", "a = " + deep).failure != ParseFailure::none);
  CHECK(read_configuration("a.json", deep).failure == ParseFailure::over_limit);
  CHECK(read_configuration("a.yaml", deep).failure == ParseFailure::over_limit);
  CHECK(read_configuration("a.json", std::string("{\"a\": \"\x01\"}")).failure ==
        ParseFailure::unreadable);
  CHECK(read_configuration("a.json", "{\"a\": \"\xFF\"}").failure == ParseFailure::unreadable);
}

TEST_CASE("every beginning of a configuration is read or refused, and never breaks the reader") {
  const std::pair<const char*, std::string> texts[] = {
    { "a.json",
      "{\"a\": [1, {\"b\": \"\\u00e9\\ud83d\\ude00\"}, true, /* c */ null], // d\n \"e\": "
      "-1.5e-3,}" },
    { "a.toml", "a = 1\n[b.c]\nd = [1, 2, {e = '''x'''}]\n\"f.g\" = \"\"\"y\"\"\"\n" },
    { "a.yaml", "a: &x [1, {b: !!t \"c\"}]\n---\n<<: *x\n? [d]\n: e\n" },
    { "a.py", "a = [1,\n 2]\nb = '''x\n'''\nc: dict[str, int] = {}\n" },
    { "a.sh", "A=1 b --c=\"d e\" --f 'g' \\\n --h ${i}\n" },
  };
  for (const auto& [path, text] : texts) {
    for (std::size_t length = 0; length <= text.size(); ++length) {
      const ParseResult result = read_configuration(path, text.substr(0, length));
      const bool one = (result.document != nullptr) == (result.failure == ParseFailure::none);
      CAPTURE(path, length);
      REQUIRE(one);
      REQUIRE((result.failure == ParseFailure::none || !result.problems.empty()));
    }
  }
}
