// Files by glob.
#include "repository/glob.h"
#include "repository/path.h"
#include "repository/snapshot.h"
#include "repository/state.h"

namespace reallyopen {

MatchResult Snapshot::match(std::string_view base, std::string_view glob, std::size_t limit) const {
  MatchResult result;
  if (glob.size() > longest_glob) {
    result.too_long = true;
    return result;
  }
  if (glob.find('\0') != std::string_view::npos) return result;
  std::optional<std::string> pattern = join_path(literal_glob(base), glob);
  if (!pattern) return result;
  if (glob.ends_with('/')) append_to_path(*pattern, "**");
  Glob wanted(*pattern);
  result.unread_folders = walk_names(wanted.folder(),
                                     [&](const TrackedName& name, const Look& look) {
    if (state_->visits_left == 0) {
      result.over_limit = true;
      return false;
    }
    --state_->visits_left;
    const Entry* entry = wanted.matches(name.path) ? look() : nullptr;
    if (!entry) return true;
    result.over_limit = result.files.size() == limit;
    if (result.over_limit) return false;
    state_->remember(entry->path);
    result.files.push_back(*entry);
    return true;
  });
  return result;
}

}  // namespace reallyopen
