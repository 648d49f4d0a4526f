// `reallyopen facts` as its users call it.
#include <nlohmann/json.hpp>
#include <string>

#include "embedded/files.h"
#include "manifest/parse.h"
#include "manifest/schema.h"
#include "support/call.h"
#include "support/catch.h"
#include "support/fixture_repository.h"

using namespace reallyopen;

namespace {

void fill(FixtureRepository& repository) {
  repository.write("config.json", "{\n  \"hidden_size\": 64\n}\n");
  repository.write("README.md", "# leafnet\n\n## Framework versions\n\n- Transformers 5.23.0\n");
  repository.write("requirements.txt", "transformers==4.40.0\n").commit("model");
}

}  // namespace

TEST_CASE("facts are listed by quantity, the weaker of two that differ is marked") {
  FixtureRepository repository;
  fill(repository);
  const Outcome called = call({ "facts", repository.path() });
  CHECK(called.code == 0);
  CHECK(called.out ==
        "hidden size\n"
        "  64                                 config.json:2\n"
        "\n"
        "package versions\n"
        "  4.40.0                             requirements.txt:1  [transformers]\n"
        "  5.23.0                             README.md:5  [transformers]\n"
        "    ! requirements.txt:1 says 4.40.0\n"
        "\n"
        "1 statement disagrees with a more definitive one\n");
  CHECK(call({ "facts", repository.path(), "--quantity", "hidden_size" }).out ==
        "hidden size\n  64                                 config.json:2\n");
}

TEST_CASE("facts as JSON are as their schema says") {
  FixtureRepository repository;
  fill(repository);
  const std::string out = call({ "facts", repository.path(), "--format", "json" }).out;
  const auto report = nlohmann::json::parse(out);
  REQUIRE(report["facts"].size() == 3);
  CHECK(report["facts"][0]["quantity"] == "hidden_size");
  CHECK(report["facts"][0]["value"] == 64);
  CHECK(report["facts"][2]["disagrees_with"]["path"] == "requirements.txt");
  const ParseResult parsed = parse_document("facts.json", out);
  REQUIRE(parsed.document);
  const Schema schema = Schema::parse(embedded_file("facts.schema.json"));
  for (const Problem& problem : schema.validate(*parsed.document).problems) FAIL(problem.message);
}

TEST_CASE("facts: nothing to say, and what nobody knows") {
  FixtureRepository repository;
  repository.write("a.txt", "a").commit("nothing");
  CHECK(call({ "facts", repository.path() }).out ==
        "no file says anything about a quantity that is known\n");
  const Outcome unknown = call({ "facts", repository.path(), "--quantity", "hiden_size" });
  CHECK(unknown.code == 2);
  CHECK(unknown.err.find("did you mean `hidden_size`?") != std::string::npos);
}
