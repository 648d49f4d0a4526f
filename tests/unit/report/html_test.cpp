// The matrix of components and claims in the HTML report: it shows as met only what is.
#include <sstream>
#include <string>

#include "support/call.h"
#include "support/catch.h"
#include "support/fixture_repository.h"

using namespace reallyopen;

namespace {

constexpr const char* met = "</span>met</span>";

std::string page_of(const FixtureRepository& repository) {
  return call({ "check", repository.path(), "--format", "html" }).out;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// Rows of the matrix with that evidence, and how many of them have something met.
struct Rows {
  int all = 0;
  int with_met = 0;
};

Rows rows_with(const std::string& page, const std::string& evidence) {
  Rows rows;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("<tr><th scope=\"row\">") || !has(line, "\">" + evidence + "</span>"))
      continue;
    ++rows.all;
    if (has(line, met)) ++rows.with_met;
  }
  return rows;
}

}  // namespace

TEST_CASE("the HTML matrix shows nothing as met where the manifest cannot be read") {
  FixtureRepository repository;
  repository.write("TRANSPARENCY.yaml", "claim: open-source\nclaim: open-weights\n").commit("x");
  const std::string page = page_of(repository);
  CHECK(has(page, "not seen</span>"));
  CHECK(!has(page, met));
}

TEST_CASE("the HTML matrix shows what is absent as unmet or as replaced by another") {
  FixtureRepository repository;
  repository.add_folder(std::string(SOURCE_ROOT) + "/tests/samples/spam-classifier").commit("x");
  const std::string page = page_of(repository);
  CHECK(rows_with(page, "present").with_met > 10);
  CHECK(rows_with(page, "absent").all > 0);
  CHECK(rows_with(page, "absent").with_met == 0);
  // A technical report would do as well as the paper.
  CHECK(has(page, "another will do"));
}

TEST_CASE("the HTML verdict leads to the findings") {
  FixtureRepository repository;
  repository.write("TRANSPARENCY.yaml", "claim: open-source\n").commit("x");
  const std::string page = page_of(repository);
  CHECK(has(page, "<a href=\"#findings-1\">"));
  CHECK(has(page, "<h2 id=\"findings-1\">Findings</h2>"));
}
