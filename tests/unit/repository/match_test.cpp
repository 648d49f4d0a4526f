#include <fmt/format.h>

#include "repository/snapshot.h"
#include "support/catch.h"
#include "support/fixture_repository.h"

namespace reallyopen {
namespace {

std::string matched(const Snapshot& snapshot, std::string_view base, std::string_view glob) {
  std::string paths;
  for (const Entry& file : snapshot.match(base, glob, 100).files) paths += file.path + ' ';
  return paths;
}

}  // namespace

TEST_CASE("globs find files of the snapshot", "[repository]") {
  FixtureRepository repository;
  repository.write("src/train.py", "")
    .write("src/deep/eval.py", "")
    .write("src/.hidden.py", "")
    .write("README", "");
  repository.write("models/a/w-1.bin", "")
    .write("models/a/w-2.bin", "")
    .write("models/a[1]/w.bin", "")
    .symlink("models/link", "a");
  repository.submodule_entry("third", "1234567890123456789012345678901234567890").commit("first");
  const bool committed = GENERATE(true, false);
  CAPTURE(committed);
  Snapshot snapshot = Snapshot::open(
    { repository.path(), committed ? std::optional<std::string>("HEAD") : std::nullopt });
  struct Case {
    std::string base, glob, paths;
  };
  const Case cases[] = {
    { "", "src/*.py", "src/.hidden.py src/train.py " },
    { "src", "*.py", "src/.hidden.py src/train.py " },
    { "src", "**/*.py", "src/.hidden.py src/deep/eval.py src/train.py " },
    { "", "**/e*.py", "src/deep/eval.py " },
    { "models/a", "../../src/t*", "src/train.py " },
    { "models", "/READ*", "README " },
    { "models/a[1]", "*.bin", "models/a[1]/w.bin " },
    { "", "models/a[1]/*", "" },
    { "", "models/a\\[1]/*", "models/a[1]/w.bin " },
    { "models", "a/w-[0-9].bin", "models/a/w-1.bin models/a/w-2.bin " },
    { "models", "*", "models/link " },
    { "models", "a/", "models/a/w-1.bin models/a/w-2.bin " },
    { "models", "link/*", "" },
    { "", "th*", "third " },
    { "", "README", "README " },
    { "", "../*", "" },
    { "", "none/*", "" },
    { "", std::string("*\0", 2), "" },
  };
  for (const Case& row : cases) {
    CAPTURE(row.base, row.glob);
    CHECK(matched(snapshot, row.base, row.glob) == row.paths);
  }
  CHECK(snapshot.match("", std::string(1025, '*'), 10).too_long);
  CHECK_FALSE(snapshot.match("", std::string(1024, '*'), 10).too_long);
  MatchResult limited = snapshot.match("models", "a/*", 1);
  CHECK(limited.over_limit);
  CHECK(limited.files.size() == 1);
  CHECK_FALSE(snapshot.match("models", "a/*", 2).over_limit);
}

TEST_CASE("any number of globs has an end", "[repository]") {
  FixtureRepository repository({ .bare = true });
  for (int i = 0; i < 20'000; ++i) repository.add_to_index(fmt::format("{}", i), "");
  repository.commit("many");
  Snapshot snapshot = Snapshot::open({ repository.path(), std::nullopt });
  int completed = 0;
  while (completed < 5000 && !snapshot.match("", "*x", 10).over_limit) ++completed;
  CHECK(completed == 500);
  CHECK(snapshot.nearest("19999x", 3).empty());
}

}  // namespace reallyopen
