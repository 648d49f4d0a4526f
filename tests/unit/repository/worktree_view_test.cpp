#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "repository/repository_error.h"
#include "repository/snapshot.h"
#include "support/catch.h"
#include "support/fixture_repository.h"

namespace reallyopen {
namespace {

namespace fs = std::filesystem;

Snapshot open_worktree(const FixtureRepository& repository) {
  return Snapshot::open({ repository.path(), std::nullopt });
}

std::string walked(const Snapshot& snapshot, std::string_view folder = "") {
  std::string paths;
  snapshot.walk(folder, [&](const Entry& entry) {
    paths += entry.path + '\n';
    return true;
  });
  return paths;
}

const std::string linked_commit = "1234567890123456789012345678901234567890";

}  // namespace

TEST_CASE("the working tree shows tracked files with their content of now", "[repository]") {
  FixtureRepository repository;
  repository.write("a/file", "old")
    .write("b", "kept")
    .symlink("link", "b")
    .submodule_entry("third", linked_commit);
  repository.commit("first")
    .write("a/file", "newer")
    .write("staged", "x")
    .stage()
    .write("a/untracked", "x");
  Snapshot snapshot = open_worktree(repository);
  CHECK(walked(snapshot) == "a/file\nb\nlink\nstaged\nthird\n");
  CHECK(walked(snapshot, "a") == "a/file\n");
  CHECK(snapshot.find("a")->kind == EntryKind::folder);
  CHECK(snapshot.find("")->kind == EntryKind::folder);
  CHECK(snapshot.find("b")->id == repository.id("HEAD:b"));
  CHECK(snapshot.find("link")->kind == EntryKind::symlink);
  CHECK(snapshot.find("third")->kind == EntryKind::submodule);
  CHECK(snapshot.find("third")->id == linked_commit);
  CHECK_FALSE(snapshot.find("a/untracked"));
  CHECK_FALSE(snapshot.find("b/x"));
  const Entry file = *snapshot.find("a/file");
  CHECK(snapshot.read(file, 100).bytes == "newer");
  CHECK(snapshot.read(file, 2).status == ReadStatus::over_limit);
  CHECK(snapshot.read(file, 2).bytes == "ne");
  CHECK(snapshot.read(file, 2).size == 5);
  CHECK(snapshot.read(*snapshot.find("link"), 100).bytes == "b");
  CHECK(snapshot.read(*snapshot.find("third"), 100).status == ReadStatus::unreadable);
  std::string streamed;
  CHECK(snapshot.stream(file, [&](std::string_view piece) {
    streamed += piece;
    return true;
  }) == ReadStatus::complete);
  CHECK(streamed == "newer");
}

TEST_CASE("a tracked file that was deleted is not in the working tree", "[repository]") {
  FixtureRepository repository;
  repository.write("a/one", "1")
    .write("a/two", "2")
    .write("b/one", "1")
    .submodule_entry("third", linked_commit);
  repository.commit("first").remove("a/one").remove("b");
  fs::remove(repository.path("third"));
  Snapshot snapshot = open_worktree(repository);
  CHECK(walked(snapshot) == "a/two\n");
  CHECK_FALSE(snapshot.find("a/one"));
  CHECK_FALSE(snapshot.find("b"));
  CHECK_FALSE(snapshot.find("third"));
  CHECK(snapshot.find("a"));
}

TEST_CASE("a walk by name looks only where it is asked to", "[repository]") {
  FixtureRepository repository;
  repository.write("a/deleted", "1").write("a/kept", "2").write("b/kept", "3");
  repository.symlink("link", "a/kept").submodule_entry("third", linked_commit).commit("first");
  repository.remove("a/deleted");
  const Snapshot snapshot = open_worktree(repository);
  std::string names;
  std::string found;
  const auto unread = snapshot.walk_names("", [&](const TrackedName& name, const Look& look) {
    names += std::string(name.path) + ' ';
    if (name.path.ends_with("kept")) return true;
    const Entry* entry = look();
    found += entry ? entry->path + ' ' : "nothing ";
    if (entry) CHECK(entry->kind == name.kind);
    if (entry)
      CHECK(entry->id == (name.path == "third" ? linked_commit : repository.id("HEAD:link")));
    return true;
  });
  CHECK(names == "a/deleted a/kept b/kept link third ");
  CHECK(found == "nothing link third ");
  CHECK(unread.empty());
  std::string below;
  snapshot.walk_names("a", [&](const TrackedName& name, const Look&) {
    below += name.path;
    return false;
  });
  CHECK(below == "a/deleted");
}

TEST_CASE("what is deleted among many is missed one by one and in a listing", "[repository]") {
  FixtureRepository repository;
  std::string expected;
  std::string deep;
  // Deeper than folders are held open in a walk.
  for (int i = 0; i < 90; ++i) deep += "d/";
  for (const std::string& folder : { std::string("a/"), deep, std::string("z/") })
    for (int i = 10; i < 30; ++i) repository.write(folder + std::to_string(i), "x");
  repository.commit("first");
  for (const std::string& folder : { std::string("a/"), deep, std::string("z/") })
    for (int i = 10; i < 30; ++i)
      if (i % 3 == 0)
        repository.remove(folder + std::to_string(i));
      else
        expected += folder + std::to_string(i) + '\n';
  const Snapshot snapshot = open_worktree(repository);
  CHECK(walked(snapshot) == expected);
  CHECK(snapshot.list("a").size() == 14);
  CHECK(snapshot.match("", "z/1?", 99).files.size() == 7);
  CHECK_FALSE(snapshot.find("a/12"));
  CHECK(snapshot.find("a/13"));
}

TEST_CASE("walking the working tree gives the order of git ls-files", "[repository]") {
  FixtureRepository repository;
  for (const char* path : { "a.b", "a-b/c", "a/z", "a/b/c/d", "a/b.c", "a0", "\xff/\xfe",
                            "\xc3\xa9", "new\nline", "Z", "~" })
    repository.write(path, path);
  repository.commit("odd names");
  repository.write("a/untracked", "").write("a/b/untracked", "").write("\xff/x", "");
  Snapshot snapshot = open_worktree(repository);
  std::string expected = repository.git({ "ls-files", "-z" });
  std::string paths;
  snapshot.walk("", [&](const Entry& entry) {
    paths += entry.path + '\0';
    return true;
  });
  CHECK(paths == expected);
  CHECK(snapshot.read(*snapshot.find("\xff/\xfe"), 100).bytes == "\xff/\xfe");
}

TEST_CASE("a configuration that ignores letter case does not change the order", "[repository]") {
  FixtureRepository repository;
  repository.write("B", "").write("a", "").write("C/x", "").write("c/x", "").commit("first");
  repository.git({ "config", "core.ignorecase", "true" });
  Snapshot snapshot = open_worktree(repository);
  CHECK(walked(snapshot) == "B\nC/x\na\nc/x\n");
  CHECK(snapshot.find("c/x"));
  CHECK_FALSE(snapshot.find("b"));
}

TEST_CASE("what replaced a tracked file is never followed and never waited for", "[repository]") {
  FixtureRepository repository;
  TemporaryFolder outside;
  std::ofstream(outside.path() / "secret") << "secret";
  repository.write("file", "text")
    .write("folder/secret", "tracked")
    .write("plain/x", "1")
    .commit("first");
  SECTION("a pipe") {
    fs::remove(repository.path("file"));
    REQUIRE(mkfifo(repository.path("file").c_str(), 0600) == 0);
    Snapshot snapshot = open_worktree(repository);
    const Entry file = *snapshot.find("file");
    CHECK(snapshot.read(file, 100).status == ReadStatus::unreadable);
    CHECK(snapshot.stream(file, [](std::string_view) { return true; }) == ReadStatus::unreadable);
    CHECK_FALSE(snapshot.lfs_pointer(file));
    CHECK(snapshot.dirty());
  }
  SECTION("a link to a file outside") {
    fs::remove(repository.path("file"));
    fs::create_symlink(outside.path() / "secret", repository.path("file"));
    Snapshot snapshot = open_worktree(repository);
    const Entry file = *snapshot.find("file");
    CHECK(file.kind == EntryKind::symlink);
    CHECK(snapshot.read({ "file", EntryKind::file, file.id }, 100).status ==
          ReadStatus::unreadable);
    CHECK(snapshot.resolve("", "file").status == ResolveStatus::symlink_escapes);
    CHECK(snapshot.dirty());
  }
  SECTION("a link to a folder outside, above a tracked file") {
    fs::remove_all(repository.path("folder"));
    fs::create_directory_symlink(outside.path(), repository.path("folder"));
    Snapshot snapshot = open_worktree(repository);
    CHECK_FALSE(snapshot.find("folder/secret"));
    CHECK_FALSE(snapshot.find("folder"));
    CHECK(walked(snapshot) == "file\nplain/x\n");
    CHECK(snapshot.read({ "folder/secret", EntryKind::file, "" }, 100).status ==
          ReadStatus::unreadable);
    CHECK(snapshot.untracked("folder/secret") == Untracked::absent);
    CHECK(snapshot.dirty());
  }
  SECTION("a folder in the place of a file, and a file in the place of a folder") {
    fs::remove(repository.path("file"));
    fs::create_directories(repository.path("file"));
    fs::remove_all(repository.path("plain"));
    std::ofstream(repository.path("plain")) << "now a file";
    Snapshot snapshot = open_worktree(repository);
    CHECK(walked(snapshot) == "folder/secret\n");
    CHECK_FALSE(snapshot.find("file"));
    CHECK_FALSE(snapshot.find("plain/x"));
    CHECK(snapshot.untracked("plain") == Untracked::untracked);
  }
  SECTION("entries made up by a caller") {
    Snapshot snapshot = open_worktree(repository);
    for (const char* path :
         { "../secret", "folder/../../secret", "/etc/passwd", "", ".", "..", "folder" }) {
      CAPTURE(path);
      CHECK(snapshot.read({ path, EntryKind::file, "" }, 100).status == ReadStatus::unreadable);
    }
  }
}

TEST_CASE("a file that may not be read is there all the same", "[repository]") {
  FixtureRepository repository;
  repository.write("file", "text").write("folder/file", "text").commit("first");
  fs::permissions(repository.path(), fs::perms(0755));
  fs::permissions(repository.path("file"), fs::perms::none);
  fs::permissions(repository.path("folder"), fs::perms::none);
  Snapshot snapshot = open_worktree(repository);
  // No permission stops root, so become somebody else for a while.
  const uid_t user = geteuid();
  if (user == 0) REQUIRE(seteuid(65534) == 0);
  ReadResult read = snapshot.read(snapshot.find("file").value_or(Entry()), 100);
  std::string message;
  try {
    snapshot.find("folder/file");
  } catch (const RepositoryError& error) {
    message = error.what();
  }
  Resolution below = snapshot.resolve("", "folder/file");
  std::vector<std::string> unread = snapshot.walk("", [](const Entry&) { return true; });
  const auto looked_for = [&](std::string_view wanted) {
    return snapshot.walk_names("", [&](const TrackedName& name, const Look& look) {
      if (name.path == wanted) look();
      return true;
    });
  };
  const std::vector<std::string> unread_where_asked = looked_for("folder/file");
  const std::vector<std::string> unread_elsewhere = looked_for("file");
  REQUIRE(seteuid(user) == 0);
  fs::permissions(repository.path("folder"), fs::perms::owner_all);
  CHECK(read.status == ReadStatus::unreadable);
  CHECK(message ==
        "`folder/file` may not be read: correct its permissions, or those of a folder above");
  CHECK(below.status == ResolveStatus::unreadable);
  CHECK(unread == std::vector<std::string>{ "folder" });
  CHECK(unread_where_asked == std::vector<std::string>{ "folder" });
  CHECK(unread_elsewhere.empty());
}

TEST_CASE("a sparse checkout leaves files out of the folder, not out of the snapshot",
          "[repository]") {
  FixtureRepository repository;
  repository.write("kept/a", "1").write("left/b", "2").symlink("left/link", "b").commit("first");
  repository.git({ "sparse-checkout", "set", "kept" });
  REQUIRE_FALSE(fs::exists(repository.path("left/b")));
  Snapshot snapshot = open_worktree(repository);
  CHECK(walked(snapshot) == "kept/a\nleft/b\nleft/link\n");
  CHECK(snapshot.read(*snapshot.find("left/b"), 10).bytes == "2");
  CHECK(snapshot.resolve("left", "link").entry.path == "left/b");
  std::string streamed;
  snapshot.stream(*snapshot.find("left/b"), [&](std::string_view piece) {
    streamed += piece;
    return true;
  });
  CHECK(streamed == "2");
  CHECK_FALSE(snapshot.dirty());
}

TEST_CASE("a conflict counts as present once", "[repository]") {
  FixtureRepository repository;
  repository.write("a", "base\n").write("b", "b\n").commit("base");
  repository.git({ "checkout", "-q", "-b", "side" });
  repository.git({ "rm", "-q", "b" });
  std::ofstream(repository.path("a")) << "side\n";
  repository.git({ "commit", "-q", "-a", "-m", "side" });
  repository.git({ "checkout", "-q", "main" });
  std::ofstream(repository.path("a")) << "main\n";
  repository.git({ "commit", "-q", "-a", "-m", "main" });
  CHECK_THROWS(repository.git({ "merge", "-q", "side" }));
  Snapshot snapshot = open_worktree(repository);
  CHECK(walked(snapshot) == "a\n");
  REQUIRE(snapshot.find("a"));
  CHECK(snapshot.read(*snapshot.find("a"), 1000).bytes.find("<<<<<<<") != std::string::npos);
  CHECK(snapshot.dirty());
}

TEST_CASE("an LFS pointer stays the identity of a fetched file", "[repository]") {
  const std::string sha256(64, 'a');
  FixtureRepository repository;
  repository.lfs_pointer("model.bin", sha256, 7)
    .lfs_pointer("pointer.bin", sha256, 9)
    .write("text", "x")
    .commit("first");
  repository.write("model.bin", "content");
  Snapshot snapshot = open_worktree(repository);
  const Entry model = *snapshot.find("model.bin");
  CHECK(snapshot.read(model, 100).bytes == "content");
  REQUIRE(snapshot.lfs_pointer(model));
  CHECK(snapshot.lfs_pointer(model)->size == 7);
  CHECK(snapshot.lfs_pointer(*snapshot.find("pointer.bin"))->size == 9);
  CHECK_FALSE(snapshot.lfs_pointer(*snapshot.find("text")));
}

TEST_CASE("files that git does not know are told apart from ignored ones", "[repository]") {
  FixtureRepository repository;
  repository.write(".gitignore", "*.log\n!kept.log\n/build/\n")
    .write("sub/.gitignore", "secret\n")
    .commit("first");
  repository.write("new", "")
    .write("a.log", "")
    .write("build/x", "")
    .write("sub/secret", "")
    .write("sub/kept.log", "");
  repository.write("\xff", "").symlink("link", "new");
  Snapshot snapshot = open_worktree(repository);
  struct Case {
    std::string path;
    Untracked expected;
  };
  const Case cases[] = {
    { "new", Untracked::untracked },
    { "a.log", Untracked::ignored },
    { "build", Untracked::ignored },
    { "build/x", Untracked::ignored },
    { "sub/secret", Untracked::ignored },
    { "sub/kept.log", Untracked::untracked },
    { "sub/../new", Untracked::untracked },
    { "link", Untracked::untracked },
    { "\xff", Untracked::untracked },
    { "none", Untracked::absent },
    { "none.log", Untracked::absent },
    { "link/x", Untracked::absent },
    { ".git/config", Untracked::absent },
    { "../x", Untracked::absent },
    { std::string("new\0x", 5), Untracked::absent },
  };
  for (const Case& row : cases) {
    CAPTURE(row.path);
    CHECK(snapshot.untracked(row.path) == row.expected);
  }
}

TEST_CASE("hostile ignore files are not opened", "[repository]") {
  FixtureRepository repository;
  TemporaryFolder outside;
  std::ofstream(outside.path() / "rules") << "*\n";
  repository.write("sub/a", "").commit("first").write("sub/new", "");
  const auto is_ignored = [&] {
    return open_worktree(repository).untracked("sub/new") == Untracked::ignored;
  };
  SECTION("a link out of the repository") {
    repository.symlink("sub/.gitignore", (outside.path() / "rules").string());
    CHECK_FALSE(is_ignored());
  }
  SECTION("a pipe") {
    REQUIRE(mkfifo(repository.path("sub/.gitignore").c_str(), 0600) == 0);
    CHECK_FALSE(is_ignored());
  }
  SECTION("a file of two megabytes") {
    std::string rules = "*\n";
    rules.append(2 << 20, '\n');
    repository.write("sub/.gitignore", rules);
    CHECK_FALSE(is_ignored());
  }
  SECTION("but a small file is") {
    repository.write("sub/.gitignore", "*\n");
    CHECK(is_ignored());
  }
}

}  // namespace reallyopen
