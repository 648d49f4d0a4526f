#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "repository/snapshot.h"
#include "support/catch.h"
#include "support/fixture_repository.h"

namespace reallyopen {
namespace {

namespace fs = std::filesystem;

// dirty() of a snapshot that was asked for `path` only.
bool dirty_at(const FixtureRepository& repository, std::string_view path) {
  Snapshot snapshot = Snapshot::open({ repository.path(), std::nullopt });
  CHECK_FALSE(snapshot.dirty());
  snapshot.find(path);
  return snapshot.dirty();
}

// Git trusts a file's stat only when it is older than the index.
void make_older(const FixtureRepository& repository, const std::string& path) {
  fs::last_write_time(repository.path(path),
                      fs::file_time_type::clock::now() - std::chrono::hours(1));
}

// The id of HEAD with the stat of the file as it is, like `git lfs pull` leaves it.
void record_stat(const FixtureRepository& repository, const std::string& path) {
  const std::string script = repository.path(".git/clean");
  std::ofstream(script) << "#!/bin/sh\ngit cat-file blob HEAD:" << path << '\n';
  fs::permissions(script, fs::perms::owner_all);
  repository.git({ "config", "filter.fake.clean", script });
  std::ofstream(repository.path(".git/info/attributes")) << path << " filter=fake\n";
  repository.git({ "update-index", path });
  fs::remove(repository.path(".git/info/attributes"));
}

}  // namespace

TEST_CASE("only files that were asked for make a snapshot dirty", "[repository]") {
  FixtureRepository repository;
  repository.write("same", "1")
    .write("edited", "1")
    .write("staged", "1")
    .write("deleted", "1")
    .write("touched", "1");
  repository.write("removed", "1")
    .write("folder/x", "1")
    .write("reverted", "1")
    .symlink("link", "same")
    .commit("first");
  repository.write("staged", "2")
    .remove("removed")
    .write("added", "1")
    .write("reverted", "2")
    .stage();
  repository.write("edited", "2")
    .remove("deleted")
    .write("touched", "1")
    .write("untracked", "1")
    .write("reverted", "1");
  fs::remove(repository.path("link"));
  fs::create_symlink("edited", repository.path("link"));
  struct Case {
    std::string path;
    bool dirty;
  };
  const Case cases[] = {
    { "same", false },     { "edited", true },       { "staged", true },   { "deleted", true },
    { "touched", false },  { "removed", true },      { "added", true },    { "untracked", false },
    { "none", false },     { "folder", false },      { "", false },        { "link", true },
    { "folder/x", false }, { "folder/none", false }, { "reverted", true },  // the index differs,
                                                                            // though the file is
                                                                            // what HEAD holds
  };
  for (const Case& row : cases) {
    CAPTURE(row.path);
    CHECK(dirty_at(repository, row.path) == row.dirty);
  }
  CHECK_FALSE(dirty_at(repository, "folder"));
  Snapshot snapshot = Snapshot::open({ repository.path(), std::nullopt });
  snapshot.match("", "edited", 10);
  CHECK(snapshot.dirty());
}

TEST_CASE("a change of the same length in the same moment is seen", "[repository]") {
  FixtureRepository repository;
  repository.write("file", "one").commit("first").write("file", "two");
  CHECK(dirty_at(repository, "file"));
}

TEST_CASE("the stat that the index recorded spares reading the file", "[repository]") {
  FixtureRepository repository;
  repository.write("file", "one").commit("first").write("file", "two");
  make_older(repository, "file");
  record_stat(repository, "file");
  CHECK_FALSE(dirty_at(repository, "file"));
  make_older(repository, "file");
  CHECK(dirty_at(repository, "file"));
}

TEST_CASE("a file is as clean as git says where line endings are converted", "[repository]") {
  FixtureRepository repository;
  repository.write(".gitattributes", "*.txt text eol=crlf\n")
    .write("a.txt", "one\r\ntwo\r\n")
    .write("b", "x\r\n")
    .commit("first");
  repository.write("a.txt", "one\r\ntwo\r\n").write("b", "x\r\n");
  REQUIRE(repository.git({ "show", "HEAD:a.txt" }) == "one\ntwo\n");
  CHECK(repository.git({ "status", "--porcelain" }) == "");
  CHECK_FALSE(dirty_at(repository, "a.txt"));
  CHECK_FALSE(dirty_at(repository, "b"));
  repository.write("a.txt", "one\r\nTWO\r\n");
  CHECK(dirty_at(repository, "a.txt"));
}

TEST_CASE("a filter that the repository configures is never run", "[repository]") {
  FixtureRepository repository;
  repository.write("file", "text").commit("first");
  const std::string witness = repository.path("witness");
  for (const char* command : { "clean", "smudge", "process" })
    repository.git({ "config", std::string("filter.evil.") + command, "touch " + witness });
  repository.git({ "config", "filter.evil.required", "true" });
  repository.git({ "config", "core.fsmonitor", "touch " + witness });
  repository.git({ "config", "core.sshCommand", "touch " + witness });
  repository.write(".gitattributes", "* filter=evil\n").write("file", "other");
  CHECK(dirty_at(repository, "file"));
  Snapshot snapshot = Snapshot::open({ repository.path(), std::nullopt });
  snapshot.read(*snapshot.find("file"), 100);
  snapshot.untracked(".gitattributes");
  CHECK_FALSE(fs::exists(witness));
}

TEST_CASE("fetched LFS content is clean by its stat", "[repository]") {
  FixtureRepository repository;
  repository.write("other", "").lfs_pointer("model.bin", std::string(64, 'a'), 7).commit("first");
  repository.write("model.bin", "content");
  make_older(repository, "model.bin");
  CHECK(dirty_at(repository, "model.bin"));
  record_stat(repository, "model.bin");
  CHECK_FALSE(dirty_at(repository, "model.bin"));
  repository.write("model.bin", "CONTENT!");
  CHECK(dirty_at(repository, "model.bin"));
}

TEST_CASE("a file turned executable in the index differs from HEAD", "[repository]") {
  FixtureRepository repository;
  repository.write("script", "x").commit("first");
  repository.git({ "update-index", "--chmod=+x", "script" });
  CHECK(dirty_at(repository, "script"));
}

}  // namespace reallyopen
