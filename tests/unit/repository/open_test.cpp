#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "repository/repository_error.h"
#include "repository/snapshot.h"
#include "support/catch.h"
#include "support/fixture_repository.h"
#include "support/run_program.h"

namespace reallyopen {
namespace {

namespace fs = std::filesystem;

Snapshot open_at(const std::string& folder, std::optional<std::string> revision = std::nullopt) {
  return Snapshot::open({ folder, std::move(revision) });
}

// The message that opening ends with, "opened" if it does not fail.
std::string failure(const std::string& folder, std::optional<std::string> revision = std::nullopt) {
  try {
    open_at(folder, std::move(revision));
  } catch (const RepositoryError& error) {
    return error.what();
  }
  return "opened";
}

// With the folder that was typed taken out, so that any other path of the machine shows.
std::string failure_without_folder(const std::string& folder,
                                   std::optional<std::string> revision = std::nullopt) {
  std::string message = failure(folder, std::move(revision));
  for (std::size_t at; (at = message.find(folder)) != std::string::npos;)
    message.replace(at, folder.size(), "DIR");
  return message;
}

}  // namespace

TEST_CASE("a revision is any name of a commit, tag or tree", "[repository]") {
  FixtureRepository repository;
  repository.write("a", "1")
    .commit("first")
    .tag("v1.0")
    .write("a", "2")
    .commit("second")
    .annotated_tag("v2.0", "two");
  repository.write("a", "3").commit("third");
  const std::string first = repository.id("v1.0"), second = repository.id("v2.0^{commit}"),
                    third = repository.id();
  const std::string tree = repository.id("v1.0^{tree}");
  struct Case {
    std::string revision;
    std::optional<std::string> commit;
    std::string description, content;
  };
  const Case cases[] = {
    { "HEAD", third, third.substr(0, 7), "3" },
    { "main", third, "main", "3" },
    { "HEAD~1", second, second.substr(0, 7), "2" },
    { "HEAD^^", first, first.substr(0, 7), "1" },
    { "v1.0", first, "v1.0", "1" },
    { "v2.0", second, "v2.0", "2" },
    { "refs/tags/v2.0", second, "refs/tags/v2.0", "2" },
    { "v2.0~1", first, first.substr(0, 7), "1" },
    { first, first, first.substr(0, 7), "1" },
    { first.substr(0, 10), first, first.substr(0, 7), "1" },
    { tree, std::nullopt, tree.substr(0, 7), "1" },
    { first + "^{tree}", std::nullopt, tree.substr(0, 7), "1" },
  };
  for (const Case& row : cases) {
    CAPTURE(row.revision);
    Snapshot snapshot = open_at(repository.path(), row.revision);
    CHECK(snapshot.view() == View::commit);
    CHECK(snapshot.commit() == row.commit);
    CHECK(snapshot.description() == row.description);
    CHECK_FALSE(snapshot.dirty());
    std::optional<Entry> found = snapshot.find("a");
    REQUIRE(found);
    CHECK(snapshot.read(*found, 10).bytes == row.content);
  }
}

TEST_CASE("without a revision the index and working tree are shown", "[repository]") {
  FixtureRepository repository;
  repository.write("models/leaf/a", "1").write("b", "2").commit("first");
  SECTION("from the top") {
    Snapshot snapshot = open_at(repository.path());
    CHECK(snapshot.view() == View::worktree);
    CHECK(snapshot.commit() == repository.id());
    CHECK(snapshot.description() == repository.id().substr(0, 7));
    CHECK(snapshot.folder() == "");
  }
  SECTION("from a folder below") {
    Snapshot snapshot = open_at(repository.path("models/leaf/"));
    CHECK(snapshot.folder() == "models/leaf");
    CHECK(snapshot.find("b"));
    CHECK(open_at(repository.path("models"), "HEAD").folder() == "models");
  }
  SECTION("from a folder below that git does not know") {
    fs::create_directories(repository.path("new/folder"));
    CHECK(open_at(repository.path("new/folder")).folder() == "new/folder");
  }
  SECTION("through a link to the repository") {
    TemporaryFolder elsewhere;
    fs::create_directory_symlink(repository.path(), elsewhere.path() / "link");
    CHECK(open_at(elsewhere.path() / "link" / "models").folder() == "models");
  }
}

TEST_CASE("a bare repository shows HEAD", "[repository]") {
  FixtureRepository repository({ .bare = true });
  CHECK(failure(repository.path()) == "the repository has no commit yet: commit first");
  repository.add_to_index("a", "text").commit("first");
  Snapshot snapshot = open_at(repository.path());
  CHECK(snapshot.view() == View::commit);
  CHECK(snapshot.commit() == repository.id());
  CHECK(snapshot.folder() == "");
  CHECK(snapshot.find("a"));
  CHECK(snapshot.untracked("HEAD") == Untracked::absent);
}

TEST_CASE("a repository without a config is bare, as to git", "[repository]") {
  FixtureRepository repository({ .bare = true });
  repository.add_to_index("a", "text").commit("first");
  fs::remove(repository.path("config"));
  Snapshot snapshot = open_at(repository.path());
  CHECK(snapshot.view() == View::commit);
  CHECK(snapshot.folder() == "");
  CHECK(snapshot.find("a"));
}

TEST_CASE("a linked worktree has its own HEAD and files", "[repository]") {
  FixtureRepository repository;
  repository.write("a", "main").commit("first");
  TemporaryFolder elsewhere;
  const std::string linked = elsewhere.path() / "linked";
  repository.git({ "worktree", "add", "-b", "side", linked });
  std::ofstream(linked + "/a") << "side";
  Snapshot snapshot = open_at(linked);
  CHECK(snapshot.view() == View::worktree);
  CHECK(snapshot.read(*snapshot.find("a"), 10).bytes == "side");
  CHECK(snapshot.dirty());
  CHECK(open_at(linked, "HEAD").commit() == repository.id());
}

TEST_CASE("an unborn HEAD still has an index", "[repository]") {
  FixtureRepository repository;
  repository.write("a", "text").stage();
  Snapshot snapshot = open_at(repository.path());
  CHECK_FALSE(snapshot.commit());
  CHECK(snapshot.description() == "");
  REQUIRE(snapshot.find("a"));
  CHECK(snapshot.dirty());
  CHECK(failure(repository.path(), "HEAD") ==
        "there is no revision `HEAD`, as nothing is committed yet: commit first, or check without "
        "a revision");
}

TEST_CASE("a detached HEAD is as good as a branch", "[repository]") {
  FixtureRepository repository;
  repository.write("a", "1").commit("first").write("a", "2").commit("second");
  repository.git({ "checkout", "-q", "--detach", "HEAD~1" });
  CHECK(open_at(repository.path()).commit() == repository.id());
}

TEST_CASE("a submodule is its own repository, once it is checked out", "[repository]") {
  FixtureRepository inner;
  inner.write("model.txt", "inner").commit("inner");
  FixtureRepository outer;
  outer.write("a", "outer").commit("first");
  outer.git({ "submodule", "--quiet", "add", inner.path(), "third" });
  outer.git({ "commit", "-q", "-m", "submodule" });
  CHECK(open_at(outer.path("third")).commit() == inner.id());
  CHECK(open_at(outer.path("third")).folder() == "");
  CHECK(open_at(outer.path("third")).find("model.txt"));
  outer.git({ "submodule", "--quiet", "deinit", "third" });
  CHECK(failure(outer.path("third")) ==
        "`third` is a submodule that is not checked out: run `git submodule update --init`");
}

TEST_CASE("every reason not to open is one sentence that says what to do", "[repository]") {
  FixtureRepository repository;
  repository.write("a", "1").commit("first").write("b", "2").commit("second");
  TemporaryFolder plain;
  std::ofstream(plain.path() / "file") << "x";
  const std::string nowhere = plain.path().string();
  const std::string missing = plain.path() / "none";

  CHECK(failure_without_folder(nowhere) ==
        "`DIR` is not in a git repository: name a folder of one, or make one with `git init`");
  CHECK(failure_without_folder(missing) ==
        "there is no folder `DIR`: name a folder of the repository");
  CHECK(failure_without_folder(plain.path() / "file") ==
        "`DIR` is not a folder: name a folder of the repository");
  CHECK(failure(std::string("a\0b", 3)) ==
        "there is no folder `a\\x00b`: name a folder of the repository");

  const std::string blob = repository.id("HEAD:a");
  const std::string damaged(40, 'd');
  struct Case {
    std::string revision, message;
  };
  const Case cases[] = {
    { "v9", "there is no revision `v9` here: if it exists elsewhere, run `git fetch --tags`" },
    { damaged, "there is no revision `" + damaged +
                 "` here: if it exists elsewhere, run `git fetch --tags`" },
    { "HEAD~7",
      "there is no revision `HEAD~7` here: if it exists elsewhere, run `git fetch --tags`" },
    { "HEAD:a", "the revision `HEAD:a` is a file: name the commit that holds it" },
    { blob, "the revision `" + blob + "` is a file: name the commit that holds it" },
    { "",
      "`` is not a revision: give a commit, a tag, a branch or an expression such as `HEAD~1`" },
    { std::string("HEAD\0x", 6),
      "`HEAD\\x00x` is not a revision: give a commit, a tag, a branch or an expression such as "
      "`HEAD~1`" },
    { "HEAD^{what}",
      "`HEAD^{what}` is not a revision: give a commit, a tag, a branch or an expression such as "
      "`HEAD~1`" },
    { "v\x1b[31m",
      "`v\\x1b[31m` is not a revision: give a commit, a tag, a branch or an expression such as "
      "`HEAD~1`" },
    { "v\u202e",
      "there is no revision `v\\u202e` here: if it exists elsewhere, run `git fetch --tags`" },
  };
  for (const Case& row : cases) {
    CAPTURE(row.revision);
    CHECK(failure(repository.path(), row.revision) == row.message);
  }
}

TEST_CASE("a revision that a shallow clone lacks names the way to get it", "[repository]") {
  FixtureRepository repository;
  repository.write("a", "1").commit("first").tag("v1.0").write("a", "2").commit("second");
  TemporaryFolder elsewhere;
  const std::string clone = elsewhere.path() / "clone";
  repository.git(
    { "clone", "-q", "--depth", "1", "--no-tags", "file://" + repository.path(), clone });
  CHECK(open_at(clone).commit() == repository.id());
  CHECK(failure(clone, "v1.0") ==
        "there is no revision `v1.0` in this shallow clone: run `git fetch --unshallow --tags`");
  CHECK(failure(clone, "HEAD~1") ==
        "there is no revision `HEAD~1` in this shallow clone: run `git fetch --unshallow --tags`");
}

TEST_CASE("a partial clone opens, and what it lacks is missing", "[repository]") {
  FixtureRepository repository;
  repository.git({ "config", "uploadpack.allowFilter", "true" });
  repository.write("old", "only in the first")
    .commit("first")
    .tag("v1.0")
    .remove("old")
    .write("a", "2")
    .commit("second");
  TemporaryFolder elsewhere;
  const std::string clone = elsewhere.path() / "clone";
  repository.git({ "clone", "-q", "--filter=blob:none", "file://" + repository.path(), clone });
  Snapshot snapshot = open_at(clone, "v1.0");
  std::optional<Entry> old = snapshot.find("old");
  REQUIRE(old);
  CHECK(snapshot.read(*old, 100).status == ReadStatus::missing);
  CHECK_FALSE(snapshot.lfs_pointer(*old));
  CHECK(open_at(clone).read(*open_at(clone).find("a"), 100).bytes == "2");
}

TEST_CASE("a SHA-256 repository is refused by name", "[repository]") {
  TemporaryFolder folder;
  REQUIRE(run_program({ "git", "init", "-q", "--object-format=sha256" }, folder.path()).exit_code ==
          0);
  CHECK(failure_without_folder(folder.path()) ==
        "the repository of `DIR` names its objects by SHA-256 (`extensions.objectformat`), which "
        "is not supported: "
        "check a repository made with `git init --object-format=sha1`");
}

TEST_CASE("damage is reported without a path of the machine", "[repository]") {
  FixtureRepository repository;
  repository.write("a", "1").commit("first");
  const std::string git_folder = repository.path(".git/");
  SECTION("a configuration that does not parse") {
    std::ofstream(git_folder + "config", std::ios::app) << "[core\n";
    CHECK_THAT(failure_without_folder(repository.path()),
               Catch::Matchers::StartsWith(
                 "the repository of `DIR` cannot be opened (failed to parse config file: "));
  }
  SECTION("an index that is none") {
    std::ofstream(git_folder + "index", std::ios::trunc)
      << "not an index, but long enough to be taken for one";
    CHECK_THAT(failure_without_folder(repository.path()),
               Catch::Matchers::StartsWith("the index of the repository cannot be read ("));
    CHECK(failure(repository.path(), "HEAD") == "opened");
  }
  SECTION("an index with a flipped bit") {
    std::fstream index(git_folder + "index", std::ios::in | std::ios::out | std::ios::binary);
    index.seekp(20);
    index.put('\x55');
    index.close();
    CHECK(failure_without_folder(repository.path()).find("index") != std::string::npos);
  }
  SECTION("a commit that is none") {
    repository.damage_object(repository.id());
    CHECK_THAT(failure_without_folder(repository.path(), "main"),
               Catch::Matchers::StartsWith("the revision `main` cannot be read ("));
  }
  SECTION("a tree that is not there") {
    repository.delete_object(repository.id("HEAD^{tree}"));
    CHECK_THAT(failure_without_folder(repository.path(), "main"),
               Catch::Matchers::StartsWith(
                 "the files of the revision `main` are not in this clone, or damaged ("));
  }
  CHECK(failure_without_folder(repository.path()).find("/reallyopen-") == std::string::npos);
  CHECK(failure_without_folder(repository.path(), "main").find("/reallyopen-") ==
        std::string::npos);
}

TEST_CASE("a repository of another user is refused with the command that trusts it",
          "[repository]") {
  if (geteuid() != 0) {
    WARN(
      "not run as root, so no folder can be given to another user: this case is not tested here");
    SUCCEED();
    return;
  }
  FixtureRepository repository;
  repository.write("models/leaf/a", "1").commit("first");
  for (const char* path : { "", ".git", "models", "models/leaf" })
    REQUIRE(chown(repository.path(path).c_str(), 12345, 12345) == 0);
  CHECK(failure_without_folder(repository.path()) ==
        "the repository of `DIR` belongs to another user: if you trust it, run "
        "`git config --global --add safe.directory \"$(realpath 'DIR')\"`");
  CHECK(failure_without_folder(repository.path("models/leaf")) ==
        "the repository of `DIR` belongs to another user: if you trust it, run "
        "`git config --global --add safe.directory \"$(realpath 'DIR/../..')\"`");

  TemporaryFolder home;
  std::ofstream(home.path() / ".gitconfig")
    << "[safe]\n\tdirectory = " << repository.path() << "\n";
  git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_GLOBAL, home.path().c_str());
  CHECK(failure(repository.path()) == "opened");
  git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_GLOBAL, "");
}

}  // namespace reallyopen
