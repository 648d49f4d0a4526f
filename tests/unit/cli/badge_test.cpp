#include <filesystem>

#include "support/call.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/golden.h"
#include "support/temporary_folder.h"

using namespace reallyopen;

namespace {

Outcome badge(const std::string& folder, const std::vector<std::string>& more) {
  std::vector<std::string> arguments{ "badge", folder };
  arguments.insert(arguments.end(), more.begin(), more.end());
  return call(arguments);
}

}  // namespace

TEST_CASE("a badge is written where it is asked for, and nowhere else") {
  FixtureRepository repository;
  repository.add_folder(std::filesystem::path(SOURCE_ROOT) / "tests/samples/weights-only")
    .commit("release");
  const std::string folder = repository.path();
  CHECK(badge(folder, {}).out.find("open weights: shown") != std::string::npos);
  CHECK(badge(folder, { "--claim", "open-source" }).out.find("not shown (") != std::string::npos);
  CHECK(badge(folder, { "--format", "shields" }).out.find("\"schemaVersion\": 1") !=
        std::string::npos);
  CHECK(badge(folder, { "--claim", "nothing" }).code == 2);
  CHECK(badge(folder, { "--manifest", "other/TRANSPARENCY.yaml" }).code == 2);

  const TemporaryFolder written;
  const std::string svg = (written.path() / "badge.svg").string();
  const Outcome outcome = badge(folder, { "--format", "svg=" + svg });
  CHECK(outcome.code == 0);
  CHECK(outcome.out.empty());
  CHECK(read_file(svg) == badge(folder, {}).out);
  CHECK(std::distance(std::filesystem::directory_iterator(written.path()), {}) == 1);

  // What cannot be examined is not shown, and is not said to be missing either.
  repository.write("TRANSPARENCY.yaml", "a: [\n");
  CHECK(badge(folder, { "--claim", "open-weights" }).out.find("cannot tell") != std::string::npos);
}
