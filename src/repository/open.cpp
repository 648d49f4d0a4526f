#include "repository/open.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "repository/repository_error.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

namespace fs = std::filesystem;

// Reading is safe with these, but libgit2 1.5 refuses to open a repository that uses them.
void accept_extensions() {
  const char* names[] = { "partialclone", "worktreeconfig", "preciousobjects",
                          "relativeworktrees" };
  check_git(git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, std::size(names)));
}

bool is_git_folder(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / ".git", ignored) ||
         (fs::exists(folder / "HEAD", ignored) && fs::exists(folder / "objects", ignored));
}

// How to reach the top of the repository from what was typed: no path of this machine goes into a
// message.
std::string typed_top(const std::string& folder) {
  std::error_code ignored;
  std::string typed = folder;
  for (fs::path at = fs::canonical(folder, ignored); !is_git_folder(at) && at.has_relative_path();
       at = at.parent_path())
    typed = typed == "." ? ".." : typed + "/..";
  return typed;
}

[[noreturn]] void refuse_to_open(int code, const std::string& folder) {
  std::string reason = last_git_error();
  std::string shown = printable(folder);
  // libgit2 1.5 says "not found" of the setting when nobody ever trusted a folder.
  if (code == GIT_EOWNER || reason.find("safe.directory") != std::string::npos)
    throw RepositoryError(
      fmt::format("the repository of `{}` belongs to another user: if you trust it, run `git "
                  "config --global --add safe.directory \"$(realpath '{}')\"`",
                  shown, printable(typed_top(folder))));
  if (code == GIT_ENOTFOUND)
    throw RepositoryError(fmt::format(
      "`{}` is not in a git repository: name a folder of one, or make one with `git init`", shown));
  if (reason.find("objectformat") != std::string::npos ||
      reason.find("object format") != std::string::npos)
    throw RepositoryError(fmt::format(
      "the repository of `{}` names its objects by SHA-256 (`extensions.objectformat`), which is "
      "not supported: check a repository made with `git init --object-format=sha1`",
      shown));
  throw RepositoryError(
    fmt::format("the repository of `{}` cannot be opened ({}): run `git status` there to see "
                "whether git itself can",
                shown, reason));
}

bool is_unborn(git_repository* repository) { return git_repository_head_unborn(repository) == 1; }

[[noreturn]] void refuse_revision(git_repository* repository, int code,
                                  const std::string& revision) {
  std::string reason = last_git_error();
  std::string shown = printable(revision);
  if (code == GIT_EAMBIGUOUS)
    throw RepositoryError(
      fmt::format("`{}` is the beginning of several object ids: give more digits", shown));
  if (code == GIT_EINVALIDSPEC)
    throw RepositoryError(fmt::format(
      "`{}` is not a revision: give a commit, a tag, a branch or an expression such as `HEAD~1`",
      shown));
  if (code != GIT_ENOTFOUND)
    throw RepositoryError(
      fmt::format("the revision `{}` cannot be read ({}): run `git fsck` to see what is damaged",
                  shown, reason));
  if (is_unborn(repository))
    throw RepositoryError(
      fmt::format("there is no revision `{}`, as nothing is committed yet: commit first, or check "
                  "without a revision",
                  shown));
  if (git_repository_is_shallow(repository) == 1)
    throw RepositoryError(fmt::format(
      "there is no revision `{}` in this shallow clone: run `git fetch --unshallow --tags`",
      shown));
  throw RepositoryError(fmt::format(
    "there is no revision `{}` here: if it exists elsewhere, run `git fetch --tags`", shown));
}

// The tag or branch that the text names; an expression or an id names none.
ReferenceHandle find_reference(git_repository* repository, const std::string& revision) {
  git_reference* reference = nullptr;
  if (revision != "HEAD" && revision != "@")
    git_reference_dwim(&reference, repository, revision.c_str());
  return ReferenceHandle(reference);
}

ObjectHandle peel_if_possible(git_object* object, git_object_t type) {
  git_object* peeled = nullptr;
  git_object_peel(&peeled, object, type);
  return ObjectHandle(peeled);
}

Revision read_revision(git_repository* repository, git_object* object,
                       const std::string& revision) {
  Revision found;
  ObjectHandle commit = peel_if_possible(object, GIT_OBJECT_COMMIT);
  if (commit) found.commit = hex(*git_object_id(commit.get()));
  git_object* tree = nullptr;
  if (int code = git_object_peel(&tree, commit ? commit.get() : object, GIT_OBJECT_TREE);
      code < 0) {
    std::string reason = last_git_error();
    ObjectHandle blob = peel_if_possible(object, GIT_OBJECT_BLOB);
    if (blob)
      throw RepositoryError(fmt::format(
        "the revision `{}` is a file: name the commit that holds it", printable(revision)));
    throw RepositoryError(
      fmt::format("the files of the revision `{}` are not in this clone, or damaged ({}): run `git "
                  "fetch --refetch`, or `git fsck`",
                  printable(revision), reason));
  }
  found.tree.reset(reinterpret_cast<git_tree*>(tree));
  // The name of a tag or branch says more than digits.
  const ReferenceHandle reference = find_reference(repository, revision);
  found.description = reference ? revision
                                : hex(*git_object_id(commit ? commit.get() : tree)).substr(0, 7);
  if (reference && git_reference_is_tag(reference.get()) == 1)
    found.tag = git_reference_shorthand(reference.get());
  return found;
}

bool is_configured(git_repository* repository, const char* key) {
  const auto config = acquire<ConfigHandle>(git_repository_config_snapshot, repository);
  const char* value = nullptr;
  return git_config_get_string(&value, config.get(), key) == 0;
}

// Without `core.bare`, git takes a folder that is not called `.git` for bare; libgit2 would take
// what lies beside it for the working tree.
bool is_bare_to_git(git_repository* repository) {
  return git_repository_is_bare(repository) == 0 && git_repository_is_worktree(repository) == 0 &&
         !std::string_view(git_repository_path(repository)).ends_with("/.git/") &&
         !is_configured(repository, "core.bare") && !is_configured(repository, "core.worktree");
}

}  // namespace

RepositoryHandle open_repository(const std::string& folder) {
  std::error_code ignored;
  if (folder.find('\0') != std::string::npos || !fs::exists(folder, ignored))
    throw RepositoryError(
      fmt::format("there is no folder `{}`: name a folder of the repository", printable(folder)));
  if (!fs::is_directory(folder, ignored))
    throw RepositoryError(
      fmt::format("`{}` is not a folder: name a folder of the repository", printable(folder)));
  accept_extensions();
  // libgit2 would let its cache grow to 256 MiB.
  check_git(git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, static_cast<ssize_t>(8 << 20)));
  // It would inflate a blob again for each reader that asks for it.
  check_git(git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_BLOB,
                             static_cast<std::size_t>(128 << 10)));
  git_repository* repository = nullptr;
  int code = git_repository_open_ext(&repository, folder.c_str(), 0, nullptr);
  if (code < 0) refuse_to_open(code, folder);
  RepositoryHandle opened(repository);
  if (!is_bare_to_git(repository)) return opened;
  const std::string path = git_repository_path(repository);
  code = git_repository_open_bare(&repository, path.c_str());
  if (code < 0) refuse_to_open(code, folder);
  return RepositoryHandle(repository);
}

Revision find_revision(git_repository* repository, const std::string& revision) {
  if (revision.empty() || revision.find('\0') != std::string::npos)
    refuse_revision(repository, GIT_EINVALIDSPEC, revision);
  git_object* object = nullptr;
  int code = git_revparse_single(&object, repository, revision.c_str());
  if (code < 0) refuse_revision(repository, code, revision);
  ObjectHandle owned(object);
  return read_revision(repository, object, revision);
}

Revision find_head(git_repository* repository) {
  return is_unborn(repository) ? Revision() : find_revision(repository, "HEAD");
}

std::string folder_in_worktree(git_repository* repository, const std::string& folder) {
  std::error_code ignored;
  const char* top = git_repository_workdir(repository);
  if (!top) return "";
  fs::path relative = fs::canonical(folder, ignored)
                        .lexically_relative(fs::canonical(top, ignored));
  return relative == "." || relative.empty() || *relative.begin() == ".." ||
             *relative.begin() == ".git"
           ? ""
           : relative.string();
}

}  // namespace reallyopen
