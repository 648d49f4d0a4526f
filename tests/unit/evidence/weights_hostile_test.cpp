// Weight files, indexes and lists that were made to hurt: the check ends, and says what it saw.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "digest/sha256.h"
#include "inspection/check.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/weight_files.h"

using namespace reallyopen;

namespace {

constexpr std::string_view listed_weights =
  "schema_version: 1\nmodel:\n  name: x\n  version: \"1\"\n  developer: X\n  parameters: 7B\n"
  "  weights:\n    files: [\"m*.safetensors\", \"m*.gguf\"]\n    dtype: bfloat16\n"
  "    index: m.index.json\n    checksums: SHA256SUMS\n";

std::vector<Finding> findings_of(const FixtureRepository& repository) {
  return check({ .folder = repository.path() }).models.at(0).findings;
}

std::vector<std::string> rules_found(const FixtureRepository& repository) {
  std::vector<std::string> rules;
  for (const Finding& finding : findings_of(repository)) rules.push_back(finding.rule);
  return rules;
}

bool has(const std::vector<std::string>& rules, std::string_view rule) {
  return std::ranges::find(rules, rule) != rules.end();
}

// Any bytes, but in the places where a reader looks for structure often the right ones.
std::string mangled(std::string text, std::mt19937& random) {
  for (auto change = random() % 6; change > 0; --change) {
    const std::size_t at = random() % text.size();
    if (random() % 5 == 0)
      text.resize(at + 1);
    else
      text[at] = random() % 2 ? static_cast<char>(random()) : "{}[]\",:0129"[random() % 11];
  }
  return text;
}

}  // namespace

TEST_CASE("mangled weights, indexes and lists never crash the check") {
  std::mt19937 random(20240611);
  const std::string header = safetensors({ { "w", "BF16", { 64 } }, { "v", "F32", { 2 } } });
  const std::string gguf = GgufBuilder()
                             .text("general.license", "mit")
                             .texts("tokens", { "a", "b" })
                             .tensor("w", 0, { 8 }, 32)
                             .build();
  const std::string index =
    R"({"metadata":{"total_size":140},"weight_map":{"w":"m1.safetensors","v":"m-00001-of-00002.safetensors"}})";
  const std::string list = fmt::format("{}  m1.safetensors\n{} *m.gguf\n", sha256("a"),
                                       sha256("b"));
  for (int round = 0; round < 40; ++round) {
    FixtureRepository repository;
    repository.write("m1.safetensors", mangled(header, random))
      .write("m-00001-of-00002.safetensors", mangled(header, random))
      .write("m.gguf", mangled(gguf, random))
      .write("m.index.json", mangled(index, random))
      .write("SHA256SUMS", mangled(list, random))
      .write("TRANSPARENCY.yaml", listed_weights)
      .commit("mangled");
    CHECK_FALSE(rules_found(repository).empty());
  }
}

TEST_CASE("of a file of many gigabytes only the header is read") {
  FixtureRepository repository;
  const std::string file = safetensors({ { "w", "BF16", { 64 } } });
  repository.write("m1.safetensors", file)
    .write("TRANSPARENCY.yaml", listed_weights)
    .commit("small");
  // Sparse: it takes no room on the disk, but would take minutes to read.
  std::filesystem::resize_file(repository.path("m1.safetensors"), std::uintmax_t{ 1 } << 36);
  CHECK(has(rules_found(repository), "weights-header-invalid"));
}

TEST_CASE("a series that announces a hundred thousand shards is a few findings") {
  FixtureRepository repository;
  repository.lfs_pointer("m-00001-of-99999.safetensors", sha256("a"), 5'000'000)
    .write("TRANSPARENCY.yaml", listed_weights)
    .commit("many");
  const std::vector<std::string> rules = rules_found(repository);
  CHECK(std::ranges::count(rules, "weights-shard-missing") == 20);
}

TEST_CASE("an index whose names lead out of the repository names nothing") {
  FixtureRepository repository;
  repository.write("m1.safetensors", safetensors({ { "w", "BF16", { 64 } } }))
    .write(
      "m.index.json",
      R"({"weight_map":{"a":"../../../etc/passwd.safetensors","b":"/etc/x.safetensors","w":"m1.safetensors"}})")
    .write("TRANSPARENCY.yaml", listed_weights)
    .commit("out");
  CHECK(has(rules_found(repository), "weights-shard-missing"));
}

TEST_CASE("text of a header is inert in a message") {
  FixtureRepository repository;
  repository
    .write("m1.safetensors", safetensors_of("{\"\\u001b[31m\\n::error::x\":{\"dtype\":\"X\"}}", 0))
    .write("TRANSPARENCY.yaml", listed_weights)
    .commit("inert");
  bool seen = false;
  for (const Finding& finding : findings_of(repository)) {
    if (finding.rule != "weights-header-invalid") continue;
    seen = true;
    CHECK(finding.message.find('\x1b') == std::string::npos);
    CHECK(finding.message.find('\n') == std::string::npos);
    CHECK(finding.message.find("\\x1b[31m\\n::error::x") != std::string::npos);
  }
  CHECK(seen);
}
