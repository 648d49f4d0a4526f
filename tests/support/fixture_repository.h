// A real git repository made on the spot in a temporary folder, the same ids every time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "repository/git_handle.h"
#include "support/temporary_folder.h"

namespace reallyopen {

struct FixtureOptions {
  bool bare = false;
};

// Calls chain: repo.write("a/b.txt", "text").commit("first").tag("v1.0"). What was written, linked,
// removed or added since the last stage() or commit() is pending; both take exactly that, whatever
// .gitignore says. The configuration of the user and the machine is not read by any test of the
// process that makes one.
class FixtureRepository {
 public:
  explicit FixtureRepository(const FixtureOptions& options = {});

  // In the working tree; folders above are made.
  FixtureRepository& write(std::string_view path, std::string_view text);
  FixtureRepository& symlink(std::string_view path, std::string_view target);
  FixtureRepository& remove(std::string_view path);
  // Copies the files and links below `folder` to `below` of the working tree.
  FixtureRepository& add_folder(const std::filesystem::path& folder, std::string_view below = "");
  FixtureRepository& lfs_pointer(std::string_view path, std::string_view sha256,
                                 std::uint64_t size);

  // In the index only, without a file in the working tree: fast, and the way for bare repositories.
  FixtureRepository& add_to_index(std::string_view path, std::string_view text);
  FixtureRepository& symlink_in_index(std::string_view path, std::string_view target);
  // A submodule at `commit` (40 hex digits): an index entry and an empty folder, as after a plain
  // clone.
  FixtureRepository& submodule_entry(std::string_view path, std::string_view commit);

  // `git add` of what is pending.
  FixtureRepository& stage();
  // stage() and a commit of the index on the current branch; each commit is a minute after the one
  // before.
  FixtureRepository& commit(std::string_view message);
  FixtureRepository& tag(const std::string& name);
  FixtureRepository& annotated_tag(const std::string& name, const std::string& message);

  // Raw objects, for trees that git itself would refuse to make; returns the id.
  std::string write_object(git_object_t type, std::string_view content);
  // A commit of that tree on the current branch; index and working tree stay as they are.
  FixtureRepository& commit_tree(const std::string& tree_id, std::string_view message);
  // Deletes or overwrites the loose object, as in a partial or damaged clone.
  FixtureRepository& delete_object(const std::string& id);
  FixtureRepository& damage_object(const std::string& id);
  // Leaves out what is before HEAD, as a clone with `--depth 1` does.
  FixtureRepository& make_shallow();

  // Runs the git program in the repository with no user configuration; throws if it fails. Returns
  // its stdout.
  std::string git(const std::vector<std::string>& arguments) const;

  // The commit id of HEAD, or the id a revision expression names.
  std::string id(const std::string& revision = "HEAD^{commit}") const;
  // The working tree's folder (of a bare repository its git folder), or a path below it.
  std::string path(std::string_view below = "") const;
  git_repository* handle() const { return repository_.get(); }

 private:
  void add_from_buffer(std::string_view path, std::string_view content, git_filemode_t mode);
  SignatureHandle signature() const;

  LibraryUse library_;
  TemporaryFolder folder_;
  RepositoryHandle repository_;
  IndexHandle index_;
  std::set<std::string, std::less<>> pending_;
  int commits_ = 0;
};

}  // namespace reallyopen
