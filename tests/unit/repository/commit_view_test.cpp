#include <fmt/format.h>

#include "repository/repository_error.h"
#include "repository/snapshot.h"
#include "support/catch.h"
#include "support/fixture_repository.h"

namespace reallyopen {
namespace {

Snapshot open_head(const FixtureRepository& repository) {
  return Snapshot::open({ repository.path(), "HEAD" });
}

std::string walked_to_nul(const Snapshot& snapshot, std::string_view folder = "") {
  std::string paths;
  snapshot.walk(folder, [&](const Entry& entry) {
    paths += entry.path;
    paths += '\0';
    return true;
  });
  return paths;
}

// A raw tree object of one entry for each name.
std::string tree_of(FixtureRepository& repository,
                    const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string content;
  for (const auto& [mode_and_name, id] : entries) {
    git_oid raw;
    check_git(git_oid_fromstr(&raw, id.c_str()));
    content += mode_and_name;
    content += '\0';
    content.append(reinterpret_cast<const char*>(raw.id), sizeof raw.id);
  }
  return repository.write_object(GIT_OBJECT_TREE, content);
}

const std::string submodule_commit = "1234567890123456789012345678901234567890";

}  // namespace

TEST_CASE("a commit's entries have their kind and id", "[repository]") {
  FixtureRepository repository;
  repository.write("folder/file", "text")
    .symlink("link", "folder/file")
    .submodule_entry("third", submodule_commit);
  repository.commit("first");
  Snapshot snapshot = open_head(repository);
  struct Case {
    std::string path;
    EntryKind kind;
    std::string id;
  };
  const Case cases[] = {
    { "", EntryKind::folder, repository.id("HEAD^{tree}") },
    { "folder", EntryKind::folder, repository.id("HEAD:folder") },
    { "folder/file", EntryKind::file, repository.id("HEAD:folder/file") },
    { "link", EntryKind::symlink, repository.id("HEAD:link") },
    { "third", EntryKind::submodule, submodule_commit },
  };
  for (const Case& row : cases) {
    CAPTURE(row.path);
    std::optional<Entry> found = snapshot.find(row.path);
    REQUIRE(found);
    CHECK(found->path == row.path);
    CHECK(found->kind == row.kind);
    CHECK(found->id == row.id);
  }
  CHECK(snapshot.find("/folder//file/")->path == "folder/file");
  for (const std::string& path :
       { std::string("none"), std::string("folder/none"), std::string("folder/file/x"),
         std::string("link/x"), std::string("third/x"), std::string("FOLDER"), std::string("../x"),
         std::string("folder/file\0x", 13), std::string(5000, 'a') }) {
    CAPTURE(path);
    CHECK_FALSE(snapshot.find(path));
  }
}

TEST_CASE("a commit does not see the index or the working tree", "[repository]") {
  FixtureRepository repository;
  repository.write("a", "old")
    .commit("first")
    .write("a", "new")
    .write("b", "staged")
    .stage()
    .write("c", "untracked");
  Snapshot snapshot = open_head(repository);
  CHECK(snapshot.read(*snapshot.find("a"), 10).bytes == "old");
  CHECK_FALSE(snapshot.find("b"));
  CHECK_FALSE(snapshot.find("c"));
  CHECK(snapshot.untracked("c") == Untracked::absent);
  CHECK_FALSE(snapshot.dirty());
}

TEST_CASE("walking gives the order of git ls-tree, whatever the names", "[repository]") {
  FixtureRepository repository({ .bare = true });
  for (const char* path :
       { "a", "a.b", "a-b/c", "a0", "ab/c", "ab.c", "b/c/d/e", "b/c-d", "b/c.d/e", "\xff/\xfe",
         "\xc3\xa9", "new\nline", "tab\tand \"quote\"", "Z", "-", "--flag", "~" })
    repository.add_to_index(path, path);
  for (const char* path : { "x/link", "x.y" }) repository.symlink_in_index(path, "a");
  repository.commit("odd names");
  Snapshot snapshot = open_head(repository);
  CHECK(walked_to_nul(snapshot) ==
        repository.git({ "ls-tree", "-r", "--name-only", "-z", "HEAD" }));
  CHECK(walked_to_nul(snapshot, "b/c") == std::string("b/c/d/e\0", 8));
  CHECK(walked_to_nul(snapshot, "/b/") == std::string("b/c-d\0b/c.d/e\0b/c/d/e\0", 22));
  CHECK(walked_to_nul(snapshot, "a") == "");
  CHECK(walked_to_nul(snapshot, "none") == "");
  CHECK(walked_to_nul(snapshot, "..") == "");
  CHECK(snapshot.find("\xff/\xfe"));
  CHECK(snapshot.read(*snapshot.find("new\nline"), 100).bytes == "new\nline");
}

TEST_CASE("a large tree is walked in the order of git ls-tree, and stops when told",
          "[repository]") {
  FixtureRepository repository({ .bare = true });
  for (int i = 0; i < 20'000; ++i)
    repository.add_to_index(fmt::format("{:x}/{}/file{}.txt", i % 61, i % 7, i * 7919 % 20'011),
                            "same");
  repository.commit("many");
  Snapshot snapshot = open_head(repository);
  const std::string expected = repository.git({ "ls-tree", "-r", "--name-only", "-z", "HEAD" });
  CHECK((walked_to_nul(snapshot) == expected));
  int visited = 0;
  snapshot.walk("", [&](const Entry&) { return ++visited < 10; });
  CHECK(visited == 10);
}

TEST_CASE("content is read up to a limit", "[repository]") {
  const bool packed = GENERATE(false, true);
  CAPTURE(packed);
  FixtureRepository repository;
  repository.write("file", "0123456789").write("empty", "").symlink("link", "file").commit("first");
  if (packed) repository.git({ "repack", "-q", "-a", "-d" });
  Snapshot snapshot = open_head(repository);
  const Entry file = *snapshot.find("file");
  struct Case {
    std::size_t limit;
    ReadStatus status;
    std::string bytes;
  };
  const Case cases[] = {
    { 11, ReadStatus::complete, "0123456789" }, { 10, ReadStatus::complete, "0123456789" },
    { 9, ReadStatus::over_limit, "012345678" }, { 1, ReadStatus::over_limit, "0" },
    { 0, ReadStatus::over_limit, "" },
  };
  for (const Case& row : cases) {
    CAPTURE(row.limit);
    ReadResult result = snapshot.read(file, row.limit);
    CHECK(result.status == row.status);
    CHECK(result.bytes == row.bytes);
    CHECK(result.size == 10);
  }
  CHECK(snapshot.read(*snapshot.find("empty"), 0).status == ReadStatus::complete);
  CHECK(snapshot.read(*snapshot.find("link"), 100).bytes == "file");
  CHECK(snapshot.read(*snapshot.find(""), 100).status == ReadStatus::unreadable);
  CHECK(snapshot.read({ "third", EntryKind::submodule, submodule_commit }, 100).status ==
        ReadStatus::unreadable);
  CHECK(snapshot.read({ "x", EntryKind::file, "no id" }, 100).status == ReadStatus::missing);
  CHECK(snapshot.read({ "x", EntryKind::file, repository.id("HEAD^{tree}") }, 100).status ==
        ReadStatus::missing);
}

TEST_CASE("content comes in pieces", "[repository]") {
  const bool packed = GENERATE(false, true);
  FixtureRepository repository;
  std::string text;
  while (text.size() < 1'000'000) text += fmt::format("line {}\n", text.size() * 7919);
  repository.write("file", text).commit("first");
  if (packed) repository.git({ "repack", "-q", "-a", "-d" });
  Snapshot snapshot = open_head(repository);
  std::string joined;
  CHECK(snapshot.stream(*snapshot.find("file"), [&](std::string_view piece) {
    joined += piece;
    return true;
  }) == ReadStatus::complete);
  CHECK((joined == text));
  CHECK((snapshot.read(*snapshot.find("file"), 500'000).bytes == text.substr(0, 500'000)));
}

TEST_CASE("objects that are gone or damaged are missing, never a failure", "[repository]") {
  FixtureRepository repository;
  repository.write("gone", "one").write("damaged", "two").commit("first");
  repository.delete_object(repository.id("HEAD:gone")).damage_object(repository.id("HEAD:damaged"));
  Snapshot snapshot = open_head(repository);
  for (const char* path : { "gone", "damaged" }) {
    CAPTURE(path);
    const Entry file = *snapshot.find(path);
    CHECK(snapshot.read(file, 100).status == ReadStatus::missing);
    CHECK(snapshot.read(file, 1).status == ReadStatus::missing);
    CHECK(snapshot.stream(file, [](std::string_view) { return true; }) == ReadStatus::missing);
    CHECK_FALSE(snapshot.lfs_pointer(file));
  }
}

TEST_CASE("an object whose content is not what its id says is missing", "[repository]") {
  FixtureRepository repository;
  repository.write("a", "one").write("b", "two").commit("first");
  const std::string a = repository.id("HEAD:a"), b = repository.id("HEAD:b");
  const std::string objects = repository.path(".git/objects/");
  repository.delete_object(a);
  std::filesystem::create_directories(objects + a.substr(0, 2));
  std::filesystem::copy(objects + b.substr(0, 2) + "/" + b.substr(2),
                        objects + a.substr(0, 2) + "/" + a.substr(2));
  Snapshot snapshot = open_head(repository);
  CHECK(snapshot.read(*snapshot.find("a"), 100).status == ReadStatus::missing);
}

TEST_CASE("a folder that is not in the clone is told, and the rest is walked", "[repository]") {
  const bool damaged = GENERATE(false, true);
  FixtureRepository repository;
  repository.write("a/file", "1").write("b/c/file", "2").write("d/file", "3").commit("first");
  const std::string tree = repository.id("HEAD:b/c");
  damaged ? repository.damage_object(tree) : repository.delete_object(tree);
  Snapshot snapshot = open_head(repository);
  std::string paths;
  std::vector<std::string> unread = snapshot.walk("", [&](const Entry& entry) {
    paths += entry.path + ' ';
    return true;
  });
  CHECK(paths == "a/file d/file ");
  CHECK(unread == std::vector<std::string>{ "b/c" });
  CHECK(snapshot.walk("a", [](const Entry&) { return true; }).empty());
  CHECK(snapshot.walk("b/c", [](const Entry&) { return true; }) ==
        std::vector<std::string>{ "b/c" });
  CHECK(snapshot.walk("b/c/x", [](const Entry&) { return true; }) ==
        std::vector<std::string>{ "b/c" });
  CHECK(snapshot.find("b/c"));
  CHECK_THROWS_WITH(
    snapshot.find("b/c/file"),
    "the folder `b/c` is not in this clone: fetch it, e.g. with `git fetch --refetch`");
  CHECK(snapshot.resolve("b", "c/file").status == ResolveStatus::unreadable);
  CHECK(snapshot.match("", "**/file", 10).unread_folders == std::vector<std::string>{ "b/c" });
}

TEST_CASE("trees that git would not write are refused", "[repository]") {
  FixtureRepository repository;
  const std::string blob = repository.write_object(GIT_OBJECT_BLOB, "text");
  struct Case {
    std::vector<std::pair<std::string, std::string>> entries;
    std::string shown;
  };
  const Case cases[] = {
    { { { "100644 ..", blob } }, ".." },
    { { { "100644 .", blob } }, "." },
    { { { "100644 a/b", blob } }, "a/b" },
    { { { "100644 b", blob }, { "100644 a", blob } }, "a" },
    { { { "100644 a", blob }, { "100644 a", blob } }, "a" },
  };
  for (const Case& row : cases) {
    CAPTURE(row.shown);
    repository.commit_tree(tree_of(repository, row.entries), "odd");
    CHECK_THROWS_WITH(walked_to_nul(open_head(repository)),
                      "the commit holds `" + row.shown +
                        "` in a folder that git would not have written: run `git fsck`");
  }
}

TEST_CASE("folders nested without end are refused", "[repository]") {
  FixtureRepository repository;
  std::string tree = tree_of(repository,
                             { { "100644 f", repository.write_object(GIT_OBJECT_BLOB, "text") } });
  const int depth = GENERATE(4000, 5000);
  for (int i = 0; i < depth; ++i) tree = tree_of(repository, { { "40000 d", tree } });
  repository.commit_tree(tree, "deep");
  Snapshot snapshot = open_head(repository);
  if (depth < 4096) {
    std::size_t length = 0;
    snapshot.walk("", [&](const Entry& entry) {
      length = entry.path.size();
      return true;
    });
    CHECK(length == 8001);
  } else {
    CHECK_THROWS_WITH(walked_to_nul(snapshot),
                      Catch::Matchers::EndsWith("at most 4096 levels and 65536 bytes are walked"));
  }
}

TEST_CASE("trees that share their subtrees do not keep us for ever", "[repository]") {
  FixtureRepository repository;
  const std::string blob = repository.write_object(GIT_OBJECT_BLOB, "text");
  std::string tree = tree_of(repository, { { "100644 f", blob } });
  for (int i = 0; i < 30; ++i)
    tree = tree_of(repository, { { "40000 a", tree }, { "40000 b", tree } });
  repository.commit_tree(tree, "bomb");
  Snapshot snapshot = open_head(repository);
  CHECK_THROWS_WITH(snapshot.walk("", [](const Entry&) { return true; }),
                    "the commit holds more than 5000000 files: that is more than can be checked");
}

TEST_CASE("an LFS pointer is recognised by its blob", "[repository]") {
  const std::string sha256(64, 'a');
  FixtureRepository repository;
  repository.lfs_pointer("model.bin", sha256, 5'000'000'000)
    .write("text", "version 1\n")
    .symlink("link", "model.bin");
  repository.commit("first");
  Snapshot snapshot = open_head(repository);
  std::optional<LfsPointer> pointer = snapshot.lfs_pointer(*snapshot.find("model.bin"));
  REQUIRE(pointer);
  CHECK(pointer->sha256 == sha256);
  CHECK(pointer->size == 5'000'000'000);
  CHECK_FALSE(snapshot.lfs_pointer(*snapshot.find("text")));
  CHECK_FALSE(snapshot.lfs_pointer(*snapshot.find("link")));
  CHECK_FALSE(snapshot.lfs_pointer(*snapshot.find("")));
}

}  // namespace reallyopen
