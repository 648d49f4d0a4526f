// A run as a list of tests, for the formats that know nothing else (JUnit, TAP).
#pragma once

#include <string>
#include <vector>

#include "verdict/verdict.h"

namespace reallyopen {

enum class TestResult {
  passed,
  failed,
  error,    // could not be examined
  skipped,  // not asked, or accepted
};

struct TestCase {
  std::string group;  // "claim", or the id of a rule
  std::string name;
  TestResult result = TestResult::passed;
  std::string kind;     // of a finding its level
  std::string summary;  // why it did not pass, or why it was skipped; one line
  std::vector<std::string> details;
  Place place;
};

// Each claim, then each finding; a model's part of the exit code can be read off the results: 1
// where something failed, else 3 where there was an error, else 0. All texts are inert.
std::vector<TestCase> test_cases(const RunVerdict& run, const ModelVerdict& model);

// What stands for the models when there are none.
TestCase nothing_examined();

}  // namespace reallyopen
