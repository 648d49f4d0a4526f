#include <fmt/format.h>

#include "repository/snapshot.h"
#include "support/catch.h"
#include "support/fixture_repository.h"

namespace reallyopen {

TEST_CASE("paths are followed through links inside the snapshot", "[repository]") {
  FixtureRepository repository;
  repository.write("data/real/file", "text").write("top", "x").write("b/secret", "inside");
  repository.symlink("link", "data/real/file")
    .symlink("data/up", "../top")
    .symlink("folder-link", "data/real");
  repository.symlink("chain", "folder-link/file")
    .symlink("data/self", ".")
    .symlink("dangling", "none");
  repository.symlink("dangling-below", "top/x")
    .symlink("loop-a", "loop-b")
    .symlink("loop-b", "loop-a");
  repository.symlink("me", "me").symlink("escape", "../outside").symlink("absolute", "/etc/passwd");
  repository.symlink("escape-late", "data/real/../../../x")
    .symlink("to-dangling", "dangling")
    .symlink("to-escape", "escape");
  repository.symlink("a/deep", "../data/real")
    .symlink("dot-dot", "a/deep/../real/file")
    .symlink("to-third", "third/x");
  repository.symlink("root", ".").symlink("data/parent", "..");
  repository.submodule_entry("third", "1234567890123456789012345678901234567890").commit("first");
  for (int i = 0; i < 45; ++i)
    repository.symlink(fmt::format("many{}", i), i ? fmt::format("many{}", i - 1) : "top");
  repository.commit("links");

  struct Case {
    std::string base, path;
    ResolveStatus status;
    std::string entry, normalised;
  };
  using enum ResolveStatus;
  const Case cases[] = {
    { "", "top", found, "top", "top" },
    { "", "", found, "", "" },
    { "data", "", found, "data", "data" },
    { "data/real", "../../top", found, "top", "top" },
    { "data", "/top", found, "top", "top" },
    { "", "./data//real/./file", found, "data/real/file", "data/real/file" },
    { "", "data/real/", found, "data/real", "data/real" },
    { "", "link", found, "data/real/file", "link" },
    { "", "data/up", found, "top", "data/up" },
    { "", "folder-link", found, "data/real", "folder-link" },
    { "", "folder-link/file", found, "data/real/file", "folder-link/file" },
    { "", "chain", found, "data/real/file", "chain" },
    { "", "data/self/self/self/real/file", found, "data/real/file",
      "data/self/self/self/real/file" },
    { "", "root/root/top", found, "top", "root/root/top" },
    { "", "root", found, "", "root" },
    { "", "data/parent/top", found, "top", "data/parent/top" },
    // `..` in a target is the folder above what the link led to, as in a file system.
    { "", "dot-dot", found, "data/real/file", "dot-dot" },
    { "", "none", missing, "", "none" },
    { "", "top/x", missing, "", "top/x" },
    { "", "data/real/file/x", missing, "", "data/real/file/x" },
    { "", "..", outside, "", ".." },
    { "data", "../../x", outside, "", "../../x" },
    { "", "dangling", symlink_dangling, "dangling", "dangling" },
    { "", "dangling/x", symlink_dangling, "dangling", "dangling/x" },
    { "", "dangling-below", symlink_dangling, "dangling-below", "dangling-below" },
    { "", "to-dangling", symlink_dangling, "to-dangling", "to-dangling" },
    { "", "folder-link/none", symlink_dangling, "folder-link", "folder-link/none" },
    { "", "loop-a", symlink_loop, "loop-a", "loop-a" },
    { "", "me", symlink_loop, "me", "me" },
    { "", "me/x", symlink_loop, "me", "me/x" },
    { "", "many39", found, "top", "many39" },
    { "", "many40", symlink_loop, "many40", "many40" },
    { "", "escape", symlink_escapes, "escape", "escape" },
    { "", "escape/x", symlink_escapes, "escape", "escape/x" },
    { "", "escape-late", symlink_escapes, "escape-late", "escape-late" },
    { "", "absolute", symlink_escapes, "absolute", "absolute" },
    { "", "to-escape", symlink_escapes, "to-escape", "to-escape" },
    { "", "third", in_submodule, "third", "third" },
    { "", "third/x/y", in_submodule, "third", "third/x/y" },
    { "", "to-third", in_submodule, "third", "to-third" },
    { "", std::string("top\0x", 5), missing, "", std::string("top\0x", 5) },
    { "", std::string(4097, 'a'), missing, "", std::string(4097, 'a') },
    { "", std::string(4096, 'a'), missing, "", std::string(4096, 'a') },
  };
  const bool committed = GENERATE(true, false);
  CAPTURE(committed);
  Snapshot snapshot = Snapshot::open(
    { repository.path(), committed ? std::optional<std::string>("HEAD") : std::nullopt });
  for (const Case& row : cases) {
    CAPTURE(row.base, row.path);
    Resolution result = snapshot.resolve(row.base, row.path);
    CHECK(result.status == row.status);
    CHECK(result.entry.path == row.entry);
    CHECK(result.path == row.normalised);
  }
}

TEST_CASE("a link whose target was not fetched is unreadable, an empty one dangles",
          "[repository]") {
  FixtureRepository repository({ .bare = true });
  repository.add_to_index("a", "text")
    .symlink_in_index("link", "a")
    .symlink_in_index("empty", "")
    .commit("first");
  repository.symlink_in_index("long", std::string(5000, 'a')).commit("second");
  repository.delete_object(repository.id("HEAD:link"));
  Snapshot snapshot = Snapshot::open({ repository.path(), std::nullopt });
  CHECK(snapshot.resolve("", "link").status == ResolveStatus::unreadable);
  CHECK(snapshot.resolve("", "empty").status == ResolveStatus::symlink_dangling);
  CHECK(snapshot.resolve("", "long").status == ResolveStatus::symlink_dangling);
}

TEST_CASE("a very deep path costs time in proportion", "[repository]") {
  FixtureRepository repository({ .bare = true });
  std::string path = "d";
  while (path.size() + 2 <= 4090) path += "/d";
  repository.add_to_index(path + "/f", "text").commit("deep");
  Snapshot snapshot = Snapshot::open({ repository.path(), std::nullopt });
  CHECK(snapshot.resolve("", path + "/f").status == ResolveStatus::found);
  for (int i = 0; i < 200; ++i)
    CHECK(snapshot.resolve("", path + "/g").status == ResolveStatus::missing);
}

}  // namespace reallyopen
