// Where a repository stands, and where it was cloned from.
#include "repository/snapshot.h"
#include "repository/state.h"

namespace reallyopen {

std::string Snapshot::root() const {
  const char* root = git_repository_workdir(state_->repository.get());
  return root ? root : "";
}

std::string Snapshot::origin() const {
  const auto configuration = acquire<ConfigHandle>(git_repository_config_snapshot,
                                                   state_->repository.get());
  const char* address = nullptr;
  const int found = git_config_get_string(&address, configuration.get(), "remote.origin.url");
  return found == 0 && address ? address : "";
}

}  // namespace reallyopen
