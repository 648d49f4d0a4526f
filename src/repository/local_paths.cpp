#include "repository/local_paths.h"

#include <git2.h>

#include <memory>

#include "repository/open.h"
#include "repository/repository_error.h"

namespace reallyopen {
namespace {

struct FreeConfig {
  void operator()(git_config* config) const { git_config_free(config); }
};

struct FreeEntry {
  void operator()(git_config_entry* entry) const { git_config_entry_free(entry); }
};

}  // namespace

LocalPaths local_paths(const std::string& folder) {
  const LibraryUse library;
  const RepositoryHandle repository = open_repository(folder);
  const char* worktree = git_repository_workdir(repository.get());
  if (!worktree) throw RepositoryError("the repository has no working tree");
  LocalPaths paths{ .worktree = worktree,
                    .hooks = std::string(git_repository_commondir(repository.get())) + "hooks" };
  git_config* raw_config = nullptr;
  if (git_repository_config(&raw_config, repository.get()) != 0) return paths;
  const std::unique_ptr<git_config, FreeConfig> config(raw_config);
  git_config_entry* raw_entry = nullptr;
  if (git_config_get_entry(&raw_entry, config.get(), "core.hooksPath") != 0) return paths;
  const std::unique_ptr<git_config_entry, FreeEntry> entry(raw_entry);
  const std::string path = entry->value ? entry->value : "";
  if (path.empty()) return paths;
  paths.hooks = path.starts_with('/') ? path : paths.worktree + path;
  paths.hooks_shared = entry->level < GIT_CONFIG_LEVEL_LOCAL || path.starts_with("~");
  return paths;
}

}  // namespace reallyopen
