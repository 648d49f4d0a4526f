#include "support/fixture_repository.h"

#include "support/catch.h"

namespace reallyopen {

TEST_CASE("a fixture repository has the same commit id every time, and git agrees with it",
          "[repository]") {
  auto make = [](FixtureRepository& repository) {
    repository.write("a/b.txt", "text").symlink("link", "a/b.txt");
    repository.commit("first").tag("v1.0").annotated_tag("v1.1", "notes");
    repository.submodule_entry("third", "1234567890123456789012345678901234567890");
    repository.write("a/c.txt", "more").remove("link").commit("second");
  };
  FixtureRepository one;
  FixtureRepository two;
  make(one);
  make(two);
  CHECK(one.id() == two.id());
  CHECK(one.id() == "915fe82f292570072582d4496110cfde8cf068e2");
  CHECK(one.git({ "status", "--porcelain" }) == "");
  CHECK(one.git({ "ls-tree", "-r", "--name-only", "HEAD" }) == "a/b.txt\na/c.txt\nthird\n");
  CHECK(one.git({ "ls-tree", "-r", "--name-only", "v1.1" }) == "a/b.txt\nlink\n");
  CHECK(one.git({ "fsck", "--strict" }) == "");
}

TEST_CASE("a folder that replaces a file, and the other way round, stage as git would",
          "[repository]") {
  FixtureRepository repository;
  repository.write("a", "file").write("b/c", "in a folder").commit("first");
  repository.write("z", "")
    .remove("a")
    .stage()
    .write("a/d", "folder now")
    .remove("b")
    .stage()
    .write("b", "file now")
    .commit("second");
  CHECK(repository.git({ "ls-tree", "-r", "--name-only", "HEAD" }) == "a/d\nb\nz\n");
  CHECK(repository.git({ "status", "--porcelain" }) == "");
}

TEST_CASE("a folder of files is copied with its structure", "[repository]") {
  FixtureRepository source;
  source.write("x/y.txt", "one").symlink("x/link", "y.txt");
  std::filesystem::create_directories(source.path("empty"));
  FixtureRepository target;
  target.add_folder(source.path("x"), "models/leaf").commit("copied");
  CHECK(target.git({ "ls-tree", "-r", "--name-only", "HEAD" }) ==
        "models/leaf/link\nmodels/leaf/y.txt\n");
}

}  // namespace reallyopen
