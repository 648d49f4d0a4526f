// The sample models hold what they claim: in this repository, and in one of their own.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "inspection/check.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/golden.h"

using namespace reallyopen;
namespace fs = std::filesystem;

namespace {

const fs::path samples = fs::path(SOURCE_ROOT) / "tests" / "samples";

const ClaimVerdict& claim_named(const ModelVerdict& model, std::string_view id) {
  const auto found = std::ranges::find(model.claims, id, &ClaimVerdict::id);
  REQUIRE(found != model.claims.end());
  return *found;
}

std::vector<std::string> unmet(const ModelVerdict& model, std::string_view claim) {
  std::vector<std::string> ids;
  for (const Unmet& one : claim_named(model, claim).unmet) ids.push_back(one.component);
  std::ranges::sort(ids);
  return ids;
}

std::vector<std::string> messages(const ModelVerdict& model) {
  std::vector<std::string> all;
  for (const Finding& finding : model.findings)
    if (finding.level != Level::note) all.push_back(finding.message);
  return all;
}

// The sample as people meet it: in a folder of a larger repository, beside another model.
struct Monorepo {
  Monorepo() {
    for (const char* sample : { "spam-classifier", "weights-only" })
      repository.add_folder(samples / sample, std::string("tests/samples/") + sample);
    repository.write("README.md", "# a larger project\n").commit("samples");
  }
  FixtureRepository repository;
};

}  // namespace

TEST_CASE("the spam classifier is reproducible, in a repository of its own", "[samples]") {
  FixtureRepository repository;
  repository.add_folder(samples / "spam-classifier").commit("release");
  for (const std::optional<std::string>& revision :
       { std::optional<std::string>(), std::optional<std::string>("HEAD") }) {
    const RunVerdict run = check({ .folder = repository.path(), .revision = revision });
    REQUIRE(run.models.size() == 1);
    CHECK(messages(run.models[0]) == std::vector<std::string>());
    CHECK(run.exit_code == 0);
    CHECK(run.verdict == Verdict::holds);
    for (const ClaimVerdict& claim : run.models[0].claims)
      if (claim.id == "reproducible") CHECK(claim.asked);
    for (const char* id : { "open-weights", "osaid-1.0", "open-source", "reproducible" }) {
      CAPTURE(id);
      CHECK(claim_named(run.models[0], id).verdict == Verdict::holds);
      CHECK(unmet(run.models[0], id).empty());
    }
  }
}

TEST_CASE("the weights-only sample shows open weights, and lacks six things of open source",
          "[samples]") {
  FixtureRepository repository;
  repository.add_folder(samples / "weights-only").commit("release");
  const RunVerdict as_claimed = check({ .folder = repository.path() });
  // The claim holds; that the README says more than it is what fails.
  CHECK(as_claimed.exit_code == 1);
  CHECK(claim_named(as_claimed.models.at(0), "open-weights").verdict == Verdict::holds);
  CHECK(as_claimed.models.at(0).findings.size() == 3);
  for (const Finding& finding : as_claimed.models.at(0).findings) {
    CHECK(finding.rule == "wording-exceeds-evidence");
    CHECK(finding.place.path == "README.md");
  }

  const RunVerdict asked = check({ .folder = repository.path(), .claims = { "open-source" } });
  const ModelVerdict& model = asked.models.at(0);
  CHECK(asked.exit_code == 1);
  CHECK(claim_named(model, "open-weights").verdict == Verdict::holds);
  CHECK(claim_named(model, "open-source").verdict == Verdict::fails);
  CHECK(unmet(model, "open-source") ==
        std::vector<std::string>{ "data-preprocessing", "data-sources", "environment", "hardware",
                                  "hyperparameters", "training-scripts" });
  CHECK(messages(model).size() == 9);
}

TEST_CASE("samples in a folder of a larger repository are judged alike", "[samples]") {
  const Monorepo monorepo;
  const FixtureRepository& repository = monorepo.repository;
  CHECK(check({ .folder = repository.path("tests/samples/spam-classifier") }).exit_code == 0);
  CHECK(check({ .folder = repository.path("tests/samples/weights-only") }).exit_code == 1);
  const RunVerdict both = check({ .folder = repository.path() });
  CHECK(both.exit_code == 1);
  REQUIRE(both.models.size() == 2);
  CHECK(both.models[0].manifest == "tests/samples/spam-classifier/TRANSPARENCY.yaml");
  CHECK(both.models[1].manifest == "tests/samples/weights-only/TRANSPARENCY.yaml");
  // From below a model's folder its manifest is found.
  CHECK(check({ .folder = repository.path("tests/samples/spam-classifier/data") }).models.size() ==
        1);
}

// As they lie in the sources, which may come without their git folder.
TEST_CASE("samples hold what they claim where they lie", "[samples]") {
  if (!fs::exists(fs::path(SOURCE_ROOT) / ".git")) {
    SUCCEED("not a git repository");
    return;
  }
  for (const char* sample : { "spam-classifier", "weights-only" }) {
    CAPTURE(sample);
    const RunVerdict run = check({ .folder = (samples / sample).string() });
    for (const ClaimVerdict& claim : run.models.at(0).claims)
      if (claim.asked) CHECK(claim.verdict == Verdict::holds);
    CHECK(run.exit_code == (sample == std::string_view("weights-only") ? 1 : 0));
  }
}

TEST_CASE("the weights of the samples are real safetensors files", "[samples]") {
  for (const char* file : { "spam-classifier/model.safetensors", "weights-only/model.safetensors",
                            "spam-classifier/checkpoints/epoch-05.safetensors" }) {
    CAPTURE(file);
    const std::string bytes = read_file(samples / file);
    REQUIRE(bytes.size() > 8);
    std::uint64_t length = 0;
    for (int i = 7; i >= 0; --i)
      length = length << 8 | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
    REQUIRE(length < bytes.size() - 8);
    const auto header = nlohmann::json::parse(bytes.substr(8, length));
    std::uint64_t end = 0;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> spans;
    for (const auto& [name, tensor] : header.items()) {
      if (name == "__metadata__") continue;
      CAPTURE(name);
      std::uint64_t bytes_of_tensor = tensor["dtype"] == "F32" ? 4 : 2;
      for (const auto& dimension : tensor["shape"])
        bytes_of_tensor *= dimension.get<std::uint64_t>();
      const auto [from, to] = tensor["data_offsets"].get<std::pair<std::uint64_t, std::uint64_t>>();
      CHECK(to - from == bytes_of_tensor);
      spans.emplace_back(from, to);
    }
    std::ranges::sort(spans);
    for (const auto& [from, to] : spans) {
      CHECK(from == end);
      end = to;
    }
    CHECK(8 + length + end == bytes.size());
  }
}
