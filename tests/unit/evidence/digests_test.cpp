#include "evidence/digests.h"

#include <algorithm>

#include "digest/sha256.h"
#include "support/catch.h"
#include "support/fixture_repository.h"

using namespace reallyopen;

namespace {

std::vector<Entry> all_files(const Snapshot& snapshot) {
  std::vector<Entry> files;
  snapshot.walk("", [&](const Entry& entry) {
    files.push_back(entry);
    return true;
  });
  return files;
}

}  // namespace

TEST_CASE("digests computed side by side are those of the files, in each view") {
  FixtureRepository repository;
  std::vector<std::string> contents;
  for (int i = 0; i < 7; ++i) {
    contents.push_back(
      std::string(static_cast<std::size_t>(1 + i) << 19, static_cast<char>('a' + i)));
    repository.write("model-" + std::to_string(i), contents.back());
  }
  repository.write("z-empty", "").commit("weights");
  for (const std::optional<std::string>& revision :
       { std::optional<std::string>(), std::optional<std::string>("HEAD") }) {
    const Snapshot snapshot = Snapshot::open({ .folder = repository.path(), .revision = revision });
    std::vector<std::pair<std::uint64_t, std::uint64_t>> reports;
    Digests digests(snapshot, [&](std::uint64_t done, std::uint64_t total) {
      reports.emplace_back(done, total);
    });
    const std::vector<Entry> files = all_files(snapshot);
    digests.compute(files);
    REQUIRE(files.size() == 8);
    for (std::size_t i = 0; i < contents.size(); ++i) {
      CHECK(digests.of(files[i]).sha256 == sha256(contents[i]));
      CHECK(digests.of(files[i]).size == contents[i].size());
    }
    CHECK(digests.of(files[7]).sha256 == sha256(""));
    REQUIRE_FALSE(reports.empty());
    CHECK(reports.back().first == reports.back().second);
    CHECK(std::ranges::is_sorted(reports));
    const std::size_t before = reports.size();
    digests.compute(files);  // nothing is left to do
    CHECK(reports.size() <= before + 1);
  }
}

TEST_CASE("the digest of an object that is not there is said to be missing") {
  FixtureRepository repository;
  repository.write("model.bin", "weights").commit("weights");
  repository.delete_object(repository.id("HEAD:model.bin"));
  const Snapshot snapshot = Snapshot::open({ .folder = repository.path(), .revision = "HEAD" });
  Digests digests(snapshot);
  CHECK(digests.of(snapshot.find("model.bin").value()).status == ReadStatus::missing);
}
