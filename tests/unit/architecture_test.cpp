// Arrows go down only: holds the table of DESIGN over the real #include lines.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "support/catch.h"

namespace {

namespace fs = std::filesystem;

const std::map<std::string, int> levels{
  { "verdict", 0 },    { "text", 0 },        { "embedded", 0 },   { "digest", 0 },
  { "manifest", 1 },   { "license", 1 },     { "weights", 1 },    { "repository", 1 },
  { "claims", 2 },     { "ledger", 2 },      { "evidence", 2 },   { "mof", 2 },
  { "comparison", 2 }, { "card", 1 },        { "convert", 3 },    { "rules", 3 },
  { "report", 3 },     { "cli", 5 },         { "inspection", 4 }, { "configuration", 1 },
  { "script", 1 },     { "environment", 1 }, { "wording", 1 },    { "policy", 3 },
  { "draft", 2 },      { "bytes", 0 },       { "run_record", 1 },
};

// Libraries that have one door.
const std::map<std::string, std::set<std::string>> doors{
  { "git2", { "repository" } }, { "yaml-cpp", { "manifest" } },    { "CLI", { "cli" } },
  { "openssl", { "digest" } },  { "toml++", { "configuration" } },
};

// Two modules of one level do not see each other, except where a lower one is plain data of the
// upper.
bool may_include(const std::string& from, const std::string& to) {
  if (from == to || from.empty()) return true;
  if (!levels.contains(to)) return false;
  if (levels.at(from) > levels.at(to)) return true;
  return (from == "verdict" && to == "text") ||
         (to == "ledger" && (from == "evidence" || from == "draft")) ||
         (from == "configuration" && to == "manifest") ||
         (from == "wording" && to == "manifest") ||  // the build reads the words
         (from == "script" && (to == "configuration" || to == "manifest")) ||
         (from == "environment" && (to == "configuration" || to == "manifest")) ||
         (from == "run_record" &&
          (to == "configuration" || to == "environment" || to == "manifest"));
}

// What is wrong with one include, or "".
std::string verdict_on(const std::string& module, const std::string& included) {
  const std::string first = included.substr(0, included.find('/'));
  if (const auto door = doors.find(first == "git2.h" ? "git2" : first); door != doors.end())
    return door->second.contains(module) ? "" : module + " includes " + included;
  if (!levels.contains(first)) return "";
  return may_include(module, first) ? "" : module + " includes " + included;
}

std::vector<std::string> forbidden_includes(const fs::path& root) {
  static const std::regex line_pattern("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]");
  std::vector<std::string> wrong;
  for (const auto& file : fs::recursive_directory_iterator(root)) {
    const std::string extension = file.path().extension().string();
    if (extension != ".h" && extension != ".cpp") continue;
    const fs::path relative = fs::relative(file.path(), root);
    const std::string module = relative.has_parent_path() ? relative.begin()->string()
                                                          : std::string();
    if (!module.empty() && !levels.contains(module)) wrong.push_back("unknown module " + module);
    std::ifstream in(file.path());
    for (std::string line; std::getline(in, line);) {
      std::smatch match;
      if (!std::regex_search(line, match, line_pattern)) continue;
      if (std::string problem = verdict_on(module, match[1]); !problem.empty())
        wrong.push_back(relative.string() + ": " + problem);
    }
  }
  return wrong;
}

// Types that two headers define: the linker keeps one of their constructors, for both.
std::vector<std::string> defined_twice(const fs::path& root) {
  static const std::regex definition(
    "^(?:struct|class|enum class) (\\w+)(?: final)?(?: : [^{;]*)? ?\\{");
  std::map<std::string, int> count;
  for (const auto& file : fs::recursive_directory_iterator(root)) {
    if (file.path().extension() != ".h") continue;
    std::ifstream in(file.path());
    for (std::string line; std::getline(in, line);) {
      std::smatch match;
      if (std::regex_search(line, match, definition)) ++count[match[1]];
    }
  }
  std::vector<std::string> twice;
  for (const auto& [name, times] : count)
    if (times > 1) twice.push_back(name);
  return twice;
}

}  // namespace

TEST_CASE("no include points upward, and each library has one door") {
  const auto wrong = forbidden_includes(fs::path(SOURCE_ROOT) / "src");
  for (const std::string& problem : wrong) UNSCOPED_INFO(problem);
  CHECK(wrong.empty());
}

TEST_CASE("a type has one definition") {
  CHECK(defined_twice(fs::path(SOURCE_ROOT) / "src") == std::vector<std::string>{});

  const fs::path folder = fs::temp_directory_path() / "reallyopen-definitions";
  fs::create_directories(folder);
  std::ofstream(folder / "one.h") << "struct Leaf {\nclass Twig;\nenum class Root { a };\n";
  std::ofstream(folder / "other.h") << "class Leaf final : public Tree {\nclass Twig {\n";
  CHECK(defined_twice(folder) == std::vector<std::string>{ "Leaf" });
  fs::remove_all(folder);
}

TEST_CASE("the architecture test sees a forbidden include") {
  CHECK(verdict_on("manifest", "rules/rule.h") == "manifest includes rules/rule.h");
  CHECK(verdict_on("claims", "evidence/components/component.h") ==
        "claims includes evidence/components/component.h");
  CHECK(verdict_on("report", "rules/rule.h") == "report includes rules/rule.h");
  CHECK(verdict_on("rules", "git2.h") == "rules includes git2.h");
  CHECK(verdict_on("evidence", "yaml-cpp/yaml.h") == "evidence includes yaml-cpp/yaml.h");
  CHECK(verdict_on("report", "CLI/CLI.hpp") == "report includes CLI/CLI.hpp");
  CHECK(verdict_on("rules", "evidence/artifact.h").empty());
  CHECK(verdict_on("cli", "CLI/CLI.hpp").empty());

  const fs::path folder = fs::temp_directory_path() / "reallyopen-architecture";
  fs::create_directories(folder / "verdict");
  std::ofstream(folder / "verdict" / "bad.h") << "#include \"cli/run.h\"\n";
  CHECK(forbidden_includes(folder) ==
        std::vector<std::string>{ "verdict/bad.h: verdict includes cli/run.h" });
  fs::remove_all(folder);
}
