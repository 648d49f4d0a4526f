// JUnit XML, as Jenkins, GitLab and GitHub's reporters read it.
#include <fmt/format.h>

#include "report/format.h"
#include "report/inert.h"
#include "report/summary.h"
#include "report/test_case.h"
#include "report/xml_text.h"

namespace reallyopen {
namespace {

std::string_view element(TestResult result) {
  switch (result) {
    case TestResult::failed:
      return "failure";
    case TestResult::error:
      return "error";
    case TestResult::skipped:
      return "skipped";
    case TestResult::passed:
      break;
  }
  return "system-out";
}

std::string body(const TestCase& test) {
  std::string text;
  if (!test.place.path.empty()) text += where(test.place) + "\n";
  for (const std::string& detail : test.details) text += detail + "\n";
  return escape_xml(text);
}

std::string test_element(const TestCase& test) {
  const std::string open = fmt::format("    <testcase classname=\"{}\" name=\"{}\"",
                                       escape_xml(test.group), escape_xml(test.name));
  const std::string_view inner = element(test.result);
  switch (test.result) {
    case TestResult::failed:
    case TestResult::error:
      return fmt::format("{}>\n      <{} type=\"{}\" message=\"{}\">{}</{}>\n    </testcase>\n",
                         open, inner, escape_xml(test.kind), escape_xml(test.summary), body(test),
                         inner);
    case TestResult::skipped:
      return fmt::format("{}>\n      <skipped message=\"{}\"/>\n    </testcase>\n", open,
                         escape_xml(test.summary));
    case TestResult::passed:
      break;
  }
  if (test.details.empty()) return open + "/>\n";
  return fmt::format("{}>\n      <{}>{}</{}>\n    </testcase>\n", open, inner, body(test), inner);
}

struct CaseCounts {
  int tests = 0;
  int failures = 0;
  int errors = 0;
  int skipped = 0;

  void add(TestResult result) {
    ++tests;
    failures += result == TestResult::failed;
    errors += result == TestResult::error;
    skipped += result == TestResult::skipped;
  }
};

std::string attributes(const CaseCounts& counts) {
  return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"", counts.tests,
                     counts.failures, counts.errors, counts.skipped);
}

std::string suite(std::string_view title, const std::vector<TestCase>& tests) {
  CaseCounts counts;
  std::string inner;
  for (const TestCase& test : tests) {
    counts.add(test.result);
    inner += test_element(test);
  }
  return fmt::format("  <testsuite name=\"{}\" {}>\n{}  </testsuite>\n", escape_xml(title),
                     attributes(counts), inner);
}

}  // namespace

std::string write_junit(const RunVerdict& run, const ReportOptions&) {
  std::string suites;
  if (run.models.empty()) suites += suite("reallyopen", { nothing_examined() });
  for (const ModelVerdict& model : run.models)
    suites += suite(what_was_read(run, model), test_cases(run, model));
  return inert_lines(
    fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "
                "name=\"reallyopen\">\n{}</testsuites>\n",
                suites));
}

}  // namespace reallyopen
