// Records and what the Model Openness Tool's own evaluator makes of them: records.tsv, one record a
// line.
//
// Columns: class; progress of the classes 3, 2 and 1; licences of the release; components by
// letter, `a` the first of the catalogue, with `=licence` where one is written and `''` for an
// empty one.
#include "mof/evaluate.h"

#include <fmt/format.h>

#include <algorithm>

#include "evidence/components/component.h"
#include "manifest/parse.h"
#include "support/catch.h"
#include "support/mof_records.h"

using namespace reallyopen;

namespace {

MofVerdict judged(const std::string& yaml) {
  const ParseResult parsed = parse_document("record.yml", yaml);
  REQUIRE(parsed.document);
  const MofReading reading = read_mof_record(*parsed.document);
  REQUIRE(reading.record);
  return evaluate(*reading.record);
}

std::vector<std::string> problems(const std::string& yaml) {
  const ParseResult parsed = parse_document("record.yml", yaml);
  REQUIRE(parsed.document);
  std::vector<std::string> messages;
  for (const Problem& problem : read_mof_record(*parsed.document).problems)
    messages.push_back(fmt::format("{}: {}; {}", problem.place.line, problem.message, problem.fix));
  return messages;
}

}  // namespace

TEST_CASE("class and progress are those of the Model Openness Tool") {
  const auto records = recorded_mof();
  CHECK(records.size() == 310);
  for (const RecordedMof& record : records) {
    CAPTURE(record.row);
    const MofVerdict verdict = judged(record.yaml);
    CHECK(std::to_string(verdict.qualifies) == record.expected_class);
    for (std::size_t i = 0; i < 3; ++i)
      CHECK(fmt::format("{:.4f}", verdict.classes[i].progress) == record.progress[i]);
  }
}

TEST_CASE("what is missing, what has no licence, and what has one that does not count") {
  const MofVerdict verdict = judged(R"(release:
  license: {document: {name: CC-BY-4.0}, distribution: {name: LicenseRef-mine}}
  components:
    - {name: Model architecture, license: Apache-2.0}
    - {name: Model parameters (Final)}
    - {name: Technical report, license: ''}
    - {name: Research paper}
    - {name: Sample model outputs, license: apache-2.0}
)");
  using Names = std::vector<std::string_view>;
  const MofClass& class_three = verdict.classes[0];
  CHECK(class_three.included == Names{ "Model architecture", "Research paper" });
  CHECK(class_three.missing == Names{ "Evaluation results", "Model card", "Data card" });
  CHECK(class_three.invalid == Names{ "Model parameters (Final)", "Sample model outputs" });
  CHECK(class_three.unlicensed == Names{ "Technical report" });
  CHECK(verdict.qualifies == 0);
}

TEST_CASE("a component that the catalogue does not have is no data set") {
  CHECK(problems(
          "release:\n  components:\n    - {name: Training dataset}\n    - {name: Model Card}\n") ==
        std::vector<std::string>{
          "3: `Training dataset` is no component of the framework; the components are those that "
          "`reallyopen explain "
          "mof-class-1` names",
          "4: `Model Card` is no component of the framework; did you mean `Model card`?" });
}

TEST_CASE("what is no record is not judged") {
  CHECK(problems("model: x\n").size() == 1);
  CHECK(problems("release: {components: {name: Datasets}}\n").size() == 1);
  CHECK(problems("release: {components: [Datasets, {license: MIT}]}\n").size() == 2);
  CHECK(problems("release: {license: MIT, components: []}\n").size() == 1);
  CHECK(judged("release: {components: []}\n").qualifies == 0);
}

TEST_CASE("every component of the framework is one of ours") {
  const auto ours = all_components();
  CHECK(mof_components().size() == 17);
  for (const MofComponent& row : mof_components()) {
    CAPTURE(std::string(row.name));
    CHECK(std::ranges::find(ours, row.component, &Component::id) != ours.end());
  }
}
