#include "repository/snapshot.h"
#include "repository/submodules.h"
#include "support/catch.h"
#include "support/fixture_repository.h"

using namespace reallyopen;
using Status = TagSearch::Status;

namespace {

Snapshot at(const FixtureRepository& repository, const std::string& revision) {
  return Snapshot::open({ .folder = repository.path(), .revision = revision });
}

}  // namespace

TEST_CASE("the nearest earlier tag is the youngest among the ancestors") {
  FixtureRepository repository;
  repository.write("a", "1").commit("one").tag("v1");
  repository.write("a", "2").commit("two").annotated_tag("v2", "second");
  repository.write("a", "3").commit("three");
  CHECK(at(repository, "HEAD").earlier_tag(false).name == "v2");
  CHECK(at(repository, "HEAD").earlier_tag(true).name == "v2");
  CHECK(at(repository, "v2").earlier_tag(false).name == "v1");
  CHECK(at(repository, "v2").earlier_tag(true).name == "v2");
  CHECK(at(repository, "v1").earlier_tag(false).status == Status::none);
  CHECK(at(repository, "v2").tag() == "v2");
  CHECK(at(repository, "refs/tags/v2").tag() == "v2");
  CHECK(at(repository, "main").tag() == std::nullopt);
  CHECK(at(repository, "HEAD").tag() == std::nullopt);
}

TEST_CASE("a tag of a branch that was merged counts, one of a branch beside does not") {
  FixtureRepository repository;
  repository.write("a", "1").commit("one");
  repository.git({ "checkout", "-q", "-b", "side" });
  repository.write("b", "1").commit("side").tag("side-tag");
  repository.git({ "checkout", "-q", "main" });
  repository.git({ "reset", "-q", "--hard", "HEAD" });
  CHECK(at(repository, "main").earlier_tag(true).status == Status::none);
  CHECK(at(repository, "side").earlier_tag(true).name == "side-tag");
}

TEST_CASE("a clone that ends before a tag says so") {
  FixtureRepository repository;
  repository.write("a", "1").commit("one");
  repository.write("a", "2").commit("two").tag("v2");
  repository.make_shallow();
  CHECK(at(repository, "HEAD").earlier_tag(true).status == Status::found);
  CHECK(at(repository, "HEAD").earlier_tag(false).status == Status::cut_off);
}

TEST_CASE("tags of files and lost objects are passed over") {
  FixtureRepository repository;
  repository.write("a", "1").commit("one");
  repository.git({ "tag", "blob-tag", repository.id("HEAD:a") });
  repository.write("a", "2").commit("two");
  CHECK(at(repository, "HEAD").earlier_tag(true).status == Status::none);
}

TEST_CASE("what changed since a commit, below the paths that were asked for") {
  FixtureRepository repository;
  repository.write("src/a.py", "1")
    .write("src/deep/b.py", "1")
    .write("c.txt", "1")
    .write("d.txt", "1");
  repository.commit("one").tag("v1");
  repository.write("src/deep/b.py", "2")
    .write("src/new.py", "1")
    .write("c.txt", "2")
    .remove("d.txt");
  repository.commit("two");
  const std::string old = repository.id("v1^{commit}");
  using Paths = std::vector<std::string>;
  for (const bool worktree : { false, true }) {
    CAPTURE(worktree);
    const Snapshot snapshot = worktree ? Snapshot::open({ .folder = repository.path() })
                                       : at(repository, "HEAD");
    CHECK(snapshot.changed_since(old, { "src" }, 9) == Paths{ "src/deep/b.py", "src/new.py" });
    CHECK(snapshot.changed_since(old, { "src/a.py" }, 9) == Paths{});
    CHECK(snapshot.changed_since(old, { "c.txt", "d.txt" }, 9) == Paths{ "c.txt", "d.txt" });
    CHECK(snapshot.changed_since(old, { "src" }, 1).value().size() == 1);
    CHECK(snapshot.changed_since(old, {}, 9) == Paths{});
    CHECK(snapshot.changed_since(std::string(40, '1'), { "src" }, 9) == std::nullopt);
  }
  repository.write("src/a.py", "on disk only");
  CHECK(Snapshot::open({ .folder = repository.path() }).changed_since(old, { "src/a.py" }, 9) ==
        Paths{ "src/a.py" });
  CHECK(at(repository, "HEAD").changed_since(old, { "src/a.py" }, 9) == Paths{});
}

TEST_CASE("what the index has otherwise than a commit is found without the commit's help") {
  FixtureRepository repository;
  for (const char* path : { "same", "mode", "kind", "gone", "folder-to-file/a", "file-to-folder",
                            "deep/a", "deep/b/c", "deep/same" })
    repository.write(path, "1");
  repository.commit("one").tag("v1");
  repository.remove("gone").remove("folder-to-file").remove("file-to-folder").remove("kind");
  repository.write("folder-to-file", "1").write("file-to-folder/x", "1").symlink("kind", "same");
  repository.write("deep/a", "2").remove("deep/b/c").write("deep/zz", "1");
  repository.git({ "add", "--all" });
  repository.git({ "update-index", "--chmod=+x", "mode" });
  using Paths = std::vector<std::string>;
  const std::string old = repository.id("v1^{commit}");
  const Snapshot snapshot = Snapshot::open({ .folder = repository.path() });
  const auto changed = [&](const std::string& path) {
    return snapshot.changed_since(old, { path }, 99).value();
  };
  CHECK(changed("same") == Paths{});
  CHECK(changed("mode") == Paths{ "mode" });
  CHECK(changed("kind") == Paths{ "kind" });
  CHECK(changed("gone") == Paths{ "gone" });
  CHECK(changed("nowhere") == Paths{});
  CHECK(changed("deep") == Paths{ "deep/a", "deep/b/c", "deep/zz" });
  CHECK(changed("deep/b") == Paths{ "deep/b/c" });
  CHECK(changed("folder-to-file") == Paths{ "folder-to-file", "folder-to-file/a" });
  CHECK(changed("file-to-folder") == Paths{ "file-to-folder", "file-to-folder/x" });
  CHECK(snapshot.changed_since(old, { "deep" }, 2).value().size() == 2);
  repository.delete_object(repository.id("v1:deep/b"));
  CHECK(Snapshot::open({ .folder = repository.path() }).changed_since(old, { "deep" }, 9) ==
        std::nullopt);
  CHECK(Snapshot::open({ .folder = repository.path() }).changed_since(old, { "deep/b/c" }, 9) ==
        std::nullopt);
}

TEST_CASE("what stands directly in a folder") {
  FixtureRepository repository;
  repository.write("a.txt", "1").write("src/b.py", "1").write("src/deep/c.py", "1");
  repository.write("src-more/d.py", "1").symlink("link", "a.txt").commit("one");
  const auto names = [&](bool worktree, const std::string& folder) {
    const Snapshot snapshot = worktree ? Snapshot::open({ .folder = repository.path() })
                                       : at(repository, "HEAD");
    std::vector<std::string> result;
    for (const Entry& entry : snapshot.list(folder))
      result.push_back(entry.path + (entry.kind == EntryKind::folder ? "/" : ""));
    return result;
  };
  using Names = std::vector<std::string>;
  for (const bool worktree : { false, true }) {
    CHECK(names(worktree, "") == Names{ "a.txt", "link", "src/", "src-more/" });
    CHECK(names(worktree, "src") == Names{ "src/b.py", "src/deep/" });
    CHECK(names(worktree, "nothing").empty());
    CHECK(names(worktree, "a.txt").empty());
  }
}

TEST_CASE("`.gitmodules` is read as git reads it, and nothing in it is followed") {
  const auto found = read_submodules(
    "# comment\n[core]\n\tpath = no\n[submodule \"a b\"]\n  path = third/a\n  url = "
    "https://example.org/o/a.git ; why\n"
    "[Submodule \"b\"]\n\tURL = \"git@example.org:o/b\"\n\tpath=third/b\n[include]\n\tpath = "
    "/etc/passwd\n"
    "[submodule \"c\"]\n\tpath = third/c\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0].path == "third/a");
  CHECK(found[0].url == "https://example.org/o/a.git");
  CHECK(found[0].line == 6);
  CHECK(found[1].url == "git@example.org:o/b");
}

TEST_CASE("one repository has one name, however its URL is written") {
  for (const std::string_view url :
       { "https://GitHub.com/Leaf/Trainer", "https://github.com/leaf/trainer.git",
         "git@github.com:leaf/trainer.git", "ssh://git@github.com:22/leaf/trainer",
         "https://user:pw@github.com/leaf/trainer/blob/main/a.py?x#L1",
         "https://raw.githubusercontent.com/leaf/trainer/main/a.py" }) {
    CAPTURE(std::string(url));
    CHECK(repository_of_url(url) == "github.com/leaf/trainer");
  }
  for (const std::string_view url : { "", "../trainer.git", "/srv/git/trainer",
                                      "https://github.com", "trainer", "https://localhost/a/b" })
    CHECK(repository_of_url(url) == "");
}
