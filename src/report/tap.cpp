// The Test Anything Protocol, version 14:
// https://testanything.org/tap-version-14-specification.html
#include <fmt/format.h>

#include "report/format.h"
#include "report/inert.h"
#include "report/summary.h"
#include "report/test_case.h"

namespace reallyopen {
namespace {

// A `#` would begin a directive.
std::string description(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '#' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

// A double-quoted YAML text; what it could not hold is already a visible escape.
std::string yaml_quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

std::string diagnostics(const TestCase& test) {
  std::string block = fmt::format("  ---\n  severity: {}\n  message: {}\n", test.kind,
                                  yaml_quoted(test.summary));
  if (!test.place.path.empty()) block += fmt::format("  at: {}\n", yaml_quoted(where(test.place)));
  if (!test.details.empty()) block += "  details:\n";
  for (const std::string& detail : test.details)
    block += fmt::format("    - {}\n", yaml_quoted(detail));
  return block + "  ...\n";
}

std::string lines(const TestCase& test, std::size_t number) {
  const bool ok = test.result == TestResult::passed || test.result == TestResult::skipped;
  std::string result = fmt::format("{} {} - {}: {}", ok ? "ok" : "not ok", number,
                                   description(test.group), description(test.name));
  if (test.result == TestResult::skipped)
    return result + " # SKIP " + description(test.summary) + "\n";
  result += "\n";
  return test.result == TestResult::passed && test.details.empty() ? result
                                                                   : result + diagnostics(test);
}

}  // namespace

std::string write_tap(const RunVerdict& run, const ReportOptions&) {
  std::vector<TestCase> tests;
  if (run.models.empty()) tests.push_back(nothing_examined());
  for (const ModelVerdict& model : run.models)
    for (TestCase& test : test_cases(run, model)) tests.push_back(std::move(test));
  std::string result = fmt::format("TAP version 14\n1..{}\n", tests.size());
  for (std::size_t i = 0; i < tests.size(); ++i) result += lines(tests[i], i + 1);
  return result;
}

}  // namespace reallyopen
