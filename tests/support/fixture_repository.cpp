#include "support/fixture_repository.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <fstream>
#include <stdexcept>

#include "support/run_program.h"

namespace reallyopen {
namespace {

namespace fs = std::filesystem;

// Line endings, ignores or safe.directory of whoever runs the tests must not change what they see.
void forget_user_configuration() {
  for (int level : { GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL,
                     GIT_CONFIG_LEVEL_PROGRAMDATA })
    check_git(git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, ""));
}

git_oid parsed_id(const std::string& id) {
  git_oid parsed;
  check_git(git_oid_fromstr(&parsed, id.c_str()));
  return parsed;
}

// A file of an earlier commit may be read-only, a link or a folder by now: start afresh.
void make_room(const fs::path& path) {
  fs::create_directories(path.parent_path());
  fs::remove_all(path);
}

fs::path loose_object(git_repository* repository, const std::string& id) {
  fs::path file = fs::path(git_repository_commondir(repository)) / "objects" / id.substr(0, 2) /
                  id.substr(2);
  if (!fs::exists(file)) throw std::runtime_error("no loose object " + id);
  return file;
}

}  // namespace

FixtureRepository::FixtureRepository(const FixtureOptions& options) {
  forget_user_configuration();
  git_repository_init_options settings = GIT_REPOSITORY_INIT_OPTIONS_INIT;
  settings.flags = GIT_REPOSITORY_INIT_MKPATH;
  if (options.bare) settings.flags |= GIT_REPOSITORY_INIT_BARE;
  settings.initial_head = "main";
  repository_ = acquire<RepositoryHandle>(git_repository_init_ext, folder_.path().c_str(),
                                          &settings);
  index_ = acquire<IndexHandle>(git_repository_index, repository_.get());
}

FixtureRepository& FixtureRepository::write(std::string_view path, std::string_view text) {
  make_room(folder_.path() / path);
  std::ofstream file(folder_.path() / path, std::ios::binary);
  file << text;
  if (!file.flush()) throw std::runtime_error(fmt::format("cannot write {}", path));
  pending_.emplace(path);
  return *this;
}

FixtureRepository& FixtureRepository::symlink(std::string_view path, std::string_view target) {
  make_room(folder_.path() / path);
  fs::create_symlink(fs::path(target), folder_.path() / path);
  pending_.emplace(path);
  return *this;
}

FixtureRepository& FixtureRepository::remove(std::string_view path) {
  fs::remove_all(folder_.path() / path);
  pending_.emplace(path);
  return *this;
}

FixtureRepository& FixtureRepository::add_folder(const fs::path& folder, std::string_view below) {
  if (!fs::is_directory(folder)) throw std::runtime_error("no such folder: " + folder.string());
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_directory() && !entry.is_symlink()) continue;
    std::string path = fs::path(below) / entry.path().lexically_relative(folder);
    make_room(folder_.path() / path);
    fs::copy(entry.path(), folder_.path() / path, fs::copy_options::copy_symlinks);
    pending_.insert(path);
  }
  return *this;
}

FixtureRepository& FixtureRepository::lfs_pointer(std::string_view path, std::string_view sha256,
                                                  std::uint64_t size) {
  return write(path,
               fmt::format("version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize {}\n",
                           sha256, size));
}

void FixtureRepository::add_from_buffer(std::string_view path, std::string_view content,
                                        git_filemode_t mode) {
  std::string name(path);
  git_index_entry entry = {};
  entry.mode = mode;
  entry.path = name.c_str();
  check_git(
    git_blob_create_from_buffer(&entry.id, repository_.get(), content.data(), content.size()));
  check_git(git_index_add(index_.get(), &entry));
}

FixtureRepository& FixtureRepository::add_to_index(std::string_view path, std::string_view text) {
  add_from_buffer(path, text, GIT_FILEMODE_BLOB);
  return *this;
}

FixtureRepository& FixtureRepository::symlink_in_index(std::string_view path,
                                                       std::string_view target) {
  add_from_buffer(path, target, GIT_FILEMODE_LINK);
  return *this;
}

FixtureRepository& FixtureRepository::submodule_entry(std::string_view path,
                                                      std::string_view commit) {
  std::string name(path);
  git_index_entry entry = {};
  entry.mode = GIT_FILEMODE_COMMIT;
  entry.path = name.c_str();
  entry.id = parsed_id(std::string(commit));
  check_git(git_index_add(index_.get(), &entry));
  if (!git_repository_is_bare(repository_.get())) fs::create_directories(folder_.path() / path);
  return *this;
}

FixtureRepository& FixtureRepository::stage() {
  for (const std::string& path : pending_) {
    if (fs::is_symlink(folder_.path() / path) || fs::is_regular_file(folder_.path() / path))
      check_git(git_index_add_bypath(index_.get(), path.c_str()));
    else
      check_git(git_index_remove_directory(index_.get(), path.c_str(), 0));
    if (!fs::exists(fs::symlink_status(folder_.path() / path)))
      check_git(git_index_remove_bypath(index_.get(), path.c_str()));
  }
  pending_.clear();
  check_git(git_index_write(index_.get()));
  return *this;
}

FixtureRepository& FixtureRepository::commit(std::string_view message) {
  stage();
  git_oid tree;
  check_git(git_index_write_tree(&tree, index_.get()));
  return commit_tree(hex(tree), message);
}

SignatureHandle FixtureRepository::signature() const {
  constexpr git_time_t first_commit = 1'700'000'000;
  return acquire<SignatureHandle>(git_signature_new, "Fixture", "fixture@example.org",
                                  first_commit + 60 * commits_, 0);
}

FixtureRepository& FixtureRepository::commit_tree(const std::string& tree_id,
                                                  std::string_view message) {
  SignatureHandle author = signature();
  git_oid id = parsed_id(tree_id);
  TreeHandle tree = acquire<TreeHandle>(git_tree_lookup, repository_.get(), &id);
  git_oid head;
  CommitHandle parent;
  int code = git_reference_name_to_id(&head, repository_.get(), "HEAD");
  if (code != GIT_ENOTFOUND) {
    check_git(code);
    parent = acquire<CommitHandle>(git_commit_lookup, repository_.get(), &head);
  }
  const git_commit* parents[] = { parent.get() };
  git_oid commit;
  check_git(git_commit_create(&commit, repository_.get(), "HEAD", author.get(), author.get(),
                              nullptr, std::string(message).c_str(), tree.get(), parent ? 1 : 0,
                              parents));
  ++commits_;
  return *this;
}

FixtureRepository& FixtureRepository::tag(const std::string& name) {
  ObjectHandle head = acquire<ObjectHandle>(git_revparse_single, repository_.get(), "HEAD");
  git_oid ignored;
  check_git(git_tag_create_lightweight(&ignored, repository_.get(), name.c_str(), head.get(), 0));
  return *this;
}

FixtureRepository& FixtureRepository::annotated_tag(const std::string& name,
                                                    const std::string& message) {
  ObjectHandle head = acquire<ObjectHandle>(git_revparse_single, repository_.get(), "HEAD");
  SignatureHandle tagger = signature();
  git_oid ignored;
  check_git(git_tag_create(&ignored, repository_.get(), name.c_str(), head.get(), tagger.get(),
                           message.c_str(), 0));
  return *this;
}

std::string FixtureRepository::write_object(git_object_t type, std::string_view content) {
  DatabaseHandle database = acquire<DatabaseHandle>(git_repository_odb, repository_.get());
  git_oid id;
  check_git(git_odb_write(&id, database.get(), content.data(), content.size(), type));
  return hex(id);
}

FixtureRepository& FixtureRepository::delete_object(const std::string& id) {
  fs::remove(loose_object(repository_.get(), id));
  return *this;
}

FixtureRepository& FixtureRepository::damage_object(const std::string& id) {
  fs::path file = loose_object(repository_.get(), id);
  fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
  std::ofstream(file, std::ios::binary | std::ios::trunc) << "not a zlib stream";
  return *this;
}

FixtureRepository& FixtureRepository::make_shallow() {
  std::ofstream(path(".git/shallow"), std::ios::binary) << id() << "\n";
  return delete_object(id("HEAD^"));
}

std::string FixtureRepository::git(const std::vector<std::string>& arguments) const {
  std::vector<std::string> command = { "git", "-c", "protocol.file.allow=always" };
  command.insert(command.end(), arguments.begin(), arguments.end());
  ProgramResult result = run_program(
    command, path(),
    { "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_AUTHOR_NAME=Fixture",
      "GIT_AUTHOR_EMAIL=fixture@example.org", "GIT_COMMITTER_NAME=Fixture",
      "GIT_COMMITTER_EMAIL=fixture@example.org", "GIT_AUTHOR_DATE=1700000000 +0000",
      "GIT_COMMITTER_DATE=1700000000 +0000", "LC_ALL=C" });
  if (result.exit_code != 0)
    throw std::runtime_error(
      fmt::format("git {}: {}", arguments.empty() ? "" : arguments[0], result.errors));
  return result.output;
}

std::string FixtureRepository::id(const std::string& revision) const {
  return hex(*git_object_id(
    acquire<ObjectHandle>(git_revparse_single, repository_.get(), revision.c_str()).get()));
}

std::string FixtureRepository::path(std::string_view below) const {
  return below.empty() ? folder_.path().string() : (folder_.path() / below).string();
}

}  // namespace reallyopen
