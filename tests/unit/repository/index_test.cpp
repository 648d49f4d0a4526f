#include "repository/index.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "digest/sha1.h"
#include "repository/repository_error.h"
#include "repository/snapshot.h"
#include "support/catch.h"
#include "support/fixture_repository.h"

namespace reallyopen {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const FixtureRepository& repository) {
  std::ifstream in(repository.path(".git/index"), std::ios::binary);
  return { std::istreambuf_iterator<char>(in), {} };
}

Index index_of(const FixtureRepository& repository) {
  return Index::read(repository.path(".git/index"));
}

// As `git ls-files --stage -z` says it.
std::string listed(const Index& index) {
  std::string text;
  for (std::size_t i = 0; i < index.size(); ++i) {
    const IndexEntry entry = index.entry(i);
    text += fmt::format("{:06o} {} {}\t{}", entry.mode, hex(entry.id), entry.stage, entry.path);
    text += '\0';
  }
  return text;
}

std::string refusal(std::string_view bytes) {
  try {
    Index::parse(bytes);
  } catch (const RepositoryError& error) {
    const std::string text = error.what();
    const std::size_t start = text.find('(') + 1;
    return text.substr(start, text.find("):") - start);
  }
  return "taken";
}

std::string big_endian(std::uint32_t number, int bytes) {
  std::string text;
  while (bytes-- > 0) text += static_cast<char>(number >> 8 * bytes & 0xff);
  return text;
}

struct Record {
  std::string path;
  int stage = 0;
  std::string before = "";  // version 4: how much of the path before to drop
};

// An index as nobody would write it, with a checksum that is right.
std::string make_index(std::uint32_t version, const std::vector<Record>& records,
                       const std::string& extensions = "") {
  std::string text = "DIRC" + big_endian(version, 4) +
                     big_endian(static_cast<std::uint32_t>(records.size()), 4);
  for (const Record& record : records) {
    const std::size_t start = text.size();
    text += std::string(24, '\0') + big_endian(0100644, 4) + std::string(12 + 20, '\1');
    text += big_endian(static_cast<std::uint32_t>(record.stage << 12) |
                         static_cast<std::uint32_t>(record.path.size()),
                       2);
    text += record.before + record.path + '\0';
    while (version < 4 && (text.size() - start) % 8 != 0) text += '\0';
  }
  text += extensions;
  return text + sha1(text);
}

}  // namespace

TEST_CASE("every version of the index holds what git lists", "[repository]") {
  FixtureRepository repository;
  for (const std::string& path :
       { std::string("a.b"), std::string("a-b/c"), std::string("a/z"), std::string("a/b/c/d"),
         std::string("\xff/\xfe"), std::string("new\nline"), std::string("Z"),
         std::string(120, 'l') + "/" + std::string(200, 'x') })
    repository.write(path, path);
  repository.symlink("link", "a/z").submodule_entry("third", std::string(40, '1')).commit("first");
  repository.git({ "update-index", "--chmod=+x", "Z" });
  for (const char* version : { "2", "3", "4" }) {
    CAPTURE(version);
    // Extended flags, which version 3 brought.
    repository.git({ "update-index", "--skip-worktree", "a/z" });
    repository.git({ "update-index", "--index-version", version });
    const Index index = index_of(repository);
    CHECK(listed(index) == repository.git({ "ls-files", "--stage", "-z" }));
    CHECK(index.find("a/z")->skip_worktree);
    CHECK_FALSE(index.find("a-b/c")->skip_worktree);
    CHECK_FALSE(index.find("a"));
    CHECK_FALSE(index.find("zzz"));
    struct stat status;
    REQUIRE(lstat(repository.path("a.b").c_str(), &status) == 0);
    CHECK(index.find("a.b")->size == 3);
    CHECK(index.find("a.b")->modified.seconds == static_cast<std::uint32_t>(status.st_mtim.tv_sec));
  }
}

TEST_CASE("a path longer than its length field, and many of them", "[repository]") {
  FixtureRepository repository({ .bare = true });
  std::string deep;
  for (int i = 0; i < 30; ++i) deep += std::string(150, 'd') + "/";
  repository.add_to_index(deep + "file", "");
  for (int i = 0; i < 3000; ++i) repository.add_to_index(fmt::format("many/{}/{}", i % 7, i), "");
  repository.commit("first");
  for (const char* version : { "2", "4" }) {
    repository.git({ "update-index", "--index-version", version });
    const Index index = Index::read(repository.path("index"));
    CHECK(index.size() == 3001);
    CHECK(index.find(deep + "file"));
    CHECK(listed(index) == repository.git({ "ls-files", "--stage", "-z" }));
  }
}

TEST_CASE("the sides of a conflict are entries of one path", "[repository]") {
  const Index index = Index::parse(make_index(2, { { "a", 1 }, { "a", 2 }, { "a", 3 }, { "b" } }));
  CHECK(index.size() == 4);
  CHECK(index.find("a")->stage == 1);
  CHECK(index.find("a")->is_conflict());
  CHECK_FALSE(index.find("b")->is_conflict());
}

TEST_CASE("an index is what git writes, or it is refused", "[repository]") {
  CHECK(refusal(make_index(2, { { "a" }, { "b" } })) == "taken");
  CHECK(refusal(make_index(2, {})) == "taken");
  CHECK(refusal(make_index(4, { { "ab", 0, std::string(1, '\0') } })) == "taken");
  CHECK(refusal(make_index(2, { { "a" } }, "TREE" + big_endian(3, 4) + "xyz")) == "taken");
  CHECK(refusal("") == "it ends early");
  CHECK(refusal("not an index, but long enough to be taken for one") == "it does not begin as one");
  CHECK(refusal(make_index(5, {})) == "its version is 5");
  CHECK(refusal(make_index(2, { { "b" }, { "a" } })) == "its paths are not in order");
  CHECK(refusal(make_index(2, { { "a" }, { "a" } })) == "its paths are not in order");
  CHECK(refusal(make_index(2, { { "a", 2 }, { "a", 1 } })) == "its paths are not in order");
  CHECK(refusal(make_index(2, { { "" } })) == "a path in it is none");
  CHECK(refusal(make_index(2, { { std::string("a\0b", 3) } })) == "a path in it is none");
  CHECK(refusal(make_index(4, { { "a", 0, "\x01" } })) == "a path in it is none");
  CHECK(refusal(make_index(4, { { "a", 0, "\xff\xff\xff\xff\xff\xff\x01" } })) ==
        "a path in it is none");
  CHECK(refusal(make_index(2, { { "a" } }, "link" + big_endian(0, 4))) ==
        "it has the extension `link`");
  CHECK(refusal(make_index(2, { { "a" } }, "TREE" + big_endian(4, 4) + "xyz")) == "it ends early");
  CHECK(refusal(make_index(2, { { "a" } }, "TREE")) == "it ends early");
}

TEST_CASE("a checksum that git was told to leave out is not missed", "[repository]") {
  std::string bytes = make_index(2, { { "a" } });
  bytes[20] ^= 1;
  CHECK(refusal(bytes) == "its checksum is another");
  bytes.replace(bytes.size() - 20, 20, 20, '\0');
  CHECK(refusal(bytes) == "taken");
}

// Without a checksum nothing but the reading itself stands between these bytes and the program.
TEST_CASE("an index cut or changed anywhere is read within its bytes", "[repository]") {
  FixtureRepository repository;
  for (int i = 0; i < 20; ++i) repository.write(fmt::format("folder/file-{}", i * i), "x");
  repository.commit("first");
  repository.git({ "update-index", "--skip-worktree", "folder/file-4" });
  for (const char* version : { "3", "4" }) {
    repository.git({ "update-index", "--index-version", version });
    const std::string whole = bytes_of(repository);
    int refused = 0;
    for (std::size_t at = 0; at < whole.size(); ++at) {
      std::string cut = whole.substr(0, at);
      if (cut.size() >= 20) cut.replace(cut.size() - 20, 20, 20, '\0');
      refused += refusal(cut) != "taken";
      for (const char byte : { '\0', '\1', '\x7f', '\xff' }) {
        std::string changed = whole.substr(0, whole.size() - 20) + std::string(20, '\0');
        changed[std::min(at, changed.size() - 1)] = byte;
        refused += refusal(changed) != "taken";
      }
    }
    CHECK(refused > static_cast<int>(whole.size()));
  }
}

TEST_CASE("what is no file is no index, and none is an empty one", "[repository]") {
  TemporaryFolder folder;
  CHECK(Index::read(folder.path() / "none").size() == 0);
  const fs::path pipe = folder.path() / "pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  CHECK_THROWS_AS(Index::read(pipe), RepositoryError);
  CHECK_THROWS_AS(Index::read(folder.path()), RepositoryError);
}

TEST_CASE("a linked worktree has an index of its own", "[repository]") {
  FixtureRepository repository;
  TemporaryFolder folder;
  repository.write("a", "1").commit("first");
  const std::string linked = folder.path() / "linked";
  repository.git({ "worktree", "add", "-q", "--detach", linked });
  repository.git({ "-C", linked, "rm", "-q", "a" });
  CHECK_FALSE(Snapshot::open({ .folder = linked }).find("a"));
  CHECK(Snapshot::open({ .folder = repository.path() }).find("a"));
}

}  // namespace reallyopen
